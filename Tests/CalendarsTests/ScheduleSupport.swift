import Calendars
import Testing

/// Equal seeds give equal draws (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

func dateTime(_ text: String) throws -> CivilDateTime { try #require(CivilDateTime(text)) }

func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

func zone(_ identifier: String) throws -> Zone { try #require(Zone(identifier: identifier)) }

extension CivilDateTime {
    var utc: Instant { Zone.utc.instant(of: self) }
}

extension Schedule {
    /// All its periods, or the first of them.
    func first(_ count: Int) -> [Period] {
        periods(opening: Instant(seconds: -62_135_596_800)..<Instant(seconds: 253_402_300_800), limit: count)
    }
}
