/// What the modules use of swift-crypto, without its strength: only the fuzzers are built with it.
public struct SHA256 {
    private var first: UInt64 = 0x6A09_E667_F3BC_C908
    private var second: UInt64 = 0xBB67_AE85_84CA_A73B

    public init() {}

    public mutating func update(bufferPointer bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            second = (second &+ UInt64(byte) &+ 1) &* 0x9E37_79B9_7F4A_7C15
            second ^= second >> 29
        }
    }

    /// 32 bytes of which each depends on all that was given.
    public func finalize() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for part in 0..<4 {
            var word = (first &+ UInt64(part)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 31) ^ second) &* 0x94D0_49BB_1331_11EB
            word ^= word >> 32
            for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (place * 8))) }
        }
        return bytes
    }
}

public enum Curve25519 {
    public enum Signing {
        public struct PrivateKey {
            public let rawRepresentation: [UInt8]

            public init(rawRepresentation: [UInt8]) throws { self.rawRepresentation = rawRepresentation }

            public var publicKey: PrivateKey { self }

            public func signature(for data: [UInt8]) throws -> [UInt8] { data }
        }
    }
}
