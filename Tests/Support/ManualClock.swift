package import Calendars
import Synchronization

/// A clock that stands still until a test moves it, or moves by itself as far as anyone sleeps. It can be set, too.
package final class ManualClock: WallClock {
    private struct Sleeper {
        var ticket: Int
        /// By `uptime`.
        var wakes: Double
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Instant
        var uptime = 1_000.0
        var slept: [Double] = []
        var nextTicket = 0
        var sleepers: [Sleeper] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>
    private let advancesItself: Bool

    /// - Parameter advancesItself: a sleep moves the clock to its end and returns at once.
    package init(_ now: Instant = Instant(seconds: 1_800_000_000), advancesItself: Bool = false) {
        state = Mutex(State(now: now))
        self.advancesItself = advancesItself
    }

    package func now() -> Instant { state.withLock { $0.now } }
    package func uptime() -> Double { state.withLock { $0.uptime } }

    /// The lengths of all sleeps so far, in seconds.
    package var slept: [Double] { state.withLock { $0.slept } }

    /// Someone sets the time of day; no time passes.
    package func set(by seconds: Double) { state.withLock { $0.now = $0.now.adding(fraction: seconds) } }

    /// Lets time pass, and wakes whoever's time has come, the earliest first.
    package func advance(seconds: Double) {
        let woken = state.withLock { state in
            state.now = state.now.adding(fraction: seconds)
            state.uptime += seconds
            let due = state.sleepers.filter { $0.wakes <= state.uptime }.sorted { $0.wakes < $1.wakes }
            state.sleepers.removeAll { $0.wakes <= state.uptime }
            return due
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Returns once so many tasks sleep at the same time.
    package func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    package func sleep(seconds: Double) async throws {
        try Task.checkCancellation()
        let ticket = state.withLock { state in
            state.slept.append(seconds)
            state.nextTicket += 1
            if advancesItself {
                state.now = state.now.adding(fraction: max(0, seconds))
                state.uptime += max(0, seconds)
            }
            return state.nextTicket
        }
        if advancesItself { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in begin(ticket, seconds, continuation) }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.sleepers.firstIndex { $0.ticket == ticket }.map { state.sleepers.remove(at: $0) }
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    private func begin(_ ticket: Int, _ seconds: Double, _ continuation: CheckedContinuation<Void, any Error>) {
        var verdict: Result<Void, any Error>?
        let seen = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            if Task.isCancelled { verdict = .failure(CancellationError()) }
            if seconds <= 0, verdict == nil { verdict = .success(()) }
            if verdict != nil { return [] }
            let wakes = state.uptime + seconds
            state.sleepers.append(Sleeper(ticket: ticket, wakes: wakes, continuation: continuation))
            let count = state.sleepers.count
            let seen = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return seen.map(\.continuation)
        }
        if let verdict { continuation.resume(with: verdict) }
        for watcher in seen { watcher.resume() }
    }
}
