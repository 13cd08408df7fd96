import Calendars
import Testing

@Suite struct InstantTests {
    @Test(
        "an RFC 3339 date-time is read as its instant, which is written in UTC",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"),
            ("1969-12-31T23:59:59Z", -1, 0, "1969-12-31T23:59:59Z"),
            ("2027-01-30T04:59:59Z", 1_801_285_199, 0, "2027-01-30T04:59:59Z"),
            ("2027-01-29T23:59:59-05:00", 1_801_285_199, 0, "2027-01-30T04:59:59Z"),
            ("2027-01-30T10:29:59+05:30", 1_801_285_199, 0, "2027-01-30T04:59:59Z"),
            ("2027-01-30t04:59:59z", 1_801_285_199, 0, "2027-01-30T04:59:59Z"),
            ("2027-01-30T04:59:59+00:00", 1_801_285_199, 0, "2027-01-30T04:59:59Z"),
            ("2027-01-30T04:59:59-00:00", 1_801_285_199, 0, "2027-01-30T04:59:59Z"),
            ("2027-01-31T04:58:59+23:59", 1_801_285_199, 0, "2027-01-30T04:59:59Z"),
            ("2027-01-29T05:00:59-23:59", 1_801_285_199, 0, "2027-01-30T04:59:59Z"),
            ("2024-02-29T00:00:00Z", 1_709_164_800, 0, "2024-02-29T00:00:00Z"),
            ("2000-01-01T00:00:00.5Z", 946_684_800, 500_000_000, "2000-01-01T00:00:00.500Z"),
            ("2000-01-01T00:00:00.120Z", 946_684_800, 120_000_000, "2000-01-01T00:00:00.120Z"),
            ("2000-01-01T00:00:00.0001Z", 946_684_800, 100_000, "2000-01-01T00:00:00.000100Z"),
            ("2000-01-01T00:00:00.123456Z", 946_684_800, 123_456_000, "2000-01-01T00:00:00.123456Z"),
            ("2000-01-01T00:00:00.000000001+01:00", 946_681_200, 1, "1999-12-31T23:00:00.000000001Z"),
            ("2000-01-01T00:00:00.000Z", 946_684_800, 0, "2000-01-01T00:00:00Z"),
            ("1969-12-31T23:59:59.25Z", -1, 250_000_000, "1969-12-31T23:59:59.250Z"),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0, "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", 253_402_300_799, 0, "9999-12-31T23:59:59Z"),
            ("0001-01-01T00:00:00-01:00", -62_135_593_200, 0, "0001-01-01T01:00:00Z"),
        ])
    func reads(text: String, seconds: Int, nanoseconds: Int, written: String) throws {
        let instant = try #require(Instant(rfc3339: text))
        #expect(instant == Instant(seconds: seconds, nanoseconds: nanoseconds))
        #expect(instant.rfc3339 == written)
        #expect(Instant(rfc3339: written) == instant)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "Z", "now", "2027-01-30", "2027-01-30T04:59:59", "2027-01-30T04:59Z", "2027-01-30 04:59:59Z",
            "2027-01-30_04:59:59Z", "2027-01-3004:59:59Z", "2027-01-30T04:59:59 Z", "2027-01-30T04:59:59z ",
            " 2027-01-30T04:59:59Z",
            "2027-01-30T04:59:59Z\n", "2027-01-30T04:59:59ZZ", "2027-01-30T04:59:59UTC", "2027-01-30T04:59:59+0500",
            "2027-01-30T04:59:59+05", "2027-01-30T04:59:59+5:00", "2027-01-30T04:59:59+05:60",
            "2027-01-30T04:59:59+24:00",
            "2027-01-30T04:59:59+05:00:00", "2027-01-30T04:59:59\u{2212}05:00", "2027-01-30T04:59:59-",
            "2027-01-30T24:00:00Z",
            "2027-01-30T04:60:00Z", "2016-12-31T23:59:60Z", "2027-01-30T04:59:61Z", "2027-02-29T00:00:00Z",
            "2027-13-01T00:00:00Z", "2027-00-01T00:00:00Z", "2027-01-32T00:00:00Z", "2027-01-00T00:00:00Z",
            "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01", "2027-1-30T04:59:59Z", "27-01-30T04:59:59Z", "20270130T045959Z",
            "2027-01-30T4:59:59Z",
            "2027-01-30T04:59:59.Z", "2027-01-30T04:59:59,5Z", "2027-01-30T04:59:59.1234567890Z",
            "2027-01-30T04:59:59.-1Z",
            "2027-01-30T04:59:59.5", "2027-W04-6T00:00:00Z", "2027-030T00:00:00Z", "2027-01-30T04:59:59Z[UTC]",
            "1801285199", "２０２７-01-30T04:59:59Z", "2027-01-30T04:59:59.\u{665}Z",
        ])
    func refuses(text: String) { #expect(Instant(rfc3339: text) == nil) }

    @Test("whole seconds between instants leave the started second out, in both directions")
    func wholeSeconds() {
        let start = Instant(seconds: 100, nanoseconds: 500_000_000)
        #expect(Instant(seconds: 103, nanoseconds: 500_000_000).wholeSeconds(since: start) == 3)
        #expect(Instant(seconds: 103, nanoseconds: 499_999_999).wholeSeconds(since: start) == 2)
        #expect(Instant(seconds: 101, nanoseconds: 0).wholeSeconds(since: start) == 0)
        #expect(start.wholeSeconds(since: start) == 0)
        #expect(Instant(seconds: 100, nanoseconds: 0).wholeSeconds(since: start) == 0)
        #expect(start.wholeSeconds(since: Instant(seconds: 103, nanoseconds: 500_000_000)) == -3)
        #expect(start.wholeSeconds(since: Instant(seconds: 103, nanoseconds: 499_999_999)) == -2)
    }

    @Test("instants far from any calendar are still written")
    func farAway() {
        #expect(Instant(seconds: 253_402_300_800).rfc3339 == "10000-01-01T00:00:00Z")
        #expect(Instant(seconds: .max).rfc3339.hasSuffix("Z"))
        #expect(Instant(seconds: .min).rfc3339.hasPrefix("-"))
    }

    @Test("the fraction orders instants of one second")
    func ordered() {
        #expect(Instant(seconds: 1, nanoseconds: 1) > Instant(seconds: 1))
        #expect(Instant(seconds: 2) > Instant(seconds: 1, nanoseconds: 999_999_999))
        #expect(Instant(seconds: 1, nanoseconds: 5).adding(seconds: -2) == Instant(seconds: -1, nanoseconds: 5))
    }
}
