import Synchronization

/// Lets so many tasks in at a time, in the order in which they came. A waiting task that is cancelled leaves the queue.
package final class Turnstile: Sendable {
    private struct State {
        var free: Int
        var nextTicket = 0
        var queue: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    }

    private let state: Mutex<State>

    /// - Parameter capacity: how many may be inside.
    package init(capacity: Int = 1) { state = Mutex(State(free: capacity)) }

    /// Waits for its turn; every return must be followed by `leave()`. Throws `CancellationError`, and is then not inside.
    package func enter() async throws {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A cancellation before this point finds no ticket to remove, and is seen here.
                let verdict: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.free > 0 {
                        state.free -= 1
                        return .success(())
                    }
                    state.queue.append((ticket, continuation))
                    return nil
                }
                if let verdict { continuation.resume(with: verdict) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.queue.firstIndex { $0.ticket == ticket }.map { state.queue.remove(at: $0).continuation }
            }
            waiting?.resume(throwing: CancellationError())
        }
    }

    /// How many tasks wait for their turn.
    var waiting: Int { state.withLock { $0.queue.count } }

    /// Lets the next task in.
    package func leave() {
        let next = state.withLock { state in
            guard !state.queue.isEmpty else {
                state.free += 1
                return nil as CheckedContinuation<Void, any Error>?
            }
            return state.queue.removeFirst().continuation
        }
        next?.resume()
    }
}
