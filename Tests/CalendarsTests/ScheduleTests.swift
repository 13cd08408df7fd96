import Calendars
import Support
import Testing

/// Openings worked out by hand.
@Suite struct ScheduleTests {
    @Test(
        "a cadence opens on the day of the first opening, and its keys are those of the nominal days",
        arguments: [
            ("month", "2027-01-31T09:00", ["2027-01 2027-01-31", "2027-02 2027-02-28", "2027-03 2027-03-31"]),
            ("month", "2028-01-30T09:00", ["2028-01 2028-01-30", "2028-02 2028-02-29", "2028-03 2028-03-30"]),
            ("month", "2027-11-15T09:00", ["2027-11 2027-11-15", "2027-12 2027-12-15", "2028-01 2028-01-15"]),
            ("quarter", "2026-11-30T09:00", ["2026-Q4 2026-11-30", "2027-Q1 2027-02-28", "2027-Q2 2027-05-30"]),
            ("half-year", "2027-08-31T09:00", ["2027-H2 2027-08-31", "2028-H1 2028-02-29", "2028-H2 2028-08-31"]),
            (
                "year", "2028-02-29T09:00",
                [
                    "2028 2028-02-29", "2029 2029-02-28", "2030 2030-02-28", "2031 2031-02-28", "2032 2032-02-29",
                ]
            ),
            // 2026 has 53 weeks, and 3 January 2027 is a Sunday.
            ("week", "2026-12-20T09:00", ["2026-W51 2026-12-20", "2026-W52 2026-12-27", "2026-W53 2027-01-03"]),
            ("week", "2026-12-28T09:00", ["2026-W53 2026-12-28", "2027-W01 2027-01-04", "2027-W02 2027-01-11"]),
            // 30 December 2024 is a Monday, of a week that is mostly in 2025.
            ("week", "2024-12-23T09:00", ["2024-W52 2024-12-23", "2025-W01 2024-12-30", "2025-W02 2025-01-06"]),
        ])
    func clamped(cadence: String, start: String, openings: [String]) throws {
        let schedule = try every(cadence, start: start)
        #expect(schedule.first(openings.count).map { "\($0.key) \($0.localOpening.date)" } == openings)
    }

