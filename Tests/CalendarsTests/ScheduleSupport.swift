import Calendars
import Testing

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
