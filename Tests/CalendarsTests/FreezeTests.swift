import Calendars
import Testing

@Suite struct FreezeTests {
    @Test(
        "an opening moves out of all freezes, to the same time of the first day that has none",
        arguments: [
            ("2027-12-14T09:00", "2027-12-14T09:00", ""), ("2027-12-15T00:00", "2028-01-04T00:00", "close"),
            ("2028-01-03T23:59", "2028-01-04T23:59", "close"), ("2028-01-04T00:00", "2028-01-04T00:00", ""),
            // Three that follow or overlap each other.
            ("2027-03-05T09:00", "2027-03-21T09:00", "a b c"), ("2027-03-19T09:00", "2027-03-21T09:00", "c"),
            // 02:30 is skipped on the day on which it could open.
            ("2027-03-27T02:30", "2027-03-28T03:30", "clocks"), ("2027-06-01T09:00", "2027-06-01T09:00", ""),
            ("2030-01-01T09:00", "2040-01-01T09:00", "long"),
        ])
    func moves(opening: String, moved: String, reasons: String) throws {
        let berlin = try zone("Europe/Berlin")
        let windows = try windows(in: berlin)
        let thaw = windows.thaw(berlin.instant(of: try dateTime(opening)), in: berlin)
        #expect(berlin.civil(at: thaw.opening) == (try dateTime(moved)))
        #expect(thaw.movedBy.map(\.reason).joined(separator: " ") == reasons)
    }

    @Test("the freeze's days are the project's, and the time of day that stays is the schedule's")
    func otherZone() throws {
        let (berlin, newYork) = (try zone("Europe/Berlin"), try zone("America/New_York"))
        // 20:00 in New York is 02:00 of the next day in Berlin, where the freeze ends at 00:00, 18:00 in New York.
        let thaw = try windows(in: berlin).thaw(newYork.instant(of: try dateTime("2028-01-02T20:00")), in: newYork)
        #expect(newYork.civil(at: thaw.opening) == (try dateTime("2028-01-03T20:00")))
        let early = try windows(in: berlin).thaw(newYork.instant(of: try dateTime("2028-01-02T09:00")), in: newYork)
        #expect(newYork.civil(at: early.opening) == (try dateTime("2028-01-04T09:00")))
    }

    private func windows(in zone: Zone) throws -> FreezeWindows {
        let freezes = [
            ("2027-03-11", "2027-03-20", "c"), ("2027-03-01", "2027-03-10", "a"), ("2027-03-08", "2027-03-15", "b"),
            ("2027-12-15", "2028-01-03", "close"), ("2027-03-27", "2027-03-27", "clocks"),
            ("2027-06-05", "2027-05-01", "backwards"), ("2030-01-01", "2039-12-31", "long"),
        ]
        return FreezeWindows(
            try freezes.map { Freeze(from: try date($0.0), to: try date($0.1), reason: $0.2) }, in: zone)
    }
}
