package import Calendars
import Synchronization

/// The wish to end early. Asked for once, nothing new begins; what waits stops waiting.
package final class Interruption: Sendable {
    private struct Waiters {
        var isRequested = false
        var continuations: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
    }

    private let waiters = Mutex(Waiters())

    package init() {}

    package var isRequested: Bool { waiters.withLock { $0.isRequested } }

    package func request() {
        let waiting = waiters.withLock { waiters in
            waiters.isRequested = true
            defer { waiters.continuations = [:] }
            return Array(waiters.continuations.values)
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns once it is requested, or once the task is cancelled.
    package func wait() async {
        let ticket = waiters.withLock { waiters in
            waiters.next += 1
            return waiters.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = waiters.withLock { waiters in
                    if waiters.isRequested || Task.isCancelled { return true }
                    waiters.continuations[ticket] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            waiters.withLock { $0.continuations.removeValue(forKey: ticket) }?.resume()
        }
    }
}

extension Interruption {
    /// What `work` gives. An interrupt cancels it, and it is over when this returns; then throws `CancellationError` where the work
    /// gave nothing before it ended.
    package func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value
    {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                await self.wait()
                return nil
            }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let value = ended { return value }
                group.cancelAll()
            }
            throw CancellationError()
        }
    }

    /// Waits so many seconds; false when it is requested, or the task cancelled, before they are over.
    package func sleep(seconds: Double, by clock: any WallClock) async -> Bool {
        if isRequested { return false }
        return (try? await cancelling { try await clock.sleep(seconds: seconds) }) != nil
    }
}
