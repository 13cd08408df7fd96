/// Makes texts of manifests and vendors safe inside XML 1.0.
enum XMLText {
    /// For an element's content and for an attribute in quotes: nothing in it ends the one or the other, `]]>` among it, and what XML
    /// forbids is written out. Line feeds stay, and in an attribute read as blanks.
    static func escape(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\u{FFFE}", "\u{FFFF}": result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A text that may have any character, as one line.
    static func line(_ text: String) -> String { escape(Printable.line(text)) }
}
