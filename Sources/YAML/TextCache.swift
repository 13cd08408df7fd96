/// Makes strings of libyaml's bytes, and gives one that it made lately again: manifests say the same field names and
/// identifiers thousands of times, and a string of more than 15 bytes is an allocation.
struct TextCache {
    private var recent = [String](repeating: "", count: 64)
    private static let cachedLengths = 16...64

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard Self.cachedLengths ~= bytes.count else { return String(decoding: bytes, as: UTF8.self) }
        let raw = UnsafeRawBufferPointer(bytes)
        let slot = Self.slot(raw)
        if Self.isEqual(recent[slot], raw) { return recent[slot] }
        let text = String(decoding: bytes, as: UTF8.self)
        recent[slot] = text
        return text
    }

    /// Mixes the length with the first, middle and last eight bytes.
    private static func slot(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = bytes.count
        var mixed = UInt64(count)
        mixed = (mixed ^ word(bytes, 0)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ word(bytes, count / 2 - 4)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 32) ^ word(bytes, count - 8)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 58)
    }

    private static func isEqual(_ text: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard text.utf8.count == bytes.count else { return false }
        return text.utf8.withContiguousStorageIfAvailable { storage in
            let other = UnsafeRawBufferPointer(storage)
            var offset = 0
            while offset < bytes.count - 8 {
                if word(bytes, offset) != word(other, offset) { return false }
                offset += 8
            }
            return word(bytes, bytes.count - 8) == word(other, bytes.count - 8)
        } ?? false
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
