/// Base64 of RFC 4648 in its two alphabets.
package enum Base64: Sendable {
    /// With `+` and `/`.
    case standard
    /// With `-` and `_`, as JSON Web Tokens have it.
    case url

    private var alphabet: [UInt8] {
        let common = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        return common + (self == .standard ? Array("+/".utf8) : Array("-_".utf8))
    }

    /// The bytes in this alphabet, without padding.
    package func encode(_ bytes: some Sequence<UInt8>) -> String {
        let alphabet = alphabet
        var encoded: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 6 {
                count -= 6
                encoded.append(alphabet[bits >> count & 0x3F])
            }
        }
        if count > 0 { encoded.append(alphabet[bits << (6 - count) & 0x3F]) }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The bytes of a text without padding; nothing for any other character, an impossible length, or stray bits at the end.
    package func decode(_ text: some StringProtocol) -> [UInt8]? {
        let alphabet = alphabet
        var bytes: [UInt8] = []
        var (bits, count) = (0, 0)
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = (bits << 6 | value) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        guard count < 6, bits & ((1 << count) - 1) == 0 else { return nil }
        return bytes
    }
}
