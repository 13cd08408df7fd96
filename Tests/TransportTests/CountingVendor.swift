import Calendars
import Campaigns
import Support
import Synchronization

@testable import Transport

/// A vendor that takes so many requests a second and answers the others 429, in virtual time.
final class CountingVendor: HTTPClient {
    enum Counting: Sendable, CaseIterable {
        /// In any second, or whatever stretch it is.
        case sliding
        /// In each second of the vendor's clock.
        case byTheClock
    }

    enum Wait: Sendable, CaseIterable { case seconds, date, unsaid }

    struct Tally: Sendable {
        var accepted = 0
        var refused = 0
        /// Requests that came before the time in `Retry-After`.
        var early = 0
        /// From the beginning to the last answer.
        var seconds = 0.0
    }

    private struct State {
        var tally = Tally()
        var times: [Double] = []
        var second = (number: -1, count: 0)
        /// Nothing may arrive between a refusal's answer and this.
        var quiet: (from: Double, until: Double)?
        var seed: UInt64 = 7
    }

    private let state = Mutex(State())
    private let limit: @Sendable (Double) -> Int
    private let counting: Counting
    private let wait: Wait
    private let latency: Double
    private let spread: Double
    private let stretch: Double
    private let clock: VirtualTime
    private let begins: Instant

    /// - Parameters:
    ///   - latency: seconds from start to answer; the request arrives halfway.
    ///   - spread: how far each half may be off, as a part of itself.
    ///   - stretch: the seconds that are counted together where they slide.
    ///   - limit: requests in a stretch, at so many seconds from the beginning.
    init(
        _ counting: Counting, _ wait: Wait, latency: Double, spread: Double = 0, stretch: Int = 1, clock: VirtualTime,
        limit: @escaping @Sendable (Double) -> Int
    ) {
        (self.counting, self.wait, self.latency, self.spread) = (counting, wait, latency, spread)
        (self.limit, self.clock, begins, self.stretch) = (limit, clock, clock.now(), Double(stretch))
    }

    var tally: Tally { state.withLock { $0.tally } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        do {
            try await clock.sleep(seconds: halfway())
            let now = clock.now()
            let answer = state.withLock { state -> Answer in self.answer(at: now, &state) }
            try await clock.sleep(seconds: halfway())
            let taken = clock.now().secondsSince(begins)
            state.withLock { $0.tally.seconds = taken }
            return answer
        } catch { throw .lost("interrupted") }
    }

    private func halfway() -> Double {
        state.withLock { state in
            state.seed = state.seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let chance = Double(state.seed >> 33) / Double(1 << 31)
            return latency / 2 * (1 + spread * (2 * chance - 1))
        }
    }

    private func answer(at now: Instant, _ state: inout State) -> Answer {
        // In seconds of the vendor's clock, to the next microsecond.
        let time = Double(now.seconds % 100_000) + (Double(now.nanoseconds) / 1000).rounded() / 1e6
        let limit = limit(now.secondsSince(begins))
        if let quiet = state.quiet, time > quiet.from + 1e-4, time < quiet.until - 1e-4 { state.tally.early += 1 }
        let free: Double
        switch counting {
        case .sliding:
            state.times.removeAll { time - $0 > stretch - 1e-7 }
            free = (state.times.dropLast(max(0, limit - 1)).last ?? time) + stretch
            if state.times.count < limit {
                state.times.append(time)
                state.tally.accepted += 1
                return Answer(status: 204)
            }
        case .byTheClock:
            let number = Int(time)
            if state.second.number != number { state.second = (number, 0) }
            free = Double(number + 1)
            if state.second.count < limit {
                state.second.count += 1
                state.tally.accepted += 1
                return Answer(status: 204)
            }
        }
        state.tally.refused += 1
        var answer = Answer(status: 429)
        var until = time
        switch wait {
        case .seconds:
            answer.headers = [Answer.Header("Retry-After", "1")]
            until = time + 1
        case .date:
            let whole = Instant(seconds: now.seconds + Int((free - time.rounded(.down)).rounded(.up)))
            answer.headers = [Answer.Header("Retry-After", HTTPDates.text(whole))]
            until = Double(whole.seconds % 100_000)
        case .unsaid: break
        }
        // What was under way when the answer came may still arrive.
        state.quiet = (time + latency * (1 + spread), until)
        return answer
    }
}

/// `Fri, 15 Jan 2027 08:00:00 GMT`
enum HTTPDates {
    static func text(_ instant: Instant) -> String {
        let text = instant.rfc3339
        let (year, month, day) = (text.prefix(4), text.dropFirst(5).prefix(2), text.dropFirst(8).prefix(2))
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // The day of the week says nothing, and nobody may rely on it.
        let name = Int(month).flatMap { months.dropFirst($0 - 1).first } ?? "Jan"
        return "Mon, \(day) \(name) \(year) \(text.dropFirst(11).prefix(8)) GMT"
    }
}

/// How many requests are still to be sent.
final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    func take() -> Bool {
        left.withLock { left in
            left -= 1
            return left >= 0
        }
    }
}
