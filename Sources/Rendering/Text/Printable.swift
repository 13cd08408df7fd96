/// Makes texts of manifests, vendors and files safe to show: nothing in them may act on a terminal or on a pipeline's log.
package enum Printable {
    /// The text in one line: control characters, escape sequences and bidirectional controls are written as `\u{1B}`, line feeds
    /// as `\n`, and the marks by which pipelines take commands from a log are broken up.
    package static func line(_ text: String) -> String {
        let bytes = text.utf8
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: ":") }) {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(contentsOf: shown(scalar)) }
        return withoutCommands(String(result))
    }

    /// A line of source: as `line`, but each character keeps its column, tabs become one blank.
    package static func source(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\t" {
                result.append(" ")
            } else if isUnsafe(scalar) {
                result.append("\u{FFFD}")
            } else {
                result.append(scalar)
            }
        }
        // As in `line`, but each character keeps its column.
        return String(isCommand(result) ? withoutDoubleHashes(result, "\u{FFFD}", replacing: true) : result)
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        if scalar == "\n" { return "\\n".unicodeScalars }
        if scalar == "\t" { return " ".unicodeScalars }
        if isUnsafe(scalar) { return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars }
        return String(scalar).unicodeScalars
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// GitHub takes `::name::` at a line's beginning, and `##[name]`; Azure Pipelines takes `##vso[` anywhere. Both compare texts as
    /// a language does, so that they also see through characters that show nothing.
    private static func withoutCommands(_ text: String) -> String {
        var result = text.unicodeScalars
        if isCommand(result) { result = withoutDoubleHashes(result, " ", replacing: false) }
        let shown = result.indices.lazy.filter { !isIgnored(result[$0]) }
        let first = Array(shown.drop { result[$0].properties.isWhitespace }.prefix(2))
        if first.count == 2, first.allSatisfy({ result[$0] == ":" }) { result.insert(" ", at: first[1]) }
        return String(result)
    }

    private static func isCommand(_ line: String.UnicodeScalarView) -> Bool {
        guard line.contains("#") else { return false }
        let seen = String(String.UnicodeScalarView(line.filter { !isIgnored($0) })).lowercased()
        return seen.contains("##vso[") || seen.contains("##[")
    }

    /// Each `#` that follows another one comes behind a mark, or is replaced by it.
    private static func withoutDoubleHashes(
        _ text: String.UnicodeScalarView, _ mark: Unicode.Scalar, replacing: Bool
    ) -> String.UnicodeScalarView {
        var result = String.UnicodeScalarView()
        var isBehindHash = false
        for scalar in text {
            let isDouble = scalar == "#" && isBehindHash
            if isDouble { result.append(mark) }
            if !isDouble || !replacing { result.append(scalar) }
            if !isIgnored(scalar) { isBehindHash = scalar == "#" && !(isDouble && replacing) }
        }
        return result
    }

    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x80 && scalar.properties.isDefaultIgnorableCodePoint
    }
}
