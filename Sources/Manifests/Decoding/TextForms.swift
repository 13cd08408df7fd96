/// A protobuf duration as JSON writes it: seconds, at most nine digits behind a point, and `s`.
enum ProtobufDuration {
    static func isValid(_ text: String) -> Bool {
        guard text.hasSuffix("s") else { return false }
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else {
            return false
        }
        return parts[0].count <= 12 && (parts.count == 1 || parts[1].count <= 9)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension String {
    /// Whether there is nothing but white space.
    var isOnlyWhitespace: Bool {
        if let first = utf8.first, 0x21...0x7E ~= first { return false }
        return allSatisfy(\.isWhitespace)
    }

    /// Whether a character of it is white space.
    var hasWhitespace: Bool {
        // Bytes tell it of plain texts, which most are.
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.contains { $0 == 0x20 || 0x09...0x0D ~= $0 } }
        return contains(where: \.isWhitespace)
    }
}
