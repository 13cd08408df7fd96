package import Diagnostics

/// Diagnostics for people: the fault, its place, the source with a caret, the fix.
package struct DiagnosticText: Sendable {
    private let sources: [String: [UInt8]]
    private let style: TextStyle
    /// Columns of source that are shown around a fault in a very long line.
    private static let window = 120
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

    private func snippet(_ location: SourceLocation, label: String?, colour: TextStyle.Colour) -> String? {
        guard let bytes = sources[location.file], let line = SourceLine(of: location.range, in: bytes) else {
            return nil
        }
        let number = String(location.range.start.line)
        let margin = String(repeating: " ", count: number.count)
        let bar = style("|", .blue)
        let before = Array(Printable.source(line.text).unicodeScalars)
        // A very long line is cut around the fault.
        let first = max(0, line.column - 1 - Self.window / 2)
        let shown = before[min(first, before.count)..<min(first + Self.window, before.count)]
        let lead = before[min(first, before.count)..<min(line.column - 1, before.count)]
        let marked = before[
            min(line.column - 1, before.count)..<min(line.column - 1 + line.length, first + Self.window, before.count)]
        let carets = String(repeating: "^", count: max(1, Printable.width(text(marked))))
        let pointer = String(repeating: " ", count: Printable.width(text(lead))) + style(carets, colour)
        let fix = label.map { " \(Printable.line($0))" } ?? ""
        return """
            \(margin) \(bar)
            \(style(number, .blue)) \(bar) \(text(shown))
            \(margin) \(bar) \(pointer)\(fix)

            """
            .split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasSuffix(" ") ? $0.dropLast() : $0 }
            .joined(separator: "\n")
    }

    private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

/// The first line of a range.
private struct SourceLine {
    let text: String
    /// Where the range begins in `text`: from 1, in code points.
    let column: Int
    /// How many code points of the line are meant.
    let length: Int

    init?(of range: SourceRange, in bytes: [UInt8]) {
        let start = min(range.start.offset, bytes.count)
        guard !bytes.isEmpty else { return nil }
        // Of a line of megabytes only what can be shown is looked at.
        var lineStart = start
        while lineStart > max(0, start - Self.reach), !Self.isLineBreak(bytes[lineStart - 1]) { lineStart -= 1 }
        while lineStart < start, bytes[lineStart] & 0xC0 == 0x80 { lineStart += 1 }
        let nearby = bytes[start..<min(bytes.count, start + Self.reach)]
        let lineEnd = nearby.firstIndex(where: Self.isLineBreak) ?? nearby.endIndex
        text = String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self)
        column = String(decoding: bytes[lineStart..<start], as: UTF8.self).unicodeScalars.count + 1
        let end = max(start, min(range.end.offset, lineEnd))
        length = String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.count
    }

    /// Bytes on either side of a fault that may be shown.
    private static let reach = 1_000

    private static func isLineBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
