import Calendars
import Testing

@Suite struct RecurrenceRuleTests {
    @Test(
        "a rule names the days that RFC 5545 says",
        arguments: [
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-04", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
            ("FREQ=MONTHLY;BYDAY=1MO", "2027-01-05", ["2027-02-01", "2027-03-01", "2027-04-05", "2027-05-03"]),
            ("rrule:freq=monthly;byday=-1fr", "2027-01-01", ["2027-01-29", "2027-02-26", "2027-03-26"]),
            // The last weekday of the month.
            ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2027-01-30", ["2027-02-26", "2027-03-31"]),
            // The first interval counts from its beginning, though the start is amid it.
            ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2", "2027-01-05", ["2027-01-11", "2027-02-08"]),
            ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1,1", "2027-01-05", ["2027-01-25", "2027-02-01", "2027-02-22"]),
            ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2", "2027-01-07", ["2027-01-13", "2027-01-20"]),
            ("FREQ=MONTHLY", "2027-01-31", ["2027-01-31", "2027-03-31", "2027-05-31"]),
            ("FREQ=YEARLY", "2028-02-29", ["2028-02-29", "2032-02-29"]),
            ("FREQ=YEARLY;BYMONTH=4,1", "2027-02-10", ["2027-04-10", "2028-01-10", "2028-04-10"]),
            ("FREQ=YEARLY;BYYEARDAY=-1,60", "2027-01-01", ["2027-03-01", "2027-12-31", "2028-02-29"]),
            ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2025-01-01", ["2026-12-28", "2032-12-27"]),
            ("FREQ=YEARLY;BYDAY=MO,1TU", "2027-01-01", ["2027-01-04", "2027-01-05", "2027-01-11"]),
            ("FREQ=YEARLY;BYMONTH=1;BYDAY=MO,1TU", "2027-01-22", ["2027-01-25", "2028-01-03", "2028-01-04"]),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", "1997-08-05", ["1997-08-05", "1997-08-10", "1997-08-19"]),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "1997-08-05", ["1997-08-05", "1997-08-17", "1997-08-19"]),
            ("FREQ=DAILY;INTERVAL=10", "2027-12-25", ["2027-12-25", "2028-01-04", "2028-01-14"]),
        ])
    func days(rule: String, start: String, days: [String]) throws {
        #expect(try schedule(rule, start).first(days.count).map(\.key) == days)
    }

    @Test("a window years later keeps the step of the interval, and a count begins at the start")
    func farWindow() throws {
        var schedule = try schedule("FREQ=WEEKLY;INTERVAL=3", "2027-01-04")
        let window = try instant("2037-01-01T00:00:00Z")..<instant("2037-02-15T00:00:00Z")
        // 3654 days, which is 174 steps of 21, after the start.
        #expect(schedule.periods(opening: window, limit: 9).map(\.key) == ["2037-01-05", "2037-01-26"])
        schedule.end = .count(175)
        #expect(schedule.periods(opening: window, limit: 9).map(\.key) == ["2037-01-05"])
        schedule.end = .until(try date("2037-01-26"))
        #expect(schedule.periods(opening: window, limit: 9).last?.next == (try instant("2037-02-16T09:00:00Z")))
    }

    @Test(
        "a rule of no day ends as soon as that is certain", .timeLimit(.minutes(1)),
        arguments: [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=-30",
            "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=1", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
            "FREQ=YEARLY;BYYEARDAY=" + (1...90).map(String.init).joined(separator: ",") + ";BYMONTH=12;BYDAY=MO",
        ])
    func none(rule: String) throws {
        let schedule = try schedule(rule, "2027-02-04")
        #expect(schedule.firstPeriod == nil)
        #expect(schedule.latest(openingAtOrBefore: try instant("2999-01-01T00:00:00Z")) == nil)
    }

