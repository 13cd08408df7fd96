extension CivilDate {
    /// The year that the date's week counts to, and the week's number in it.
    ///
    /// Week 1 is the first that has at least four days in its year, as in ISO 8601, where weeks begin on Mondays: 2027-01-03 is
    /// in week 53 of 2026.
    func week(startingOn first: Weekday = .monday) -> (year: Int, number: Int) {
        // A week counts to the year in which its fourth day is.
        let fourthDay = startOfWeek(first) + 3
        let year = CivilDate(dayNumber: fourthDay).year
        return (year, (fourthDay - CivilDate.firstDay(ofYear: year)) / 7 + 1)
    }

    /// The day number at which the date's week begins.
    func startOfWeek(_ first: Weekday) -> Int {
        dayNumber - (weekday.rawValue - first.rawValue + 7) % 7
    }

    /// 1 to 366.
    var dayOfYear: Int { dayNumber - CivilDate.firstDay(ofYear: year) + 1 }

    /// The day number of 1 January.
    static func firstDay(ofYear year: Int) -> Int { CivilDate(existingDay: 1, month: 1, year: year).dayNumber }

    static func days(inYear year: Int) -> Int { firstDay(ofYear: year + 1) - firstDay(ofYear: year) }

    /// 52 or 53.
    static func weeks(inYear year: Int, startingOn first: Weekday) -> Int {
        // 28 December is always in the last week.
        CivilDate(existingDay: 28, month: 12, year: year).week(startingOn: first).number
    }

    /// The last year of which a date can be read.
    static let lastYear = 9999
}
