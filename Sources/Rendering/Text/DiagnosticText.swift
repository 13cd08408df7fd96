package import Diagnostics

/// Diagnostics for people: the fault, its place, the source with a caret, the fix.
package struct DiagnosticText: Sendable {
    private let sources: [String: [UInt8]]
    private let style: TextStyle
    /// Columns of source that are shown around a fault in a very long line, where no terminal says how many it has.
    private static let window = 120
    /// Fewer would show nothing.
    private static let leastWindow = 16
    /// Characters of a message that are shown.
    private static let longest = 2_000

    /// - Parameter sources: the bytes of each file by its shown path; a file that is not here is shown without its text.
    package init(sources: [String: [UInt8]], style: TextStyle) {
        self.sources = sources
        self.style = style
    }

    /// All of them, an empty line between each two; empty for none.
    package func report(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(report).joined(separator: "\n")
    }

    package func report(_ diagnostic: Diagnostic) -> String {
        let colour: TextStyle.Colour = diagnostic.severity == .error ? .red : .yellow
        var text =
            style("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", colour)
            + ": \(Self.message(of: diagnostic))\n"
        var isFixShown = false
        if let location = diagnostic.location {
            text += "  \(style("-->", .blue)) \(Self.place(location))\n"
            if !diagnostic.isSourceSecret,
                let snippet = snippet(location, label: diagnostic.fix, colour: colour)
            {
                text += snippet
                isFixShown = true
            }
        }
        if let fix = diagnostic.fix, !isFixShown { text += "  \(style("=", .blue)) \(Printable.line(fix))\n" }
        for note in diagnostic.notes { text += "  \(style("= note:", .blue)) \(Self.line(of: note))\n" }
        return text
    }

    /// What is wrong, in one safe line.
    static func message(of diagnostic: Diagnostic) -> String { Printable.line(cut(diagnostic.message)) }

    /// A note and its place, in one safe line.
    static func line(of note: Diagnostic.Note) -> String {
        Printable.line(note.message) + (note.location.map { " (\(place($0)))" } ?? "")
    }

    /// A message that quotes a word of megabytes says no more for it.
    private static func cut(_ message: String) -> String {
        message.utf8.count <= longest
            ? message : String(String.UnicodeScalarView(message.unicodeScalars.prefix(longest))) + "..."
    }

    /// Such as `campaigns/sox.yaml:18:5`.
    static func place(_ location: SourceLocation) -> String {
        "\(Printable.line(location.file)):\(location.range.start.line):\(location.range.start.column)"
    }

    /// The source with what is meant marked, and the label beside it where there is room; nothing where there is no source.
    private func snippet(_ location: SourceLocation, label: String?, colour: TextStyle.Colour) -> String? {
        guard let bytes = sources[location.file], let line = SourceLine(of: location.range, in: bytes) else {
            return nil
        }
        let number = String(location.range.start.line)
        let margin = String(repeating: " ", count: number.count)
        let bar = style("|", .blue)
        let room = style.columns.map { max(Self.leastWindow, $0 - number.count - 3) }
        let shown = line.shown(in: room ?? Self.window, ellipsis: style.ellipsis)
        let label = label.map { Printable.line($0) } ?? ""
        let pointer = shown.before.count + shown.marks
        let isBeside = label.isEmpty || room.map { pointer + 1 + label.displayWidth <= $0 } ?? true
        let marks = shown.before + style(String(repeating: "^", count: shown.marks), colour)
        return "\(margin) \(bar)\n"
            + (shown.text.isEmpty
                ? "\(style(number, .blue)) \(bar)\n" : "\(style(number, .blue)) \(bar) \(shown.text)\n")
            + "\(margin) \(bar) \(marks)"
            + (label.isEmpty ? "" : isBeside ? " \(label)" : "\n  \(style("=", .blue)) \(label)")
            + "\n"
    }
}
