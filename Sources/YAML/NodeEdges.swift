/// The exact edges of nodes whose marks libyaml sets elsewhere.
extension SourceText {
    /// The byte after `count` properties (`&anchor`, `!tag`) and the blanks, line breaks and comments behind them, and
    /// the bytes of the tag.
    func skipProperties(_ count: Int, in place: CompactRange) -> (content: Int, tag: Range<Int>?) {
        let end = Int(place.end.offset)
        var offset = Int(place.start.offset)
        var tag: Range<Int>?
        for _ in 0..<count {
            let start = offset
            if bytes[start] == UInt8(ascii: "!") {
                while offset < end, 0x21..<0x7F ~= bytes[offset] { offset += 1 }
                tag = start..<offset
            } else {
                // A text that begins with `:` or `?` may follow an anchor's name without a blank.
                offset += 1
                while offset < end, Self.isNameByte(bytes[offset]) { offset += 1 }
            }
            while offset < end {
                if bytes[offset] <= 0x20 {
                    offset += 1
                } else if bytes[offset] == UInt8(ascii: "#") {
                    while offset < end, bytes[offset] != 0x0A, bytes[offset] != 0x0D, otherLineEnd(at: offset) == nil {
                        offset += 1
                    }
                } else if let length = otherLineEnd(at: offset) ?? byteOrderMark(at: offset) {
                    offset += length
                } else {
                    break
                }
            }
        }
        return (offset, tag)
    }

    /// Whether an anchor's name may hold the byte.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The length of a byte order mark at `offset`, which is no text at the beginning of a line, as where files were joined.
    private func byteOrderMark(at offset: Int) -> Int? {
        guard offset > 0, bytes[offset...].starts(with: [0xEF, 0xBB, 0xBF]) else { return nil }
        let isFirst =
            bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D
            || (2...3).contains { offset >= $0 && otherLineEnd(at: offset - $0) == $0 }
        return isFirst ? 3 : nil
    }

    /// The length of NEL, LS or PS at `offset`, which end lines for libyaml.
    private func otherLineEnd(at offset: Int) -> Int? {
        let rest = bytes[offset...]
        if rest.starts(with: [0xC2, 0x85]) { return 2 }
        return rest.starts(with: [0xE2, 0x80, 0xA8]) || rest.starts(with: [0xE2, 0x80, 0xA9]) ? 3 : nil
    }

    /// The end of a literal or folded scalar's text: libyaml's mark is behind the blank lines that follow.
    func endOfBlockScalar(_ place: CompactRange) -> CompactPosition {
        var offset = Int(place.end.offset)
        while offset > Int(place.start.offset), bytes[offset - 1] <= 0x20 { offset -= 1 }
        // Blanks at the end of the last line are text.
        while offset < Int(place.end.offset), bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
        return position(atByte: offset, from: place.start)
    }

    /// Where a value that is not there stands: behind the `:`, or, without one, behind the key, which ended at
    /// `keyEnd`.
    func emptyValue(at mark: CompactPosition, after keyEnd: CompactPosition) -> CompactRange {
        let colon = UInt8(ascii: ":")
        if byte(at: Int(mark.offset) - 1) == colon { return CompactRange(mark, mark) }
        var offset = Int(keyEnd.offset)
        while let byte = byte(at: offset), byte == 0x20 || byte == 0x09 { offset += 1 }
        let place = byte(at: offset) == colon ? position(atByte: offset + 1, from: keyEnd) : keyEnd
        return CompactRange(place, place)
    }
}
