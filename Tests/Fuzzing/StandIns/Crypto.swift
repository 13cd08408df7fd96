/// What the modules use of swift-crypto, without its strength: only the fuzzers are built with it.
public struct SHA256 {
    private var state: [UInt64] = [0x6A09_E667_F3BC_C908, 0xBB67_AE85_84CA_A73B]

    public init() {}

    public mutating func update(bufferPointer bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            state[0] = (state[0] ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            state[1] = (state[1] &+ UInt64(byte) &+ 1) &* 0x9E37_79B9_7F4A_7C15
            state[1] ^= state[1] >> 29
        }
    }

    /// 32 bytes of which each depends on all that was given.
    public func finalize() -> [UInt8] {
        (0..<4).flatMap { part in
            var word = (state[0] &+ UInt64(part)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 31) ^ state[1]) &* 0x94D0_49BB_1331_11EB
            word ^= word >> 32
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
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
