import Rendering

extension CommandContext {
    /// How standard output shows text.
    var outputStyle: TextStyle { style(isTerminal: isOutputTerminal, columns: outputColumns()) }

    /// How standard error shows text.
    var errorStyle: TextStyle { style(isTerminal: isErrorTerminal, columns: errorColumns()) }

    /// Writes text for people to standard output, folded to its terminal.
    @Sendable func say(_ text: String) { output(outputStyle.folded(text)) }

    /// Writes text for people to standard error, folded to its terminal.
    @Sendable func tell(_ text: String) { errors(errorStyle.folded(text)) }

    private func style(isTerminal: Bool, columns: Int?) -> TextStyle {
        TextStyle(
            isColoured: isColoured(isTerminal), hasSymbols: isTerminal && showsSymbols,
            columns: isTerminal ? columns : nil)
    }

    /// `NO_COLOR` goes before all, and a wish for colours before what is there to show them.
    private func isColoured(_ isTerminal: Bool) -> Bool {
        if !(environment["NO_COLOR"] ?? "").isEmpty { return false }
        let isForced = ["FORCE_COLOR", "CLICOLOR_FORCE"].contains { name in
            !["", "0", "false"].contains(environment[name] ?? "")
        }
        return isForced || (isTerminal && environment["TERM"] != "dumb")
    }

    /// Whether the locale is one of UTF-8, and the terminal has more letters than a console's 256 or 512.
    private var showsSymbols: Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let isUTF8 = locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8")
        return isUTF8 && !["dumb", "linux"].contains(environment["TERM"] ?? "")
    }
}
