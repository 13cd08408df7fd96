import Calendars
@testable import Commands
import Rendering
import Support
import Testing
import Transport

@Suite("How streams show text")
struct StyleTests {
    private func context(_ environment: [String: String], isTerminal: Bool = true, columns: Int? = 80) -> CommandContext
    {
        var context = CommandContext(
            environment: environment, clock: ManualClock(), output: { _ in }, errors: { _ in },
            isOutputTerminal: isTerminal, network: { NetworkHTTPClient(settings: $0) })
        context.outputColumns = { columns }
        return context
    }

    @Test(
        "colour comes where it can be shown, or is asked for, and is not unwanted",
        arguments: [
            ([:], true, true), ([:], false, false), (["TERM": "dumb"], true, false), (["TERM": "xterm"], false, false),
            (["NO_COLOR": "1"], true, false), (["NO_COLOR": ""], true, true), (["FORCE_COLOR": "1"], false, true),
            (["CLICOLOR_FORCE": "1"], false, true), (["FORCE_COLOR": "0"], false, false),
            (["FORCE_COLOR": "0"], true, true),
            (["CLICOLOR_FORCE": "0"], false, false), (["FORCE_COLOR": "false"], false, false),
            (["FORCE_COLOR": ""], false, false), (["FORCE_COLOR": "3", "TERM": "dumb"], true, true),
            (["FORCE_COLOR": "1", "NO_COLOR": "1"], true, false),
            (["CLICOLOR_FORCE": "1", "NO_COLOR": "x"], false, false),
        ] as [([String: String], Bool, Bool)])
    func colour(environment: [String: String], isTerminal: Bool, isColoured: Bool) {
        let style = context(environment, isTerminal: isTerminal).outputStyle
        #expect(style("x", .red) == (isColoured ? "\u{1B}[31mx\u{1B}[0m" : "x"))
        // The other stream is none, and has colours only where they are forced.
        let isForced = !isTerminal && isColoured || environment["FORCE_COLOR"] == "3"
        #expect(context(environment, isTerminal: isTerminal).errorStyle("x", .red).hasPrefix("\u{1B}") == isForced)
    }

    @Test(
        "symbols beyond ASCII come where the locale is one of UTF-8",
        arguments: [
            ([:], "+"), (["LANG": "en_US.UTF-8"], "✓"), (["LANG": "C.utf8"], "✓"), (["LANG": "de_DE.ISO-8859-1"], "+"),
            (["LC_CTYPE": "UTF-8"], "✓"), (["LC_ALL": "C", "LANG": "en_US.UTF-8"], "+"),
            (["LC_ALL": "", "LC_CTYPE": "", "LANG": "en_US.UTF-8"], "✓"),
            (["LANG": "en_US.UTF-8", "TERM": "dumb"], "+"),
            (["LANG": "en_US.UTF-8", "TERM": "linux"], "+"), (["LANG": "en_US.UTF-8", "NO_COLOR": "1"], "✓"),
        ])
    func symbols(environment: [String: String], tick: String) {
        #expect(context(environment).outputStyle.tick == tick)
        #expect(context(environment, isTerminal: false).outputStyle.tick == "+")
        #expect(context(environment.merging(["FORCE_COLOR": "1"]) { $1 }, isTerminal: false).outputStyle.tick == "+")
    }

    @Test("a stream has a width only where it is a terminal")
    func columns() {
        #expect(context([:]).outputStyle.columns == 80)
        #expect(context([:], isTerminal: false).outputStyle.columns == nil)
        #expect(context([:], columns: nil).outputStyle.columns == nil)
        #expect(context([:]).errorStyle.columns == nil)
    }

    @Test(
        "COLUMNS is taken where it is a width",
        arguments: [("80", 80), ("1", 1), ("0", nil), ("-5", nil), ("", nil), ("x", nil), ("99999999", nil)])
    func fallback(text: String, columns: Int?) {
        #expect(TerminalSize.columns(in: ["COLUMNS": text]) == columns)
    }
}
