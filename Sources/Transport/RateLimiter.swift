package import Calendars
package import Campaigns

/// Holds back the requests to one platform: at most so many in any stretch of time, none while the vendor asked for a pause.
///
/// A sliding window: a run of fewer requests than the limit never waits. Requests start in the order in which they asked.
package actor RateLimiter {
    /// So many requests in any stretch of so many seconds.
    package struct Limit: Sendable, Hashable {
        package var requests: Int
        package var seconds: Int

        package init(requests: Int, seconds: Int) {
            self.requests = max(1, requests)
            self.seconds = seconds
        }
    }

    private struct Pause {
        var begins: Instant
        var seconds: Double

        func remaining(at now: Instant) -> Double { seconds - now.secondsSince(begins) }
    }

    private let limit: Limit?
    private let clock: any WallClock
    private let turnstile = Turnstile()
    /// When the newest requests started, oldest first; never more than the limit's number.
    private var starts: [Instant] = []
    private var pause: Pause?

    /// Without a limit only pauses hold requests back.
    package init(limit: Limit?, clock: any WallClock) {
        self.limit = limit
        self.clock = clock
    }

    /// Returns when the next request may start, and counts it. Throws `CancellationError` only, and then counts nothing.
    package func begin() async throws {
        try await turnstile.enter()
        defer { turnstile.leave() }
        while true {
            try Task.checkCancellation()
            let now = clock.now()
            let delay = delay(at: now)
            guard delay > 0 else {
                if limit != nil { starts.append(now) }
                return
            }
            try await clock.sleep(seconds: delay)
        }
    }

    /// From now on no request starts for so many seconds. A pause that ends later stays as it is.
    package func pause(untilSecondsFromNow seconds: Double) {
        let now = clock.now()
        guard seconds > 0, seconds > pause?.remaining(at: now) ?? 0 else { return }
        pause = Pause(begins: now, seconds: seconds)
    }

    private func delay(at now: Instant) -> Double {
        var delay = 0.0
        if let current = pause {
            // A clock that was set back would make the pause longer than it was asked for.
            if now < current.begins { pause?.begins = now }
            delay = pause?.remaining(at: now) ?? 0
            if delay <= 0 { pause = nil }
        }
        guard let limit else { return delay }
        if let last = starts.last, now < last { starts = starts.map { _ in now } }
        let window = Double(limit.seconds)
        starts.removeAll { now.secondsSince($0) >= window }
        if starts.count >= limit.requests, let oldest = starts.first {
            delay = max(delay, window - now.secondsSince(oldest))
        }
        return delay
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

extension Instant {
    func secondsSince(_ earlier: Instant) -> Double {
        Double(seconds - earlier.seconds) + Double(nanoseconds - earlier.nanoseconds) / 1e9
    }
}
