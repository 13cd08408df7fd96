import Diagnostics

/// The first line of a range, and which part of it is meant.
struct SourceLine {
    /// What can be shown of the line, as safe characters.
    private let characters: [Character]
    /// The characters that are meant; empty at the line's end.
    private let meant: Range<Int>

    init?(of range: SourceRange, in bytes: [UInt8]) {
        let start = min(range.start.offset, bytes.count)
        guard !bytes.isEmpty else { return nil }
        // Of a line of megabytes only what can be shown is looked at.
        var lineStart = start
        while lineStart > max(0, start - Self.reach), !Self.isLineBreak(bytes[lineStart - 1]) { lineStart -= 1 }
        while lineStart < start, bytes[lineStart] & 0xC0 == 0x80 { lineStart += 1 }
        let nearby = bytes[start..<min(bytes.count, start + Self.reach)]
        let lineEnd = nearby.firstIndex(where: Self.isLineBreak) ?? nearby.endIndex
        let end = max(start, min(range.end.offset, lineEnd))
        func codePoints(_ range: Range<Int>) -> Int {
            String(decoding: bytes[range], as: UTF8.self).unicodeScalars.count
        }
        let first = codePoints(lineStart..<start)
        let last = first + codePoints(start..<end)
        characters = Array(Printable.source(String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self)))
        // A mark that stands on the character before is meant together with it.
        var (place, from, to) = (0, characters.count, characters.count)
        for (index, character) in characters.enumerated() {
            let next = place + character.unicodeScalars.count
            if from == characters.count, first < next { from = index }
            if to == characters.count, last <= place { to = index }
            place = next
        }
        meant = from..<max(from, to)
    }

    /// The line, or the part of it around what is meant that so many columns hold; blanks up to what is meant, and how many columns
    /// that takes.
    func shown(in columns: Int, ellipsis: String) -> (text: String, before: String, marks: Int) {
        var shown = 0..<characters.count
        var (left, right) = ("", "")
        if width(shown) > columns {
            // Half of the room is for what stands before.
            var first = meant.lowerBound
            var room = columns / 2 - ellipsis.count
            while first > 0, room >= characters[first - 1].displayWidth {
                first -= 1
                room -= characters[first].displayWidth
            }
            if first > 0 { left = ellipsis }
            var last = first
            room = columns - left.count - (width(first..<characters.count) > columns - left.count ? ellipsis.count : 0)
            while last < characters.count, room >= characters[last].displayWidth {
                room -= characters[last].displayWidth
                last += 1
            }
            if last < characters.count { right = ellipsis }
            shown = first..<last
        }
        let before = left.count + width(shown.lowerBound..<min(meant.lowerBound, shown.upperBound))
        return (
            left + String(characters[shown]) + right, String(repeating: " ", count: before),
            max(1, width(meant.clamped(to: shown)))
        )
    }

    private func width(_ range: Range<Int>) -> Int { characters[range].reduce(0) { $0 + $1.displayWidth } }

    /// Bytes on either side of a fault that may be shown.
    private static let reach = 1_000

    private static func isLineBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
