import Calendars
import Campaigns
import Support
import Synchronization
import Testing

@testable import Transport

@Suite("Rate limits") struct RateLimiterTests {
    @Test("a run of no more requests than the limit never waits")
    func shortRun() async throws {
        let clock = ManualClock()
        let limiter = RateLimiter(limit: RateLimiter.Limit(requests: 3, seconds: 60), clock: clock)
        for _ in 0..<3 { try await limiter.begin() }
        #expect(clock.slept.isEmpty)
    }

    @Test("the window slides: the request over the limit waits until the oldest leaves it")
    func slidingWindow() async throws {
        let clock = ManualClock(advancesItself: true)
        let limiter = RateLimiter(limit: RateLimiter.Limit(requests: 2, seconds: 60), clock: clock)
        try await limiter.begin()
        clock.advance(seconds: 45)
        try await limiter.begin()
        try await limiter.begin()
        #expect(clock.slept == [15])
        try await limiter.begin()
        #expect(clock.slept == [15, 45])
    }

    @Test("no stretch of the window's length ever holds more requests than the limit")
    func neverMore() async throws {
        let clock = ManualClock(advancesItself: true)
        let limiter = RateLimiter(limit: RateLimiter.Limit(requests: 5, seconds: 1), clock: clock)
        var starts: [Instant] = []
        for index in 0..<200 {
            try await limiter.begin()
            starts.append(clock.now())
            clock.advance(seconds: Double(index % 7) * 0.031)
        }
        for (first, sixth) in zip(starts, starts.dropFirst(5)) { #expect(sixth.secondsSince(first) >= 1) }
    }

    @Test("without a limit nothing waits")
    func noLimit() async throws {
        let clock = ManualClock()
        let limiter = RateLimiter(limit: nil, clock: clock)
        for _ in 0..<5000 { try await limiter.begin() }
        #expect(clock.slept.isEmpty)
    }

    @Test("nothing starts during a pause, and a shorter one does not end it")
    func pause() async throws {
        let clock = ManualClock(advancesItself: true)
        let limiter = RateLimiter(limit: nil, clock: clock)
        await limiter.pause(untilSecondsFromNow: 30)
        await limiter.pause(untilSecondsFromNow: 5)
        await limiter.pause(untilSecondsFromNow: -1)
        try await limiter.begin()
        try await limiter.begin()
        #expect(clock.slept == [30])
    }

    @Test("a pause that is made longer while a request waits holds it back further")
    func extendedPause() async throws {
        let clock = ManualClock()
        let limiter = RateLimiter(limit: nil, clock: clock)
        await limiter.pause(untilSecondsFromNow: 10)
        try await withThrowingTaskGroup(of: Instant.self) { group in
            group.addTask {
                try await limiter.begin()
                return clock.now()
            }
            await clock.waitForSleepers(1)
            await limiter.pause(untilSecondsFromNow: 25)
            let begun = clock.now()
            clock.advance(seconds: 10)
            await clock.waitForSleepers(1)
            clock.advance(seconds: 15)
            let start = try await group.next()
            #expect(start == begun.adding(seconds: 25))
        }
        #expect(clock.slept == [10, 15])
    }

    @Test("a clock that is set back makes no wait longer than the window")
    func clockSetBack() async throws {
        let clock = ManualClock(advancesItself: true)
        let limiter = RateLimiter(limit: RateLimiter.Limit(requests: 1, seconds: 60), clock: clock)
        try await limiter.begin()
        clock.advance(seconds: -3600)
        try await limiter.begin()
        #expect(clock.slept == [60])
        await limiter.pause(untilSecondsFromNow: 100)
        clock.advance(seconds: -3600)
        try await limiter.begin()
        #expect(clock.slept == [60, 100])
    }

    @Test("a cancelled request leaves the queue at once and is not counted")
    func cancellation() async throws {
        let clock = ManualClock()
        let limiter = RateLimiter(limit: RateLimiter.Limit(requests: 1, seconds: 60), clock: clock)
        try await limiter.begin()
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 {
                group.addTask { (try? await limiter.begin()) == nil }
            }
            await clock.waitForSleepers(1)
            group.cancelAll()
            for await isCancelled in group { #expect(isCancelled) }
        }
        clock.advance(seconds: 60)
        try await limiter.begin()
        #expect(clock.slept == [60])
    }

    @Test("tasks go through a turnstile one at a time, in the order in which they came")
    func order() async throws {
        let turnstile = Turnstile()
        let passed = Recorder()
        try await turnstile.enter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await turnstile.enter()
                    passed.append(number)
                    turnstile.leave()
                }
                while turnstile.waiting <= number { await Task.yield() }
            }
            turnstile.leave()
            try await group.waitForAll()
        }
        #expect(passed.numbers == Array(0..<20))
        try await turnstile.enter()
    }

    @Test("a task that is cancelled in the queue is skipped by the turnstile")
    func skipped() async throws {
        let turnstile = Turnstile()
        try await turnstile.enter()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await turnstile.enter()) == nil }
            while turnstile.waiting == 0 { await Task.yield() }
            group.cancelAll()
            #expect(await group.next() == true)
        }
        turnstile.leave()
        try await turnstile.enter()
    }

    @Test("the limits are those that the vendors document")
    func documented() {
        #expect(Vendor.cakewalk.rateLimit == RateLimiter.Limit(requests: 1000, seconds: 60))
        #expect(Vendor.opal.rateLimit == RateLimiter.Limit(requests: 100, seconds: 1))
        #expect(Vendor.conductorone.rateLimit == nil)
    }
}

/// Numbers in the order in which they came.
private final class Recorder: Sendable {
    private let storage = Mutex<[Int]>([])

    var numbers: [Int] { storage.withLock { $0 } }

    func append(_ number: Int) { storage.withLock { $0.append(number) } }
}