    @Test("a day that comes seldom is found")
    func seldom() throws {
        #expect(
            try schedule("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2028-03-01").firstPeriod?.key
                == "2032-02-29")
        // 29 February on a Sunday, in a year of the century's end, comes never; on a Tuesday it does.
        #expect(
            try schedule("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2000-01-01").firstPeriod == nil)
        #expect(
            try schedule("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU", "2000-03-01").firstPeriod?.key
                == "2400-02-29")
    }

    @Test(
        "what is no rule, or none that is taken, is said at its place",
        arguments: [
            ("", ""), ("RRULE:", "RRULE:"), ("FREQ=DAILY;", ";"), ("INTERVAL=2", "INTERVAL=2"), ("FREQ", "FREQ"),
            ("FREQ=", "FREQ="), ("FREQ=HOURLY", "HOURLY"), ("FREQ=SECONDLY", "SECONDLY"), ("FREQ=OFTEN", "OFTEN"),
            ("FREQ=DAILY;FREQ=WEEKLY", "FREQ=WEEKLY"), ("FREQ=DAILY;BYMOON=1", "BYMOON"),
            ("FREQ=DAILY;COUNT=4", "COUNT"), ("FREQ=DAILY;until=20270101", "until"), ("FREQ=DAILY;BYHOUR=9", "BYHOUR"),
            ("FREQ=DAILY;BYMINUTE=9", "BYMINUTE"), ("FREQ=DAILY;BYSECOND=9", "BYSECOND"),
            ("FREQ=DAILY;INTERVAL=0", "0"), ("FREQ=DAILY;INTERVAL=10000", "10000"), ("FREQ=DAILY;INTERVAL=+2", "+2"),
            ("FREQ=DAILY;INTERVAL=99999999999999999999", "99999999999999999999"), ("FREQ=DAILY;INTERVAL=x", "x"),
            ("FREQ=MONTHLY;BYMONTHDAY=1,32", "32"), ("FREQ=MONTHLY;BYMONTHDAY=0", "0"),
            ("FREQ=YEARLY;BYMONTH=-1", "-1"),
            ("FREQ=MONTHLY;BYDAY=MOO", "MOO"), ("FREQ=MONTHLY;BYDAY=MO, TU", " TU"), ("FREQ=MONTHLY;BYDAY=6MO", "6"),
            ("FREQ=YEARLY;BYDAY=53MO,54TU", "54"), ("FREQ=MONTHLY;BYDAY=ÄÖ", "ÄÖ"), ("FREQ=DAILY;WKST=M", "M"),
            ("FREQ=WEEKLY;BYDAY=1MO", "1MO"), ("FREQ=DAILY;BYDAY=TU,-1MO", "-1MO"),
            ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "1MO"), ("FREQ=MONTHLY;BYWEEKNO=1;BYDAY=MO", "BYWEEKNO=1"),
            ("FREQ=YEARLY;BYWEEKNO=1", "BYWEEKNO=1"), ("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY=1"),
            ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY=1"), ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS=1"),
            ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "367"), ("FREQ=DAILY;BYDAY=MO,", ","),
        ])
    func refused(text: String, place: String) throws {
        let error = try #require(throws: RecurrenceRuleError.self) { try RecurrenceRule(text) }
        let shown = text.utf8.dropFirst(error.range.lowerBound).prefix(error.range.count)
        #expect(String(decoding: shown, as: UTF8.self) == place)
        #expect(!error.message.isEmpty)
    }

    @Test("an endless text is refused at the first byte too many")
    func tooLong() throws {
        let text = "FREQ=YEARLY;BYYEARDAY=1" + String(repeating: ",1", count: 100_000)
        let error = try #require(throws: RecurrenceRuleError.self) { try RecurrenceRule(text) }
        #expect(error.range == RecurrenceRule.longestText..<text.utf8.count)
    }

    @Test("the parts that stand beside the rule are named in the fix")
    func fixes() throws {
        for (part, place) in [("COUNT=2", "`count:`"), ("UNTIL=20270101", "`until:`"), ("BYHOUR=9", "`start:`")] {
            let error = try #require(throws: RecurrenceRuleError.self) { try RecurrenceRule("FREQ=DAILY;\(part)") }
            #expect(error.fix?.contains(place) == true)
        }
    }

    private func schedule(_ rule: String, _ start: String) throws -> Schedule {
        Schedule(.rule(try RecurrenceRule(rule)), start: try dateTime("\(start)T09:00"), zone: .utc)
    }
}
