/// The days that an RFC 5545 `RRULE` names: once a day or seldomer, without an end and without a time of day, which stand beside it.
package struct RecurrenceRule: Sendable, Hashable {
    /// What an interval is counted in, and what the positions of `BYSETPOS` are counted within.
    enum Frequency: String, CaseIterable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// A part of `BYDAY`: each such weekday, or the one of that place in its month or year, counted from the end where negative.
    struct Day: Hashable {
        var weekday: Weekday
        var place: Int?
    }

    var frequency: Frequency
    var interval = 1
    /// 1 to 12.
    var months: [Int] = []
    /// Weeks of the year, which begin on `weekStart`; like the three after it, negative ones are counted from the end.
    var weeks: [Int] = []
    var yearDays: [Int] = []
    var monthDays: [Int] = []
    var positions: [Int] = []
    var days: [Day] = []
    var weekStart = Weekday.monday

    /// The longest text that is read, in bytes.
    package static let longestText = 512
    /// The greatest `INTERVAL`.
    package static let greatestInterval = 9999

    /// The rule with what it leaves to the first day: as in RFC 5545, a rule that names no day has the first one's.
    func completed(from start: CivilDate) -> RecurrenceRule {
        guard weeks.isEmpty, yearDays.isEmpty, monthDays.isEmpty, days.isEmpty else { return self }
        var rule = self
        switch frequency {
        case .daily: break
        case .weekly: rule.days = [Day(weekday: start.weekday, place: nil)]
        case .monthly: rule.monthDays = [start.day]
        case .yearly:
            rule.monthDays = [start.day]
            if months.isEmpty { rule.months = [start.month] }
        }
        return rule
    }
}
