/// How a string is written: in quotes, with the escapes that it needs.
enum JSONText {
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(Byte.quote)
        // Without a copy of the string, which is counted, where that is possible.
        if text.utf8.withContiguousStorageIfAvailable({ append($0, to: &bytes) }) == nil {
            var text = text
            text.withUTF8 { append($0, to: &bytes) }
        }
        bytes.append(Byte.quote)
    }

    private static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        let raw = UnsafeRawBufferPointer(source)
        var copied = 0
        var offset = 0
        while offset < source.count {
            if offset + 8 <= source.count, EightBytes.needNoEscape(EightBytes.load(raw, at: offset)) {
                offset += 8
                continue
            }
            let byte = source[offset]
            if byte >= Byte.space, byte < Byte.delete, byte != Byte.quote, byte != Byte.backslash {
                offset += 1
                continue
            }
            let (scalar, length) = scalar(at: offset, of: source)
            if mustEscape(scalar) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied..<offset]))
                appendEscape(of: scalar, to: &bytes)
                copied = offset + length
            }
            offset += length
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied...]))
    }

    /// The scalar at `offset` of valid UTF-8, and its length in bytes; one of four bytes is never escaped and reads as 0xFFFF.
    private static func scalar(at offset: Int, of source: UnsafeBufferPointer<UInt8>) -> (UInt16, length: Int) {
        let first = source[offset]
        switch first {
        case 0..<0x80: return (UInt16(first), 1)
        case 0x80..<0xE0: return (UInt16(first & 0x1F) << 6 | UInt16(source[offset + 1] & 0x3F), 2)
        case 0xE0..<0xF0:
            let low = UInt16(source[offset + 1] & 0x3F) << 6 | UInt16(source[offset + 2] & 0x3F)
            return (UInt16(first & 0x0F) << 12 | low, 3)
        default: return (0xFFFF, 4)
        }
    }

    private static func mustEscape(_ scalar: UInt16) -> Bool {
        switch scalar {
        case 0..<0x20, 0x22, 0x5C, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func appendEscape(of scalar: UInt16, to bytes: inout [UInt8]) {
        bytes.append(Byte.backslash)
        switch scalar {
        case 0x22: bytes.append(Byte.quote)
        case 0x5C: bytes.append(Byte.backslash)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            bytes.append(UInt8(ascii: "u"))
            for shift in [12, 8, 4, 0] { bytes.append(hexDigit(scalar >> shift & 0xF)) }
        }
    }

    private static func hexDigit(_ value: UInt16) -> UInt8 {
        UInt8(truncatingIfNeeded: value) + (value < 10 ? Byte.zero : UInt8(ascii: "a") - 10)
    }
}
