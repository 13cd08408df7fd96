import Applying
import Calendars
import Campaigns
import Rendering
import Testing
import Transport

@Suite("Progress")
struct ProgressTests {
    private static let start = Instant(seconds: 1_800_000_000)

    private func at(_ seconds: Int) -> Instant { Instant(seconds: Self.start.seconds + seconds) }

    private func address(_ number: Int) -> Address { Address(campaign: "c\(number)", review: "opal") }

    private func ended(_ number: Int, _ result: Outcome.Result = .created) -> ApplyEvent {
        .ended(address(number), Outcome(result))
    }

    private let call = Exchange(platform: "opal", method: .post, target: "api.opal.dev/v1/uars?page_size=*")

    private func line(_ progress: Progress, _ seconds: Int, columns: Int? = nil, hasSymbols: Bool = false) -> String {
        let line = progress.line(
            at: at(seconds), style: TextStyle(isColoured: false, hasSymbols: hasSymbols, columns: columns))
        // What moves at each draw.
        let frames = hasSymbols ? "⠋⠙⠹⠸⠼⠴⠦⠧" : "|/-\\"
        if columns == nil, let frame = line.first { #expect(frames.contains(frame)) }
        return columns == nil ? String(line.dropFirst(2)) : line
    }

    @Test("counts what is done, failed and waits, says how fast it goes, and names the call that takes longest")
    func counts() {
        var progress = Progress()
        #expect(line(progress, 0).isEmpty)
        progress.expect(40)
        #expect(line(progress, 0) == "0/40 done")
        let first = progress.begin(call, at: at(0))
        let second = progress.begin(Exchange(platform: "c1", method: .get, target: "acme/api/v1/x"), at: at(5))
        #expect(line(progress, 0) == "0/40 done")
        #expect(line(progress, 1) == "0/40 done, opal POST /v1/uars 1 s")
        for number in 0..<8 { progress.note(ended(number), at: at(10)) }
        progress.note(ended(8, .failed), at: at(10))
        progress.note(.waiting(address(9), seconds: 30, reason: "r"), at: at(10))
        #expect(line(progress, 12) == "9/40 done, 1 failed, 1 waiting, 45/min, opal POST /v1/uars 12 s")
        progress.end(first, at: at(12))
        #expect(line(progress, 12) == "9/40 done, 1 failed, 1 waiting, 45/min, c1 GET /api/v1/x 7 s")
        progress.end(second, at: at(12))
        #expect(line(progress, 13) == "9/40 done, 1 failed, 1 waiting, 42/min, goes on in 27 s")
        progress.note(ended(9, .unknown), at: at(20))
        #expect(line(progress, 20) == "10/40 done, 2 failed, 30/min, about 60 s left")
        #expect(line(progress, 20, hasSymbols: true) == "10/40 done, 2 failed · 30/min · about 60 s left")
        #expect(line(progress, 200) == "10/40 done, 2 failed")
    }

    @Test("a rate has the unit that can be read")
    func rate() {
        for (count, text) in [(1, "6/min"), (9, "54/min"), (10, "1.0/s"), (26, "2.6/s"), (1200, "120/s")] {
            var progress = Progress()
            progress.expect(5000)
            _ = progress.begin(call, at: at(0))
            for number in 0..<count { progress.note(ended(number), at: at(5)) }
            #expect(line(progress, 10, columns: 200).contains(", \(text)"), "\(line(progress, 10))")
        }
    }

    @Test("is gone when all is done, and counts fewer where something is held back")
    func end() {
        var progress = Progress()
        progress.expect(3)
        progress.note(ended(1), at: at(1))
        #expect(line(progress, 1) == "1/3 done")
        progress.expect(-1)
        #expect(line(progress, 1) == "1/2 done")
        progress.note(ended(2, .moved), at: at(1))
        #expect(line(progress, 1).isEmpty)
    }

    @Test("counts requests while names are looked up")
    func lookups() {
        var progress = Progress()
        let first = progress.begin(call, at: at(0))
        #expect(line(progress, 3) == "0 requests answered, opal POST /v1/uars 3 s")
        progress.end(first, at: at(3))
        #expect(line(progress, 3).isEmpty)
        _ = progress.begin(call, at: at(3))
        #expect(line(progress, 4) == "1 request answered, 15/min, opal POST /v1/uars 1 s")
        progress.expect(2)
        #expect(line(progress, 4) == "0/2 done, opal POST /v1/uars 1 s")
    }

    @Test("is narrower than the terminal, whatever stands in it", arguments: [1, 2, 3, 4, 5, 17, 40, 80, 200])
    func width(columns: Int) {
        for path in [
            "/v1/uars", "/" + String(repeating: "名", count: 100), "/\u{1B}[2J\u{202E}",
            String(repeating: "/👨‍👩‍👧‍👦", count: 50),
        ] {
            for hasSymbols in [true, false] {
                var progress = Progress()
                progress.expect(1_000_000)
                _ = progress.begin(Exchange(platform: "opal", method: .post, target: "h" + path), at: at(0))
                let line = line(progress, 100, columns: columns, hasSymbols: hasSymbols)
                #expect(line.displayWidth < columns || columns == 1 && line.isEmpty, "\(line)")
                #expect(line.displayWidth >= min(columns - 3, 25), "\(line)")
                #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
            }
        }
    }

    @Test("a wait of any length can be shown", arguments: [Double.infinity, 1e300, .nan, -1])
    func endless(seconds: Double) {
        var progress = Progress()
        progress.expect(2)
        let event = ApplyEvent.waiting(address(1), seconds: seconds, reason: "r")
        progress.note(event, at: at(0))
        #expect(line(progress, 1).hasPrefix("0/2 done"))
        #expect(ApplyText.line(event, style: .plain)?.hasPrefix("  c1/opal: waiting ") == true)
    }

    @Test("quiet says what did not go well")
    func quiet() {
        func said(_ event: ApplyEvent) -> Bool { ApplyText.line(event, style: .plain, isQuiet: true) != nil }
        for result in [Outcome.Result.failed, .unknown, .ambiguous, .waiting] { #expect(said(ended(1, result))) }
        for result in [Outcome.Result.created, .resumed, .recovered, .moved] { #expect(!said(ended(1, result))) }
        #expect(!said(.waiting(address(1), seconds: 1, reason: "r")) && !said(.noted(address(1), "n")))
    }

    @Test("a request and its answer are one safe line")
    func exchanges() {
        var exchange = Exchange(platform: "opal", method: .post, target: "api.opal.dev/v1/uars")
        #expect(
            ExchangeText.line(exchange, .answered(status: 201, bytes: 1204), seconds: 0.3124)
                == "opal POST api.opal.dev/v1/uars: 201 in 312 ms, 1204 bytes")
        exchange.attempt = 2
        exchange.heldBack = 1.2
        #expect(
            ExchangeText.line(exchange, .failed(.lost("reset\u{1B}[2J")), seconds: 30)
                == "opal POST api.opal.dev/v1/uars: lost after 30000 ms: reset\\u{1B}[2J, attempt 2, held back 1200 ms")
        exchange.target = "::error::\n##vso[x]"
        let line = ExchangeText.line(exchange, .failed(.notSent("refused")), seconds: -1)
        #expect(line.hasPrefix("opal POST ::error::\\n# #vso[x]: not sent, 0 ms: refused"))
    }
}
