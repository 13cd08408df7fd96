import Diagnostics

/// A file's text and the name under which it is shown. Every node of the file refers to it.
final class SourceText: Sendable {
    let path: String
    let bytes: [UInt8]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    func location(_ range: SourceRange) -> SourceLocation { SourceLocation(file: path, range: range) }

    /// The first line's range: where a fault about a whole file or document is shown.
    static func firstLine(of path: String) -> SourceLocation { SourceLocation(file: path, range: .start) }

    /// Where `pattern` stands for the first time within `range`, as it was typed; the whole range where an escape hides it.
    func range(of pattern: [UInt8], within range: SourceRange, skipping isSkipped: (Int) -> Bool = { _ in false })
        -> SourceRange
    {
        let end = min(range.end.offset, bytes.count)
        var position = range.start
        while position.offset + pattern.count <= end {
            if bytes[position.offset..<position.offset + pattern.count].elementsEqual(pattern),
                !isSkipped(position.offset)
            {
                var stop = position
                for _ in pattern { advance(&stop) }
                return SourceRange(start: position, end: stop)
            }
            advance(&position)
        }
        return range
    }

    /// A code point and where it stands. The end of a line is a line feed of no width, however it is written.
    struct Character {
        let scalar: Unicode.Scalar
        let range: SourceRange
    }

    /// The characters within `range`, in their order.
    func characters(in range: SourceRange) -> [Character] {
        var characters: [Character] = []
        let end = min(range.end.offset, bytes.count)
        var position = range.start
        while position.offset < end {
            let (start, byte) = (position, bytes[position.offset])
            repeat { advance(&position) } while position.offset < end && bytes[position.offset] & 0xC0 == 0x80
            if byte == UInt8(ascii: "\r"), position.offset < end, bytes[position.offset] == UInt8(ascii: "\n") {
                advance(&position)
            }
            if position.line > start.line {
                characters.append(Character(scalar: "\n", range: SourceRange(start: start, end: start)))
            } else if let scalar = String(decoding: bytes[start.offset..<position.offset], as: UTF8.self).unicodeScalars
                .first
            {
                characters.append(Character(scalar: scalar, range: SourceRange(start: start, end: position)))
            }
        }
        return characters
    }

    /// The range with the blank lines that follow it, and the end of its own last line.
    func withBlankLines(behind range: SourceRange) -> SourceRange {
        let blanks = bytes.dropFirst(range.end.offset).prefix { [0x0A, 0x0D, 0x20].contains($0) }
        var range = range
        for _ in blanks { advance(&range.end) }
        return range
    }

    /// Moves a position over one byte; a column is counted where a code point begins. Lines end as they do for the
    /// reader of YAML: at LF, CRLF or CR.
    private func advance(_ position: inout SourcePosition) {
        let byte = bytes[position.offset]
        position.offset += 1
        let isLineEnd =
            byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r") && bytes.dropFirst(position.offset).first != UInt8(ascii: "\n")
        if isLineEnd {
            position.line += 1
            position.column = 1
        } else if position.offset >= bytes.count || bytes[position.offset] & 0xC0 != 0x80 {
            position.column += 1
        }
    }
}
