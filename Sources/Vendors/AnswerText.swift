import Campaigns
import JSON

/// Reads what vendors write into answers, within bounds.
enum AnswerText {
    /// Longer bodies are no answer of these APIs to a creating call.
    private static let longestJSON = 8 << 20
    private static let longestLine = 500

    /// The body as JSON; nothing where it is none, or unreasonably long.
    static func json(_ answer: Answer) -> JSONValue? {
        guard answer.body.count <= longestJSON else { return nil }
        return try? JSONReader.read(answer.body)
    }

    /// The beginning of the body, whatever it is.
    static func raw(_ answer: Answer) -> String {
        String(decoding: answer.body.prefix(4 * longestLine), as: UTF8.self)
    }

    /// The text in one line of at most 500 code points; nothing where it is blank. (One character may have any number of them.)
    static func line(_ text: String) -> String? {
        let beginning = String(text.unicodeScalars.prefix(8 * longestLine))
        let words = beginning.unicodeScalars.split { $0.properties.isWhitespace }
        if words.isEmpty { return nil }
        let line = String(String.UnicodeScalarView(words.joined(separator: " ".unicodeScalars)))
        if line.unicodeScalars.count <= longestLine, beginning.utf8.count == text.utf8.count { return line }
        return String(line.unicodeScalars.prefix(longestLine - 1)) + "…"
    }

    /// An id that a vendor gave: usable in a path as it stands. Nothing where it isn't, since a call to another path than the one
    /// that is meant would be worse than not knowing the id.
    static func identifier(_ value: JSONValue?) -> String? {
        guard let text = value?.stringValue, (1...200).contains(text.utf8.count) else { return nil }
        let isUsable = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isUsable ? text : nil
    }
}