    @Test("a day that a month lacks is left out where that is wanted, and the period before lasts until the next")
    func skipped() throws {
        var schedule = try every("month", start: "2027-01-31T09:00")
        schedule.overflow = .skip
        let periods = schedule.first(4)
        #expect(periods.map(\.key) == ["2027-01", "2027-03", "2027-05", "2027-07"])
        #expect(try periods.at(0).next == periods.at(1).opening)
        schedule.end = .count(2)
        #expect(schedule.first(9).map(\.key) == ["2027-01", "2027-03"])
        let from = try instant("2027-02-01T00:00:00Z")
        #expect(
            schedule.periods(opening: from..<from.adding(seconds: 400 * 86_400), limit: 9).map(\.key) == ["2027-03"])
        schedule.recurrence = .every(.year)
        schedule.start = try dateTime("2096-02-29T09:00")
        schedule.end = .never
        #expect(schedule.first(3).map(\.key) == ["2096", "2104", "2108"])
    }

    @Test(
        "a fiscal year is named by the year in which it ends",
        arguments: [
            ("quarter", 2, "2027-01-04T09:00", ["FY2027-Q4", "FY2028-Q1", "FY2028-Q2"]),
            ("quarter", 2, "2027-02-01T09:00", ["FY2028-Q1", "FY2028-Q2", "FY2028-Q3"]),
            ("quarter", 10, "2026-09-30T09:00", ["FY2026-Q4", "FY2027-Q1", "FY2027-Q2"]),
            ("half-year", 7, "2027-06-30T09:00", ["FY2027-H2", "FY2028-H1", "FY2028-H2"]),
            ("year", 4, "2027-03-31T09:00", ["FY2027", "FY2028"]), ("year", 4, "2027-04-01T09:00", ["FY2028"]),
            ("month", 4, "2027-12-01T09:00", ["2027-12", "2028-01"]), ("week", 4, "2027-01-04T09:00", ["2027-W01"]),
        ])
    func fiscalYears(cadence: String, month: Int, start: String, keys: [String]) throws {
        var schedule = try every(cadence, start: start)
        schedule.fiscalYearStart = month
        #expect(schedule.first(keys.count).map(\.key) == keys)
    }

    @Test(
        "clocks that change move no opening but one that they skip",
        arguments: [
            (
                "America/New_York", "2027-03-07T02:30",
                ["2027-03-07T07:30:00Z 02:30", "2027-03-14T07:30:00Z 03:30", "2027-03-21T06:30:00Z 02:30"]
            ),
            ("America/New_York", "2027-10-31T01:30", ["2027-10-31T05:30:00Z 01:30", "2027-11-07T05:30:00Z 01:30"]),
            ("Europe/Berlin", "2027-03-21T02:15", ["2027-03-21T01:15:00Z 02:15", "2027-03-28T01:15:00Z 03:15"]),
            ("Europe/Berlin", "2027-10-31T02:30", ["2027-10-31T00:30:00Z 02:30", "2027-11-07T01:30:00Z 02:30"]),
            // The Friday that Samoa did not have.
            ("Pacific/Apia", "2011-12-23T12:00", ["2011-12-23T22:00:00Z 12:00", "2011-12-30T22:00:00Z 12:00"]),
        ])
    func clocks(name: String, start: String, openings: [String]) throws {
        let periods = try every("week", start: start, name).first(openings.count)
        #expect(periods.map { "\($0.opening.rfc3339) \($0.localOpening.description.suffix(5))" } == openings)
    }

    @Test("a day that the zone skipped has no opening of its own where the next day has one")
    func skippedDay() throws {
        let schedule = Schedule(
            .rule(try RecurrenceRule("FREQ=DAILY")), start: try dateTime("2011-12-29T12:00"),
            zone: try zone("Pacific/Apia"))
        #expect(schedule.first(3).map(\.key) == ["2011-12-29", "2011-12-31", "2012-01-01"])
    }

    @Test("the last period of a schedule covers the time to what would be the next opening")
    func ends() throws {
        var schedule = try every("quarter", start: "2027-01-04T09:00")
        let all = schedule.first(9)
        schedule.end = .until(try date("2027-07-04"))
        #expect(schedule.first(9) == Array(all.prefix(3)))
        #expect(try schedule.first(9).last?.next == all.at(3).opening)
        schedule.end = .until(try date("2027-07-03"))
        #expect(schedule.first(9).count == 2)
        schedule.end = .count(3)
        #expect(schedule.first(9) == Array(all.prefix(3)))
        #expect(try schedule.next(after: all.at(1).opening) == all.at(2))
        #expect(try schedule.next(after: all.at(2).opening) == nil)
        #expect(try schedule.latest(openingAtOrBefore: all.at(8).opening) == all.at(2))
        #expect(try schedule.latest(openingAtOrBefore: all.at(2).opening) == all.at(2))
        #expect(try schedule.latest(openingAtOrBefore: all.at(2).opening.adding(seconds: -1)) == all.at(1))
        #expect(try schedule.latest(openingAtOrBefore: all.at(0).opening.adding(seconds: -1)) == nil)
        #expect(try schedule.firstPeriod == all.at(0))
        let last = try every("year", start: "9999-05-01T09:00").first(9)
        #expect(try last.map(\.key) == ["9999"] && last.at(0).next == nil)
    }

    @Test("a window has what all periods have there, under keys that no other has, and each covers up to the next")
    func windows() throws {
        var random = SeededGenerator(seed: 1)
        let rules = ["FREQ=DAILY;INTERVAL=17", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR", "FREQ=MONTHLY;BYDAY=-1FR"]
        for _ in 0..<300 {
            let cadences = Schedule.Cadence.allCases.map { Schedule.Recurrence.every($0) }
            let recurrences = try cadences + rules.map { .rule(try RecurrenceRule($0)) }
            let start = CivilDate(dayNumber: Int.random(in: 18_000..<25_000, using: &random))
            let name = ["UTC", "America/New_York", "Australia/Lord_Howe"].randomElement(using: &random) ?? "UTC"
            let hour = ["00", "02", "23"].randomElement(using: &random) ?? "00"
            var schedule = Schedule(
                try #require(recurrences.randomElement(using: &random)), start: try dateTime("\(start)T\(hour):30"),
                zone: try zone(name), fiscalYearStart: Int.random(in: 1...12, using: &random),
                overflow: Bool.random(using: &random) ? .clamp : .skip)
            schedule.end =
                [
                    .never, .count(Int.random(in: 1...100, using: &random)),
                    .until(start.adding(days: Int.random(in: 0...4000, using: &random))),
                ].randomElement(using: &random) ?? .never
            let all = schedule.first(120)
            #expect(Set(all.map(\.key)).count == all.count)
            #expect(zip(all, all.dropFirst()).allSatisfy { $0.next == $1.opening && $0.opening < $1.opening })
            let index = Int.random(in: 0..<all.count, using: &random)
            let offset = Int.random(in: -1...1, using: &random)
            let from = all[index].opening.adding(seconds: offset)
            let to = all[Int.random(in: index..<all.count, using: &random)].opening
            let wanted = all.filter { $0.opening >= from && $0.opening < to }
            #expect(schedule.periods(opening: from..<max(from, to), limit: 200) == wanted)
            #expect(schedule.latest(openingAtOrBefore: from) == all.last { $0.opening <= from })
            if to > from { #expect(schedule.next(after: from) == all.first { $0.opening > from }) }
        }
    }

    private func every(_ cadence: String, start: String, _ name: String = "UTC") throws -> Schedule {
        Schedule(
            .every(try #require(Schedule.Cadence(rawValue: cadence))), start: try dateTime(start), zone: try zone(name))
    }
}
