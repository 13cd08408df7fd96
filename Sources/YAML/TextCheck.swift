/// What is wrong with the bytes of a file before YAML is asked.
struct TextFault: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// The first byte of a sequence that is no character.
        case invalidUTF8(UInt8)
        /// A byte order mark of UTF-16 at the start.
        case utf16
        /// A character that YAML forbids (YAML 1.2.2, section 5.1).
        case forbidden(Unicode.Scalar)
        /// More `%TAG` lines before a document than libyaml reads in reasonable time: each is compared with all others.
        case tooManyTagDirectives
    }

    var kind: Kind
    var offset: Int
}

/// The first look at a file's bytes: where its text begins, whether it is plain ASCII, and its first fault.
struct TextCheck: Sendable {
    static let maxTagDirectives = 64

    /// The bytes of a UTF-8 byte order mark, which are no part of the text.
    private(set) var markLength = 0
    private(set) var isASCII = true
    /// Whether there is NEL, LS or PS, where YAML 1.1 and libyaml end lines, and editors don't.
    private(set) var hasOtherLineEnds = false
    private(set) var fault: TextFault?
    /// The last line up to the fault or the end: its number from 1 and its first byte.
    private(set) var lastLine = (number: 1, offset: 0)
    private var tagDirectives = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            fault = TextFault(kind: .utf16, offset: 0)
            return
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { markLength = 3 }
        var offset = markLength
        lastLine.offset = offset
        noteDirective(at: offset, in: bytes)
        while offset < bytes.count, fault == nil {
            if Self.isPrintableWord(at: offset, in: bytes) {
                offset += 8
                continue
            }
            let byte = bytes[offset]
            if 0x20...0x7E ~= byte {
                offset += 1
            } else if byte == 0x0A || byte == 0x0D {
                offset += 1
                if byte == 0x0D, offset < bytes.count, bytes[offset] == 0x0A { continue }
                lastLine = (lastLine.number + 1, offset)
                noteDirective(at: offset, in: bytes)
            } else if byte == 0x09 {
                offset += 1
            } else if byte < 0x80 {
                fault = TextFault(kind: .forbidden(Unicode.Scalar(byte)), offset: offset)
            } else {
                isASCII = false
                offset += readCharacter(at: offset, in: bytes)
            }
        }
    }

    /// Whether the next eight bytes are all printable ASCII, as most are.
    private static func isPrintableWord(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard offset + 8 <= bytes.count else { return false }
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let below20 = word &- 0x2020_2020_2020_2020
        let above7E = word &+ 0x0101_0101_0101_0101
        return (word | below20 | above7E) & 0x8080_8080_8080_8080 == 0
    }

    /// Counts the `%TAG` lines since the last document marker.
    private mutating func noteDirective(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        guard offset < bytes.count else { return }
        switch bytes[offset] {
        case UInt8(ascii: "%") where bytes[offset...].starts(with: "%TAG".utf8):
            tagDirectives += 1
            if tagDirectives > Self.maxTagDirectives {
                fault = TextFault(kind: .tooManyTagDirectives, offset: offset)
            }
        case UInt8(ascii: "-") where bytes[offset...].starts(with: "---".utf8): tagDirectives = 0
        default: break
        }
    }

    /// The length of the character beyond ASCII at `offset`; notes the fault if there is none or a forbidden one.
    private mutating func readCharacter(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let lead = bytes[offset]
        let (length, least): (Int, UInt32) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80)
            case 0xE0...0xEF: (3, 0x800)
            case 0xF0...0xF4: (4, 0x10000)
            default: (0, 0)
            }
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        var isValid = length > 0 && offset + length <= bytes.count
        if isValid {
            for next in bytes[(offset + 1)..<(offset + length)] {
                if next & 0xC0 != 0x80 { isValid = false }
                value = value << 6 | UInt32(next & 0x3F)
            }
        }
        guard isValid, value >= least, let scalar = Unicode.Scalar(value) else {
            fault = TextFault(kind: .invalidUTF8(lead), offset: offset)
            return 0
        }
        switch value {
        case 0x85, 0x2028, 0x2029: hasOtherLineEnds = true
        case 0x80..<0x85, 0x86..<0xA0, 0xFFFE, 0xFFFF: fault = TextFault(kind: .forbidden(scalar), offset: offset)
        default: break
        }
        return length
    }
}
