import Calendars

/// When the next request to a platform may start: keeps to the limit that its vendor documents, and to one that it learns from 429s.
///
/// Vendors count the requests of a stretch of time, and mostly don't say how many they allow; other users of the same token lower
/// what is left. The first refusal shows it: what was accepted in the stretch before it is what the vendor takes. From then on no
/// stretch holds more, as if it were documented, so that a burst is followed by rest and nothing else is lost. Starts are what can
/// be counted here, while the vendor counts arrivals, which come closer together now and then: a learned stretch is a little
/// longer, and grows where that was not enough. The number grows back with the third power of the time since the last refusal:
/// hardly for a minute, to twice as much after two, so that looking for more costs few refusals where there is no more.
///
/// A value without clock or queue; the times of its calls must not go back.
struct Pace: Sendable {
    /// One start, as the count stood then.
    struct Ticket: Sendable {
        fileprivate var number: Int
        /// How many started in the stretch that ends with this one.
        fileprivate var inStretch: Int
        /// How many started in the same whole second, up to this one.
        fileprivate var inSecond: Int
    }

    /// So many requests in any stretch of so many seconds.
    private struct Learned {
        var requests: Double
        var seconds: Double
        /// When the last refusal came.
        var since: Instant

        func requests(at now: Instant) -> Int {
            let age = max(0, now.secondsSince(since)) / 120
            return Int(min(requests * (1 + age * age * age), 1e6))
        }
    }

    /// The refusals of what was under way when the first of them came: one finding.
    private struct Refusals {
        /// The newest start when the first refusal came.
        var lastNumber: Int
        var count = 0
        /// The newest start that was refused.
        var newest: Ticket
        /// What was known before.
        var known: Learned?
        /// Whether more was tried than was known to be taken.
        var wasTrial: Bool
    }

    private let documented: RateLimiter.Limit?
    /// Seconds of a stretch.
    private let stretch: Double
    private var learned: Learned?
    private var refusals: Refusals?
    /// When the requests of the longest stretch started, oldest first.
    private var starts: [Instant] = []
    private var count = 0
    private var second = (number: 0, starts: 0)

    private static let longestFactor = 1.1

    init(documented: RateLimiter.Limit?) {
        self.documented = documented
        stretch = Double(documented?.seconds ?? 1)
    }

    /// Seconds until the next request may start.
    mutating func delay(at now: Instant) -> Double {
        // A clock that was set back would make the wait longer than a stretch.
        if let last = starts.last, now < last { starts = starts.map { _ in now } }
        let gone = starts.prefix { now.secondsSince($0) >= stretch * Self.longestFactor }
        starts.removeFirst(gone.count)
        var delay = 0.0
        if let documented { delay = wait(for: documented.requests, in: stretch, at: now) }
        if let learned { delay = max(delay, wait(for: learned.requests(at: now), in: learned.seconds, at: now)) }
        return delay
    }

    private func wait(for requests: Int, in seconds: Double, at now: Instant) -> Double {
        guard starts.count >= requests else { return 0 }
        return max(0, seconds - now.secondsSince(starts[starts.count - requests]))
    }

    /// Counts a request that starts now.
    mutating func start(at now: Instant) -> Ticket {
        starts.append(now)
        count += 1
        second = second.number == now.seconds ? (now.seconds, second.starts + 1) : (now.seconds, 1)
        let inStretch = starts.reversed().prefix { now.secondsSince($0) < stretch }.count
        return Ticket(number: count, inStretch: inStretch, inSecond: second.starts)
    }

    /// A request was answered 429. It counts as a start all the same: nothing else holds back the next ones where the vendor does not
    /// say for how long.
    mutating func refused(_ ticket: Ticket, at now: Instant) {
        var found: Refusals
        if let refusals, ticket.number <= refusals.lastNumber {
            found = refusals
        } else {
            let wasTrial = learned.map { $0.requests(at: now) > Int($0.requests) } ?? false
            found = Refusals(lastNumber: count, newest: ticket, known: learned, wasTrial: wasTrial)
        }
        found.count += 1
        if ticket.number > found.newest.number { found.newest = ticket }
        learned = Self.conclusion(from: found, stretch: stretch, at: now)
        refusals = found
    }

    private static func conclusion(from found: Refusals, stretch: Double, at now: Instant) -> Learned {
        let accepted = Double(found.newest.inStretch - found.count)
        guard var learned = found.known else {
            return Learned(requests: max(1, accepted), seconds: stretch * 1.02, since: now)
        }
        learned.since = now
        if Double(found.count) <= max(2, learned.requests / 20) {
            // A few only: the number is right, and either more was tried, or they arrived closer together than they started.
            if found.wasTrial { return learned }
            if learned.seconds >= stretch * longestFactor { learned.requests = max(1, learned.requests * 0.9) }
            learned.seconds = min(stretch * longestFactor, learned.seconds + stretch * 0.03)
            return learned
        }
        // Less is left than there was. Or the vendor counts by the clock's whole seconds, and the first finding spanned two of them.
        let inSecond = Double(found.newest.inSecond - found.count)
        let isByTheClock = stretch == 1 && inSecond >= learned.requests / 2 && inSecond < learned.requests
        let fewer = isByTheClock ? inSecond : max(accepted, learned.requests * 0.75)
        learned.requests = max(1, min(learned.requests, fewer))
        return learned
    }
}
