extension JSONParser {
    /// Whether `byte` comes next.
    @inline(__always)
    func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    /// Steps over a line feed and the spaces of a level in pretty style; false, and nothing, if it is anything else.
    @inline(__always)
    mutating func takeBreak(level: Int) -> Bool {
        let end = position + 1 + 2 * level
        guard end < bytes.count, bytes[position] == Byte.lineFeed, bytes[end] != Byte.space else { return false }
        for index in position + 1..<end where bytes[index] != Byte.space { return false }
        position = end
        return true
    }

    /// Steps over a string of printable ASCII without escapes, which can be written in no other way, and gives the range of its
    /// content; nothing, and no step, if it is anything else.
    @inline(__always)
    mutating func plainString() -> Range<Int>? {
        guard isAt(Byte.quote) else { return nil }
        let start = position + 1
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = start
        while offset + 8 <= raw.count {
            let word = EightBytes.load(raw, at: offset)
            let special = EightBytes.quoteBackslashOrControl(word)
            // Only the bytes before the quote count.
            let seen = special == 0 ? word : word & ((special & ~(special &- 1)) >> 7 &- 1)
            guard EightBytes.areASCII(seen), EightBytes.lackDelete(seen) else { return nil }
            if special != 0 {
                offset += special.trailingZeroBitCount / 8
                break
            }
            offset += 8
        }
        while offset < raw.count, raw[offset] >= Byte.space, raw[offset] < Byte.delete, raw[offset] != Byte.quote,
            raw[offset] != Byte.backslash
        {
            offset += 1
        }
        guard offset < raw.count, raw[offset] == Byte.quote else { return nil }
        position = offset + 1
        return start..<offset
    }

    /// Steps over a value if it is certain that `JSONReader` reads it and `JSONWriter` would write it so, in pretty style with sorted
    /// keys, `level` levels deep in its text; else false, and `position` is anywhere.
    mutating func skipPlain(level: Int, depth: Int) -> Bool {
        guard position < bytes.count else { return false }
        switch bytes[position] {
        case Byte.quote: return plainString() != nil
        case Byte.openBrace, Byte.openBracket: return depth < maxDepth && skipPlainParts(level: level, depth: depth)
        case UInt8(ascii: "t"): return take("true")
        case UInt8(ascii: "f"): return take("false")
        case UInt8(ascii: "n"): return take("null")
        default: return skipPlainInteger()
        }
    }

    private mutating func skipPlainParts(level: Int, depth: Int) -> Bool {
        let isObject = bytes[position] == Byte.openBrace
        let close = isObject ? Byte.closeBrace : Byte.closeBracket
        position += 1
        if take(close) { return true }
        var last: Range<Int>?
        repeat {
            guard takeBreak(level: level + 1) else { return false }
            if isObject {
                guard let key = plainString(), last.map({ isInOrder($0, key) }) ?? true, take(Byte.colon),
                    take(Byte.space)
                else { return false }
                last = key
            }
            guard skipPlain(level: level + 1, depth: depth + 1) else { return false }
        } while take(Byte.comma)
        return takeBreak(level: level) && take(close)
    }

    /// Steps over an integer of at most 18 digits.
    private mutating func skipPlainInteger() -> Bool {
        let isNegative = take(Byte.minus)
        let start = position
        while position < bytes.count, Byte.isDigit(bytes[position]) { position += 1 }
        guard 1...18 ~= position - start else { return false }
        if bytes[start] == Byte.zero, isNegative || position > start + 1 { return false }
        return !isAt(Byte.point) && !(position < bytes.count && Byte.isExponentMark(bytes[position]))
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) }) else { return false }
        position = end
        return true
    }

    /// Whether the text of the first range comes before that of the second.
    private func isInOrder(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        for (left, right) in zip(first, second) where bytes[left] != bytes[right] { return bytes[left] < bytes[right] }
        return first.count < second.count
    }
}
