package import Calendars
import Synchronization

/// One machine's clock, which may be set, over the time that passes for all.
package final class OwnClock: WallClock {
    private let time: any WallClock
    /// In seconds.
    private let offset = Mutex(0.0)

    package init(_ time: any WallClock) { self.time = time }

    /// Someone sets the time of day, by so many seconds or to so many seconds ahead of what is right.
    package func set(by seconds: Double) { offset.withLock { $0 += seconds } }
    package func set(to seconds: Double) { offset.withLock { $0 = seconds } }

    package func now() -> Instant { time.now().adding(fraction: offset.withLock { $0 }) }
    package func uptime() -> Double { time.uptime() }
    package func sleep(seconds: Double) async throws { try await time.sleep(seconds: seconds) }
}
