/// A day of the proleptic Gregorian calendar, without a time zone. What is read lies in the years 1 to 9999.
package struct CivilDate: Sendable, Hashable {
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    /// The date that `YYYY-MM-DD` writes, in exactly that form, if there is such a day.
    package init?(_ text: String) {
        guard var cursor = TextCursor(text), let date = cursor.date(), cursor.isAtEnd else { return nil }
        self = date
    }

    /// Nothing where there is no such day, or the year is not 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, 1...CivilDate.days(inMonth: month, of: year) ~= day else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// A day that is known to exist, in whatever year.
    init(existingDay day: Int, month: Int, year: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date `dayNumber` days after 1970-01-01.
    package init(dayNumber: Int) {
        // Years are counted from March here, so that a leap day comes last and months before it have fixed lengths.
        let (era, dayOfEra) = (dayNumber + CivilDate.daysToEpoch).flooredDivision(by: CivilDate.daysPerEra)
        let leapDays = dayOfEra / 1460 - dayOfEra / 36524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - CivilDate.days(inYears: yearOfEra)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - CivilDate.days(toMonthFromMarch: monthFromMarch) + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01, negative before it.
    package var dayNumber: Int {
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let (era, yearOfEra) = (month > 2 ? year : year - 1).flooredDivision(by: 400)
        let dayOfYear = CivilDate.days(toMonthFromMarch: monthFromMarch) + day - 1
        return era * CivilDate.daysPerEra + CivilDate.days(inYears: yearOfEra) + dayOfYear - CivilDate.daysToEpoch
    }

    package var weekday: Weekday { CivilDate.weekday(ofDayNumber: dayNumber) }

    static func weekday(ofDayNumber dayNumber: Int) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday.allCases[(dayNumber + 3).flooredDivision(by: 7).remainder]
    }

    /// The date that many days later, or earlier where `days` is negative. It may leave the years that can be read.
    package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// How many days this date is after `other`.
    package func days(since other: CivilDate) -> Int { dayNumber - other.dayNumber }
}

extension CivilDate: Comparable {
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CivilDate: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    package var description: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }
}

extension CivilDate {
    /// 400 years, after which the calendar repeats.
    private static let daysPerEra = 146_097
    /// From 0000-03-01 to 1970-01-01.
    private static let daysToEpoch = 719_468

    private static func days(inYears years: Int) -> Int { years * 365 + years / 4 - years / 100 }

    private static func days(toMonthFromMarch month: Int) -> Int { (153 * month + 2) / 5 }

    /// How many days a month of 1 to 12 has.
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
