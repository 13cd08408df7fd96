/// The written form of a UUID: 8-4-4-4-12 hexadecimal digits.
package enum UUIDText {
    /// In either case.
    package static func isValid(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        var text = text
        return text.withUTF8 { bytes in
            bytes.indices.allSatisfy { place in
                switch place {
                case 8, 13, 18, 23: bytes[place] == UInt8(ascii: "-")
                default: isHexDigit(bytes[place])
                }
            }
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
