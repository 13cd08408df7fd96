package import Calendars
package import Campaigns

/// What a vendor's clock showed, by the header `Date` of an answer (RFC 9110, 6.6.1), and between which moments it did.
package struct VendorClock: Sendable, Hashable {
    /// To the second, the fraction cut off.
    package let date: Instant
    /// When the request was sent and its answer was there, by `WallClock.uptime()`.
    package let sent: Double
    package let received: Double

    package init(date: Instant, sent: Double, received: Double) {
        self.date = date
        self.sent = sent
        self.received = received
    }

    /// What it shows at a moment at the earliest.
    package func earliest(at uptime: Double) -> Instant { date.adding(fraction: uptime - received) }

    /// What it shows at a moment at the latest.
    package func latest(at uptime: Double) -> Instant { date.adding(fraction: uptime - sent + 1) }

    /// The instant in an answer's `Date`; nothing where it has none, or one that is no date.
    package static func date(in answer: Answer) -> Instant? {
        let epoch = Instant(seconds: 0)
        // A number is no date, and could be too large for one.
        guard let text = answer.header("Date"), Double(text) == nil, let seconds = RetryAfter.parse(text, now: epoch),
            (1...4e11).contains(seconds)
        else { return nil }
        return Instant(seconds: Int(seconds))
    }
}
