import Calendars
import Testing

@Suite struct CalendarDurationTests {
    @Test(
        "a duration is calendar days and exact seconds, written back in ISO 8601",
        arguments: [
            ("14d", 14, 0, "P14D"), ("1d", 1, 0, "P1D"), ("2w", 14, 0, "P14D"), ("P14D", 14, 0, "P14D"),
            ("P2W", 14, 0, "P14D"),
            ("36h", 0, 129_600, "PT36H"), ("PT36H", 0, 129_600, "PT36H"), ("24h", 0, 86_400, "PT24H"),
            ("120s", 0, 120, "PT2M"),
            ("90min", 0, 5400, "PT1H30M"), ("PT90M", 0, 5400, "PT1H30M"), ("PT1S", 0, 1, "PT1S"),
            ("P1DT12H", 1, 43_200, "P1DT12H"),
            ("PT1H1M1S", 0, 3661, "PT1H1M1S"), ("PT1H1S", 0, 3601, "PT1H1S"), ("P0DT5H", 0, 18_000, "PT5H"),
            ("007d", 7, 0, "P7D"), ("3650d", 3650, 0, "P3650D"), ("521w", 3647, 0, "P3647D"),
            ("87600h", 0, 315_360_000, "PT87600H"),
            ("P3649DT24H", 3649, 86_400, "P3649DT24H"),
        ])
    func reads(text: String, days: Int, seconds: Int, written: String) throws {
        let duration = try #require(CalendarDuration(text))
        #expect(duration.days == days)
        #expect(duration.seconds == seconds)
        #expect(duration.description == written)
        #expect(CalendarDuration(written) == duration)
    }

    @Test(
        "what is no duration, no time, too long, or has months is refused",
        arguments: [
            "", "d", "14", "14D", "14 d", " 14d", "14d ", "+14d", "-14d", "1.5d", "1,5d", "14days", "14dd", "1d12h",
            "1w2d",
            "3m", "1mo", "1mi", "90mins", "1M", "1y", "2W", "36H", "0d", "0w", "0s", "00000000d", "3651d", "522w",
            "87601h", "315360001s",
            "999999999w", "9999999999d", "99999999999999999999999999d", "１４d", "\u{661}d",
            "P", "PT", "P14", "14P", "p14d", "P14d", "P1M", "P1Y", "P1Y2D", "P1M1D", "P0D", "PT0S", "P0W", "P0DT0H",
            "P1DT", "PT1D",
            "P1H", "P1D12H", "P1WT1H", "P1W1D", "P1D1W", "PT1M1H", "PT1S1M", "PT1H1H", "PT1.5H", "P-1D", "-P1D", "+P1D",
            "P+1D",
            "P 1D", "P1DT12", "P3650DT1S", "P3651D", "PT1W", "P1D ", "P1D\n", "P00-00-01", "P1DT12HZ", "fortnight",
        ])
    func refuses(text: String) { #expect(CalendarDuration(text) == nil) }
}
