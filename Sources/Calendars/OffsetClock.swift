/// A clock that shows another time of day than the one that it goes by.
package struct OffsetClock: WallClock {
    private let clock: any WallClock
    /// In seconds.
    private let offset: Double

    /// Shows `instant` now, and goes on from there.
    package init(_ clock: any WallClock, showing instant: Instant) {
        self.clock = clock
        offset = instant.secondsSince(clock.now())
    }

    package func now() -> Instant { clock.now().adding(fraction: offset) }
    package func uptime() -> Double { clock.uptime() }
    package func sleep(seconds: Double) async throws { try await clock.sleep(seconds: seconds) }
}
