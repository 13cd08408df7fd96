package import Applying
package import Calendars
import Campaigns
package import Transport

/// How far a command is that calls vendors: what the last line of a terminal says while it goes on.
package struct Progress: Sendable {
    private struct Call {
        var exchange: Exchange
        var since: Instant
    }

    /// How many addresses are worked on; none while names are looked up.
    private var total = 0
    private var done = 0
    private var failed = 0
    /// Until when each address waits.
    private var waiting: [Address: Instant] = [:]
    /// By their numbers, the oldest first.
    private var calls: [(number: Int, call: Call)] = []
    private var begunCalls = 0
    private var rate = Rate()

    package init() {}

    /// So many more addresses are worked on; fewer, where they are held back after all.
    package mutating func expect(_ more: Int) {
        // Until now requests were counted.
        if total == 0 { rate = Rate() }
        total += more
    }

    package mutating func note(_ event: ApplyEvent, at now: Instant) {
        switch event {
        case .started, .noted: break
        case .waiting(let address, let seconds, _):
            let whole = seconds.isFinite ? Int(min(max(0, seconds.rounded(.up)), 1e9)) : 1_000_000_000
            waiting[address] = Instant(seconds: now.seconds + whole, nanoseconds: now.nanoseconds)
        case .ended(let address, let outcome):
            waiting[address] = nil
            done += 1
            switch outcome.result {
            case .failed, .unknown, .ambiguous: failed += 1
            default: break
            }
            rate.note(at: now)
        }
    }

    /// A request is made; its number.
    package mutating func begin(_ exchange: Exchange, at now: Instant) -> Int {
        begunCalls += 1
        calls.append((begunCalls, Call(exchange: exchange, since: now)))
        rate.begin(at: now)
        return begunCalls
    }

    /// The request of that number is over.
    package mutating func end(_ number: Int, at now: Instant) {
        calls.removeAll { $0.number == number }
        if total == 0 { rate.note(at: now) }
    }

    /// What there is to say, in fewer columns than the terminal has; empty where nothing goes on.
    package func line(at now: Instant, style: TextStyle) -> String {
        if total == 0 ? calls.isEmpty : done >= total { return "" }
        let parts = [counts(at: now), rate.text(at: now), slowest(at: now) ?? nextLook(at: now), timeLeft(at: now)]
        let frames = style.symbol("\u{280B}\u{2819}\u{2839}\u{2838}\u{283C}\u{2834}\u{2826}\u{2827}", else: "|/-\\")
        let tick = (now.seconds * 10 + now.nanoseconds / 100_000_000) % frames.count
        let frame = frames[frames.index(frames.startIndex, offsetBy: tick)]
        let text = "\(frame) " + parts.compactMap { $0 }.joined(separator: style.symbol(" \u{B7} ", else: ", "))
        // In the last column some terminals go on to the next line.
        let room = (style.columns ?? Progress.usualColumns) - 1
        if text.displayWidth <= room { return style(text, .grey) }
        let ellipsis = String(style.ellipsis.prefix(max(0, room)))
        return style(text.fitting(columns: room - ellipsis.count) + ellipsis, .grey)
    }

    /// Of a terminal that does not know its width.
    private static let usualColumns = 80

    private func counts(at now: Instant) -> String {
        if total == 0 {
            let answered = begunCalls - calls.count
            return answered == 1 ? "1 request answered" : "\(answered) requests answered"
        }
        let late = waiting.values.count { $0 > now }
        return "\(done)/\(total) done" + (failed > 0 ? ", \(failed) failed" : "")
            + (late > 0 ? ", \(late) waiting" : "")
    }

    /// The call that goes on for longest, where that can be felt.
    private func slowest(at now: Instant) -> String? {
        guard let oldest = calls.first?.call else { return nil }
        let seconds = Int(now.secondsSince(oldest.since))
        if seconds < 1 { return nil }
        let exchange = oldest.exchange
        return Printable.line("\(exchange.platform) \(exchange.method.rawValue) \(exchange.path) \(seconds) s")
    }

    /// When anything goes on, where nothing is under way.
    private func nextLook(at now: Instant) -> String? {
        guard calls.isEmpty, let next = waiting.values.filter({ $0 > now }).min() else { return nil }
        return "goes on in \(Int(next.secondsSince(now).rounded(.up))) s"
    }

    /// How long the rest takes at this rate; nothing where too little is known, or something waits.
    private func timeLeft(at now: Instant) -> String? {
        guard total > 0, done >= 10, !waiting.values.contains(where: { $0 > now }),
            let perSecond = rate.perSecond(at: now)
        else { return nil }
        let seconds = Double(total - done) / perSecond
        return seconds < 90
            ? "about \(Int(seconds.rounded(.up))) s left" : "about \(Int((seconds / 60).rounded())) min left"
    }
}

/// How often something happens, over the last half minute.
private struct Rate {
    private var begun: Instant?
    private var times: [Instant] = []

    mutating func begin(at now: Instant) { begun = begun ?? now }

    mutating func note(at now: Instant) {
        begin(at: now)
        times.append(now)
        // Seldom, since it takes as long as there are times.
        if times.count >= 10_000 { times.removeAll { now.secondsSince($0) > Self.window } }
    }

    /// Nothing before it has gone on for some time.
    func perSecond(at now: Instant) -> Double? {
        guard let begun else { return nil }
        let span = min(Self.window, now.secondsSince(begun))
        let count = times.count { now.secondsSince($0) <= Self.window }
        return span >= 2 && count > 0 ? Double(count) / span : nil
    }

    /// Such as `12/s`, `1.4/s` or `38/min`.
    func text(at now: Instant) -> String? {
        guard let perSecond = perSecond(at: now) else { return nil }
        if perSecond < 1 { return "\(Int((perSecond * 60).rounded()))/min" }
        let tenths = Int((perSecond * 10).rounded())
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10)/s" : "\(Int(perSecond.rounded()))/s"
    }

    /// Seconds.
    private static let window = 30.0
}
