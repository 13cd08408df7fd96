extension JSONParser {
    /// The string whose opening quote is at `position`.
    mutating func string() throws(JSONError) -> String {
        let start = position + 1
        let (end, isASCII) = plainRun(from: start)
        position = end
        guard position < bytes.count else { throw unclosed(start - 1) }
        if bytes[position] != Byte.quote { return try escapedString(from: start) }
        position += 1
        let content = UnsafeBufferPointer(rebasing: bytes[start..<end])
        // Decoding repairs what is invalid and so would hide it, but it is several times as fast.
        if isASCII { return String(decoding: content, as: UTF8.self) }
        guard let text = String(validating: content, as: UTF8.self) else { throw invalidUTF8(in: start..<end) }
        return text
    }

    /// The string that starts at `start`; at `position` is the first of its bytes that does not stand for itself.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        scratch.removeAll(keepingCapacity: true)
        var copied = start
        while position < bytes.count {
            scratch.append(contentsOf: bytes[copied..<position])
            switch bytes[position] {
            case Byte.quote:
                // An escape never gives half a scalar, so the whole is valid UTF-8 exactly when its source is.
                guard let text = String(validating: scratch, as: UTF8.self) else {
                    throw invalidUTF8(in: start..<position)
                }
                position += 1
                return text
            case Byte.backslash: try escape()
            default:
                throw failure(
                    "a control character (\(Byte.shown(bytes[position]))) in a string must be escaped", at: position)
            }
            copied = position
            position = plainRun(from: position).end
        }
        throw unclosed(start - 1)
    }

    /// Steps over the escape at `position` and puts what it means on `scratch`.
    private mutating func escape() throws(JSONError) {
        let start = position
        position += 2
        guard start + 1 < bytes.count else { throw ended("an escape") }
        switch bytes[start + 1] {
        case Byte.quote: scratch.append(Byte.quote)
        case Byte.backslash: scratch.append(Byte.backslash)
        case Byte.slash: scratch.append(Byte.slash)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(Byte.lineFeed)
        case UInt8(ascii: "r"): scratch.append(Byte.carriageReturn)
        case UInt8(ascii: "t"): scratch.append(Byte.tab)
        case UInt8(ascii: "u"):
            guard let scalar = Unicode.Scalar(try escapedScalar(from: start)) else {
                throw failure("an escaped surrogate without its other half", at: start)
            }
            scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw failure("an unknown escape", at: start)
        }
    }

    /// The number of the scalar that the `\u` at `start` begins, with a second `\u` where the first is a high surrogate.
    private mutating func escapedScalar(from start: Int) throws(JSONError) -> UInt32 {
        let first = try fourDigits(from: start)
        guard 0xD800...0xDBFF ~= first, take(Byte.backslash) else { return first }
        guard take(UInt8(ascii: "u")) else { return first }
        let second = try fourDigits(from: position - 2)
        guard 0xDC00...0xDFFF ~= second else { return first }
        return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }

    /// The four hexadecimal digits at `position`, of the escape at `start`.
    private mutating func fourDigits(from start: Int) throws(JSONError) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw failure("`\\u` needs four hexadecimal digits", at: start)
            }
            number = number << 4 | UInt32(digit)
            position += 1
        }
        return number
    }

    /// The offset of the first quote, backslash or control character at or after `start`, or of the end, and whether every byte
    /// before it is ASCII; where it is told that they are not, that may be about up to seven bytes after it.
    @inline(__always)
    private func plainRun(from start: Int) -> (end: Int, isASCII: Bool) {
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = start
        var seen: UInt64 = 0
        while offset + 8 <= raw.count {
            let word = EightBytes.load(raw, at: offset)
            seen |= word
            let special = EightBytes.quoteBackslashOrControl(word)
            if special != 0 { return (offset + special.trailingZeroBitCount / 8, EightBytes.areASCII(seen)) }
            offset += 8
        }
        while offset < raw.count {
            let byte = raw[offset]
            if byte < Byte.space || byte == Byte.quote || byte == Byte.backslash { break }
            seen |= UInt64(byte)
            offset += 1
        }
        return (offset, EightBytes.areASCII(seen))
    }

    @inline(never)
    private func unclosed(_ quote: Int) -> JSONError { failure("the string that begins here is not closed", at: quote) }

    @inline(never)
    private func invalidUTF8(in range: Range<Int>) -> JSONError {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes[range].makeIterator()
        var offset = range.lowerBound
        while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
        return failure("the text is not valid UTF-8 here", at: offset)
    }
}
