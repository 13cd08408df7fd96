package import Calendars
package import Campaigns

/// Holds back the requests to one platform: none while the vendor asked for a pause, and no more than it takes otherwise.
///
/// Sliding windows: a run of fewer requests than the limit never waits. Requests start in the order in which they asked. Whoever
/// waits stops as soon as its task is cancelled, and was not counted.
package actor RateLimiter {
    /// So many requests in any stretch of so many seconds.
    package struct Limit: Sendable, Hashable {
        package var requests: Int
        package var seconds: Int

        package init(requests: Int, seconds: Int) {
            self.requests = max(1, requests)
            self.seconds = max(1, seconds)
        }
    }

    /// The vendor asked for a pause that is too long to be sat out here: so many seconds are left of it.
    struct Closed: Error {
        let seconds: Double
    }

    private struct Pause {
        var begins: Instant
        var seconds: Double

        func remaining(at now: Instant) -> Double { seconds - now.secondsSince(begins) }
    }

    /// The longest pause that requests wait for by themselves, in seconds. Whether a longer one is worth it, the caller knows.
    static let longestPause = 600.0

    private let clock: any WallClock
    private let interruption: Interruption
    private let turnstile = Turnstile()
    private var pace: Pace
    private var pause: Pause?
    /// A longer one than `longestPause`, asked for by the vendor.
    private var closure: Pause?

    /// - Parameters:
    ///   - limit: what the vendor documents. A lower one is learned from its answers, and any where it documents none.
    ///   - interruption: ends every wait; what need not wait goes on.
    package init(limit: Limit?, clock: any WallClock, interruption: Interruption = Interruption()) {
        pace = Pace(documented: limit)
        self.clock = clock
        self.interruption = interruption
    }

    /// Returns when the next request may start, and counts it. Throws `CancellationError` or `Closed`, and then counts nothing.
    @discardableResult
    func begin() async throws -> Pace.Ticket {
        try await turnstile.enter()
        defer { turnstile.leave() }
        while true {
            try Task.checkCancellation()
            let now = clock.now()
            if let seconds = Self.remaining(of: &closure, at: now) { throw Closed(seconds: seconds) }
            let delay = max(Self.remaining(of: &pause, at: now) ?? 0, pace.delay(at: now))
            guard delay > 0 else { return pace.start(at: now) }
            guard await interruption.sleep(seconds: delay, by: clock) else { throw CancellationError() }
        }
    }

    /// From now on no request starts for so many seconds. A pause that ends later stays as it is.
    package func pause(untilSecondsFromNow seconds: Double) {
        Self.extend(&pause, to: seconds, at: clock.now())
    }

    /// A request was answered 429.
    func refused(_ ticket: Pace.Ticket) {
        pace.refused(ticket, at: clock.now())
    }

    /// The vendor asked in `Retry-After` for so many seconds without requests.
    func hold(seconds: Double) {
        let now = clock.now()
        if seconds > Self.longestPause {
            Self.extend(&closure, to: seconds, at: now)
        } else {
            Self.extend(&pause, to: seconds, at: now)
        }
    }

    private static func extend(_ pause: inout Pause?, to seconds: Double, at now: Instant) {
        guard seconds > 0, seconds > pause?.remaining(at: now) ?? 0 else { return }
        pause = Pause(begins: now, seconds: seconds)
    }

    private static func remaining(of pause: inout Pause?, at now: Instant) -> Double? {
        guard let current = pause else { return nil }
        // A clock that was set back would make the pause longer than it was asked for.
        if now < current.begins { pause?.begins = now }
        guard let remaining = pause?.remaining(at: now), remaining > 0 else {
            pause = nil
            return nil
        }
        return remaining
    }
}

extension Vendor {
    /// What the vendor documents: Cakewalk 1,000 a minute, Opal 100 a second for all tokens together, ConductorOne nothing.
    package var rateLimit: RateLimiter.Limit? {
        switch self {
        case .cakewalk: RateLimiter.Limit(requests: 1000, seconds: 60)
        case .conductorone: nil
        case .opal: RateLimiter.Limit(requests: 100, seconds: 1)
        }
    }
}
