import Diagnostics

/// Diagnostics as commands to GitHub Actions, which shows each at its line of the pull request.
///
/// Only `%`, CR and LF (in a property `:` and `,` too) can end a part of a command, so these are escaped, as GitHub's own toolkit
/// does (`%25`, `%0D`, `%0A`, `%3A`, `%2C`): a text stays within its part. A text's own line feeds are already written as `\n`;
/// `%0A` stands between message, fix and notes.
package enum WorkflowCommands {
    /// A line for each diagnostic; behind them, of a plan, its summary.
    package static func report(_ findings: Findings) -> String {
        var text = findings.diagnostics.map { command($0) + "\n" }.joined()
        if findings.plan != nil { text += Printable.line(findings.summary) + "\n" }
        return text
    }

    private static func command(_ diagnostic: Diagnostic) -> String {
        var properties: [String] = []
        if let location = diagnostic.location {
            let (start, end) = (location.range.start, location.range.end)
            properties = [
                "file=\(property(ShownPath.plain(location.file)))", "line=\(start.line)", "endLine=\(end.line)",
            ]
            // GitHub takes columns within one line only.
            if start.line == end.line { properties += ["col=\(start.column)", "endColumn=\(end.column)"] }
        }
        properties.append("title=\(property(diagnostic.code.rawValue))")
        let lines =
            [DiagnosticText.message(of: diagnostic), diagnostic.fix.map(Printable.line)].compactMap(\.self)
            + diagnostic.notes.map { "note: \(DiagnosticText.line(of: $0))" }
        let message = lines.map(data).joined(separator: "%0A")
        return "::\(diagnostic.severity.rawValue) \(properties.joined(separator: ","))::\(message)"
    }

    /// In one line: `Printable` leaves no line feed.
    private static func data(_ text: String) -> String { escaped(text, ["%"]) }

    private static func property(_ text: String) -> String { escaped(text, ["%", ":", ","]) }

    /// Scalar by scalar, since what combines with a sign would hide it from a comparison of characters.
    private static func escaped(_ text: String, _ signs: Set<Unicode.Scalar>) -> String {
        var result = ""
        for scalar in Printable.line(text).unicodeScalars {
            if signs.contains(scalar) {
                result += "%" + String(scalar.value, radix: 16, uppercase: true)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
