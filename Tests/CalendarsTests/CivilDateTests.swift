import Calendars
import Testing

@Suite struct CivilDateTests {
    @Test(
        "a day's number counts from 1970-01-01",
        arguments: [
            ("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("1970-03-01", 59), ("1972-02-29", 789),
            ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2000-12-31", 11_322), ("2027-01-29", 20_847),
            ("2100-02-28", 47_540), ("2100-03-01", 47_541), ("1900-03-01", -25_508), ("1600-02-29", -135_081),
            ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
        ])
    func dayNumber(text: String, number: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(date.dayNumber == number)
        #expect(CivilDate(dayNumber: number) == date)
        #expect(date.description == text)
    }

    @Test("two hundred years of days follow each other as months and leap years say")
    func everyDay() throws {
        var expected = try #require(CivilDate(year: 1899, month: 12, day: 31))
        for number in expected.dayNumber...47_850 {
            let date = CivilDate(dayNumber: number)
            #expect(date == expected)
            #expect(date.dayNumber == number)
            expected =
                CivilDate(year: date.year, month: date.month, day: date.day + 1)
                ?? CivilDate(year: date.year, month: date.month + 1, day: 1)
                ?? CivilDate(dayNumber: 0)
            if date.month == 12, date.day == 31 {
                expected = try #require(CivilDate(year: date.year + 1, month: 1, day: 1))
            }
        }
    }

    @Test(
        "weekdays are those of the calendar",
        arguments: [
            ("1970-01-01", Weekday.thursday), ("1969-12-31", .wednesday), ("2000-01-01", .saturday),
            ("2024-02-29", .thursday),
            ("2027-01-29", .friday), ("2027-01-31", .sunday), ("2027-02-01", .monday), ("2027-02-02", .tuesday),
            ("0001-01-01", .monday), ("9999-12-31", .friday),
        ])
    func weekday(text: String, weekday: Weekday) throws {
        #expect(try #require(CivilDate(text)).weekday == weekday)
    }

    @Test(
        "days that do not exist are no dates",
        arguments: [
            "2027-02-29", "2100-02-29", "1900-02-29", "2024-02-30", "2027-04-31", "2027-06-31", "2027-09-31",
            "2027-11-31",
            "2027-01-32", "2027-01-00", "2027-00-01", "2027-13-01", "0000-01-01",
        ])
    func noSuchDay(text: String) { #expect(CivilDate(text) == nil) }

    @Test(
        "only YYYY-MM-DD is a date",
        arguments: [
            "", "2027", "2027-01", "2027-1-4", "27-01-04", "2027-01-4", "20270104", "2027/01/04", "2027.01.04",
            "04-01-2027",
            "2027-01-04 ", " 2027-01-04", "2027-01-04T09:00", "2027-01-04Z", "+2027-01-04", "-2027-01-04",
            "02027-01-04",
            "12027-01-04", "2027-W01-1", "2027-004", "2027-01-04\n", "2027-01-04\0", "２０２７-01-04", "2027−01−04",
            "2027--1-04",
            "2027-+1-04", "today", "2027-Jan-04", "2027-01-\u{665}4", "٢٠٢٧-٠١-٠٤",
            String(repeating: "2", count: 1000),
        ])
    func notADate(text: String) { #expect(CivilDate(text) == nil) }

    @Test("leap days are dates", arguments: ["2024-02-29", "2000-02-29", "0004-02-29", "2400-02-29"])
    func leapDays(text: String) { #expect(CivilDate(text) != nil) }

    @Test("a date of numbers is checked as one of text is")
    func fromNumbers() throws {
        #expect(CivilDate(year: 2024, month: 2, day: 29)?.description == "2024-02-29")
        #expect(CivilDate(year: 2023, month: 2, day: 29) == nil)
        #expect(CivilDate(year: 0, month: 1, day: 1) == nil)
        #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(CivilDate(year: 2024, month: .max, day: .min) == nil)
    }

    @Test("days are added across months and years, and counted back")
    func adding() throws {
        let opens = try #require(CivilDate("2027-12-20"))
        #expect(opens.adding(days: 14).description == "2028-01-03")
        #expect(opens.adding(days: 71).description == "2028-02-29")
        #expect(opens.adding(days: -354).description == "2026-12-31")
        #expect(opens.adding(days: 366).days(since: opens) == 366)
        #expect(opens.days(since: opens.adding(days: 3)) == -3)
        #expect(try #require(CivilDate("9999-12-31")).adding(days: 1).description == "10000-01-01")
        #expect(try #require(CivilDate("0001-01-01")).adding(days: -1).description == "0000-12-31")
    }

    @Test("dates are ordered by time")
    func ordered() throws {
        let texts = ["0999-12-31", "2026-12-31", "2027-01-01", "2027-01-02", "2027-02-01", "2027-10-01"]
        let dates = texts.compactMap { CivilDate($0) }
        #expect(dates.shuffled().sorted().map(\.description) == texts)
    }

    @Test(
        "a local time is a date, T and a time of day",
        arguments: [
            ("2027-01-04T09:00", [9, 0, 0]), ("2027-01-04T09:05:07", [9, 5, 7]), ("2027-01-04t00:00", [0, 0, 0]),
            ("2027-01-04T23:59:59", [23, 59, 59]),
        ])
    func dateTime(text: String, time: [Int]) throws {
        let dateTime = try #require(CivilDateTime(text))
        #expect(dateTime.date.description == "2027-01-04")
        #expect([dateTime.hour, dateTime.minute, dateTime.second] == time)
    }

    @Test(
        "what has an offset, a fraction or no such time is no local time",
        arguments: [
            "2027-01-04", "2027-01-04T", "2027-01-04T09", "2027-01-04T9:00", "2027-01-04 09:00", "2027-01-04T09:00Z",
            "2027-01-04T09:00:00Z", "2027-01-04T09:00+01:00", "2027-01-04T09:00:00.5", "2027-01-04T24:00",
            "2027-01-04T09:60",
            "2027-01-04T09:00:60", "2027-01-04T09:00:", "2027-01-04T0900", "2027-02-30T09:00", "2027-01-04T-9:00", "",
        ])
    func notADateTime(text: String) { #expect(CivilDateTime(text) == nil) }
}
