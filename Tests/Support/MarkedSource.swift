package import Diagnostics

/// A source text whose marks, `1️⃣` to `9️⃣`, show the places that a test expects.
///
/// `MarkedSource("key: 1️⃣value")` has the text `key: value` and knows that `1️⃣` is line 1, column 6, offset 5. A mark
/// stands between two characters and counts as nothing. Lines end at LF, CRLF or CR; a byte order mark at the start has
/// no column.
package struct MarkedSource: Sendable {
    /// The text without its marks.
    package let text: String
    /// Where each mark stood, by the mark itself.
    package let positions: [String: SourcePosition]

    package init(_ marked: String) {
        var text = String.UnicodeScalarView()
        var positions: [String: SourcePosition] = [:]
        var place = SourcePosition.start
        var rest = Substring(marked).unicodeScalars
        while let scalar = rest.popFirst() {
            if ("1"..."9").contains(scalar), rest.starts(with: Self.keycap) {
                rest.removeFirst(Self.keycap.count)
                let mark = "\(scalar)\u{FE0F}\u{20E3}"
                precondition(positions.updateValue(place, forKey: mark) == nil, "the mark \(mark) stands there twice")
                continue
            }
            text.append(scalar)
            place.offset += UTF8.width(scalar)
            switch scalar {
            case "\r" where rest.first == "\n": place.column += 1
            case "\n", "\r":
                place.line += 1
                place.column = 1
            case "\u{FEFF}" where text.count == 1: break
            default: place.column += 1
            }
        }
        self.text = String(text)
        self.positions = positions
    }

    /// The text as the bytes of a file.
    package var bytes: [UInt8] { Array(text.utf8) }

    /// Where `mark` stood. A mark that the source doesn't have is a fault of the test, and stops it.
    package subscript(mark: String) -> SourcePosition {
        guard let position = positions[mark] else { preconditionFailure("the source has no mark \(mark)") }
        return position
    }

    /// The stretch from one mark to another.
    package subscript(start: String, end: String) -> SourceRange {
        SourceRange(start: self[start], end: self[end])
    }

    /// What makes a digit a mark.
    private static let keycap: [Unicode.Scalar] = ["\u{FE0F}", "\u{20E3}"]
}
