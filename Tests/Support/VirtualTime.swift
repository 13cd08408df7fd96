package import Calendars
import Dispatch
import Synchronization

/// A clock that jumps to the next wake-up whenever nothing else is left to do, and the one thread on which that is known.
///
/// What runs in `run` has its tasks and actors on that thread, in the order in which they became ready: the same body does the same
/// things at the same times, however busy the machine is.
package final class VirtualTime: WallClock, TaskExecutor {
    private struct Sleeper {
        var ticket: Int
        var wakes: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Instant
        var ready = 0
        var nextTicket = 0
        var sleepers: [Sleeper] = []
    }

    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "virtual time")

    package init(_ start: Instant = Instant(seconds: 1_800_000_000)) { state = Mutex(State(now: start)) }

    package func now() -> Instant { state.withLock { $0.now } }
    package func uptime() -> Double { now().secondsSince(Instant(seconds: 0)) }

    /// Runs `body` in this time. It must await nothing but this clock and what runs here itself.
    package func run<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: T.self) { group in
            group.addTask(executorPreference: self) { try await body() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    /// Lets time pass while nothing runs, as for a machine that is suspended.
    package func advance(seconds: Double) { state.withLock { $0.now = $0.now.adding(fraction: seconds) } }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.ready += 1 }
        queue.async { [self] in
            job.runSynchronously(on: asUnownedTaskExecutor())
            let isIdle = state.withLock { state in
                state.ready -= 1
                return state.ready == 0
            }
            if isIdle { wakeNext() }
        }
    }

    package func sleep(seconds: Double) async throws {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    if Task.isCancelled { return true }
                    let wakes = state.now.adding(fraction: max(0, seconds))
                    state.sleepers.append(Sleeper(ticket: ticket, wakes: wakes, continuation: continuation))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.sleepers.firstIndex { $0.ticket == ticket }.map { state.sleepers.remove(at: $0) }
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock to the next wake-up, and wakes the one who asked first.
    private func wakeNext() {
        let next = state.withLock { state -> Sleeper? in
            let first = state.sleepers.indices.min { left, right in
                let (left, right) = (state.sleepers[left], state.sleepers[right])
                return (left.wakes, left.ticket) < (right.wakes, right.ticket)
            }
            guard let first else { return nil }
            let sleeper = state.sleepers.remove(at: first)
            state.now = max(state.now, sleeper.wakes)
            return sleeper
        }
        next?.continuation.resume()
    }
}
