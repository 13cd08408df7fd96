/// Eight bytes of text looked at together, the first in the lowest place.
enum EightBytes {
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var topBits: UInt64 { 0x8080_8080_8080_8080 }

    @inline(__always)
    static func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always)
    static func areASCII(_ word: UInt64) -> Bool { word & topBits == 0 }

    /// Zero if no byte is a quote, a backslash or less than a space; else its lowest bit is the top bit of the first that is.
    /// (Bits above that one mean nothing: a byte that is found borrows from the next.)
    @inline(__always)
    static func quoteBackslashOrControl(_ word: UInt64) -> UInt64 {
        let quotes = zeros(word ^ (ones &* UInt64(Byte.quote)))
        let backslashes = zeros(word ^ (ones &* UInt64(Byte.backslash)))
        let controls = (word &- ones &* UInt64(Byte.space)) & ~word
        return (quotes | backslashes | controls) & topBits
    }

    /// Whether every byte is printable ASCII, or a space, that a string may hold as it is.
    @inline(__always)
    static func needNoEscape(_ word: UInt64) -> Bool {
        let deletes = zeros(word ^ (ones &* UInt64(Byte.delete)))
        return (quoteBackslashOrControl(word) | deletes & topBits) == 0 && areASCII(word)
    }

    /// Whether no byte is DEL. (A byte after one that is found may be taken for one, so `false` is no proof.)
    @inline(__always)
    static func lackDelete(_ word: UInt64) -> Bool { zeros(word ^ (ones &* UInt64(Byte.delete))) & topBits == 0 }

    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
}
