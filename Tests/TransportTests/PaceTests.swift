import Calendars
import Campaigns
import Support
import Testing

@testable import Transport

// One after the other: they are busy for a while, and others wait for a network meanwhile.
@Suite("The pace that a vendor allows", .serialized) struct PaceTests {
    private static let start = Instant(seconds: 1_800_000_000)
    private static let callers = 16

    @Test(
        "of 1,000 requests to a vendor that doesn't say what it allows, under 2 % are refused, at 90 % of what it allows",
        arguments: CountingVendor.Counting.allCases, CountingVendor.Wait.allCases)
    func unsaidLimit(counting: CountingVendor.Counting, wait: CountingVendor.Wait) async throws {
        for rate in [5, 20, 50, 100, 200] {
            for latency in rate == 20 ? [0.05, 0.2] : [0.002, 0.05] {
                let clock = VirtualTime(Self.start)
                let vendor = CountingVendor(counting, wait, latency: latency, clock: clock) { _ in rate }
                try await Self.run(1000, vendor, clock)
                let (tally, most) = (vendor.tally, min(Double(rate), Double(Self.callers) / latency))
                let what = "\(rate)/s, \(latency) s: \(tally)"
                #expect(tally.accepted == 1000 && tally.refused < 20, "\(what)")
                #expect(tally.early == 0, "nothing comes before the time that the vendor named: \(what)")
                // A date has whole seconds, so that up to one second of the wait is the vendor's own.
                let longest = 1000 / (0.9 * most) + (wait == .date ? 1.0 : 0.0)
                #expect(tally.seconds <= longest, "\(what)")
            }
        }
    }

    @Test("requests that arrive closer together than they start are few refusals, and lose little")
    func unevenLatency() async throws {
        for rate in [10, 50, 200] {
            for latency in [0.01, 0.05] {
                let clock = VirtualTime(Self.start)
                let vendor = CountingVendor(.sliding, .seconds, latency: latency, spread: 0.3, clock: clock) { _ in rate
                }
                try await Self.run(1000, vendor, clock)
                let what = "\(rate)/s, \(latency) s: \(vendor.tally)"
                #expect(vendor.tally.refused < 25, "\(what)")
                #expect(vendor.tally.seconds <= 1000 / (0.88 * Double(rate)), "\(what)")
            }
        }
    }

    @Test("a first burst that spans two seconds of a vendor that counts by the clock costs one burst more")
    func spanningSeconds() async throws {
        for phase in [0.35, 0.6, 0.85] {
            for rate in [5, 20, 50, 100] {
                let clock = VirtualTime(Instant(seconds: Self.start.seconds, nanoseconds: Int(phase * 1e9)))
                let vendor = CountingVendor(.byTheClock, .seconds, latency: 0.05, clock: clock) { _ in rate }
                try await Self.run(1000, vendor, clock)
                let what = "\(rate)/s, from \(phase): \(vendor.tally)"
                #expect(vendor.tally.refused <= 2 * Self.callers + 3, "\(what)")
                #expect(vendor.tally.seconds <= 1000 / (0.9 * Double(rate)), "\(what)")
            }
        }
    }

    @Test("a limit that others use too is learned anew when less is left of it, and again when more is")
    func sharedLimit() async throws {
        let clock = VirtualTime(Self.start)
        let vendor = CountingVendor(.sliding, .seconds, latency: 0.05, clock: clock) { seconds in
            (60..<120).contains(seconds) ? 20 : 50
        }
        // A minute at 50, one at 20, and the rest at what it is by then.
        try await Self.run(3000 + 1200 + 6000, vendor, clock)
        #expect(vendor.tally.refused < 204, "\(vendor.tally)")
        #expect(vendor.tally.early == 0)
        let ideal = 60.0 + 60.0 + 6000.0 / 50.0
        #expect(vendor.tally.seconds <= ideal / 0.6, "\(vendor.tally)")
    }

    @Test(
        "at least 95 % of a documented limit is used, and nothing is refused",
        arguments: [Vendor.opal, .cakewalk], [0.002, 0.05])
    func documentedLimit(vendor: Vendor, latency: Double) async throws {
        let limit = try #require(vendor.rateLimit)
        let clock = VirtualTime(Self.start)
        let perSecond = Double(limit.requests) / Double(limit.seconds)
        let counting = CountingVendor(
            .sliding, .seconds, latency: latency, stretch: limit.seconds, clock: clock
        ) { _ in limit.requests }
        let requests = limit.requests * 5
        let longest = Double(requests) / (0.95 * perSecond)
        try await Self.run(requests, counting, clock, documented: limit)
        #expect(counting.tally.refused == 0)
        #expect(counting.tally.accepted == requests)
        #expect(counting.tally.seconds <= longest, "\(counting.tally)")
    }

    @Test("without refusals nothing is held back")
    func unlimited() async throws {
        let clock = VirtualTime(Self.start)
        let vendor = CountingVendor(.sliding, .seconds, latency: 0.05, clock: clock) { _ in .max }
        try await Self.run(2000, vendor, clock)
        let ideal = 2000 * 0.05 / Double(Self.callers)
        #expect(abs(vendor.tally.seconds - ideal) < 1e-6)
    }

    @Test("a clock that is set back makes no wait longer than a stretch")
    func clockSetBack() async throws {
        let clock = ManualClock(advancesItself: true)
        let limiter = RateLimiter(limit: nil, clock: clock)
        await limiter.refused(try await limiter.begin())
        clock.advance(seconds: -3600)
        try await limiter.begin()
        #expect(clock.slept.reduce(0, +) <= 1.1)
        try await limiter.begin()
        #expect(clock.slept.reduce(0, +) <= 2.2)
    }

    /// Sends until so many requests were accepted, sixteen callers at once, who send again whatever was refused.
    private static func run(
        _ requests: Int, _ vendor: CountingVendor, _ clock: VirtualTime, documented: RateLimiter.Limit? = nil
    ) async throws {
        let session = try VendorSession(
            credential: .opal(token: Secret("t")), declared: nil, client: vendor, clock: clock,
            limiter: RateLimiter(limit: documented, clock: clock), version: "1.2.3")
        let left = Countdown(requests)
        try await clock.run {
            await withTaskGroup(of: Void.self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        while left.take() {
                            // Reads and creates count alike.
                            let method = caller % 2 == 0 ? HTTPMethod.post : .get
                            while (try? await session.send(method, "/x"))?.status == 429 {}
                        }
                    }
                }
            }
        }
    }
}
