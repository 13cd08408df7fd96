/// A point in time: seconds since 1970-01-01T00:00:00Z without leap seconds, and nanoseconds (0 to 999,999,999) after them.
package struct Instant: Sendable, Hashable, Comparable {
    package var seconds: Int
    package var nanoseconds: Int

    package init(seconds: Int, nanoseconds: Int = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// The same instant moved by whole seconds.
    package func adding(seconds: Int) -> Instant { Instant(seconds: self.seconds + seconds, nanoseconds: nanoseconds) }
}

extension Instant {
    /// The instant moved by a number of seconds, to the next nanosecond.
    package func adding(fraction seconds: Double) -> Instant {
        let whole = seconds.rounded(.down)
        let total = nanoseconds + Int(((seconds - whole) * 1e9).rounded(.up))
        return Instant(seconds: self.seconds + Int(whole) + total / 1_000_000_000, nanoseconds: total % 1_000_000_000)
    }

    /// How many seconds have passed since an earlier instant, fractions and all; negative where it is later.
    package func secondsSince(_ earlier: Instant) -> Double {
        Double(seconds - earlier.seconds) + Double(nanoseconds - earlier.nanoseconds) / 1e9
    }
}
