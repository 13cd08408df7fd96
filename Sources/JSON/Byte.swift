/// The bytes that have a meaning in JSON.
enum Byte {
    static var tab: UInt8 { 0x09 }
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }
    static var space: UInt8 { 0x20 }
    static var quote: UInt8 { 0x22 }
    static var plus: UInt8 { 0x2B }
    static var comma: UInt8 { 0x2C }
    static var minus: UInt8 { 0x2D }
    static var point: UInt8 { 0x2E }
    static var slash: UInt8 { 0x2F }
    static var zero: UInt8 { 0x30 }
    static var nine: UInt8 { 0x39 }
    static var colon: UInt8 { 0x3A }
    static var openBracket: UInt8 { 0x5B }
    static var backslash: UInt8 { 0x5C }
    static var closeBracket: UInt8 { 0x5D }
    static var openBrace: UInt8 { 0x7B }
    static var closeBrace: UInt8 { 0x7D }
    static var delete: UInt8 { 0x7F }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }
    static func isExponentMark(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "e") }
    /// Whether the byte is one of a scalar's later bytes in UTF-8.
    static func continuesScalar(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// The byte as an error shows it: itself between backticks where it prints, else its number.
    static func shown(_ byte: UInt8) -> String {
        if byte > space, byte < delete { return "`\(Character(Unicode.Scalar(byte)))`" }
        let digits = String(byte, radix: 16, uppercase: true)
        return "byte 0x\(digits.count < 2 ? "0" : "")\(digits)"
    }
}
