extension RecurrenceRule {
    /// How many intervals without a day show that none will come: after 400 years the calendar repeats, weekdays and all.
    var intervalsOfCycle: Int {
        switch frequency {
        case .daily: 146_097
        case .weekly: 20_871
        case .monthly: 4800
        case .yearly: 400
        }
    }

    /// The interval in which a day is, or if that is passed over, the last before it; the first day's own is 0.
    func interval(of date: CivilDate, from start: CivilDate) -> Int {
        let distance =
            switch frequency {
            case .daily: date.days(since: start)
            case .weekly: (date.startOfWeek(weekStart) - start.startOfWeek(weekStart)) / 7
            case .monthly: (date.year - start.year) * 12 + date.month - start.month
            case .yearly: date.year - start.year
            }
        return distance.flooredDivision(by: interval).quotient
    }

    /// The days of an interval that the rule, which must be complete, names, in order; nothing after the last year that can be read.
    func days(ofInterval index: Int, from start: CivilDate) -> [CivilDate]? {
        let span = span(ofInterval: index, from: start)
        guard CivilDate(dayNumber: span.lowerBound).year <= CivilDate.lastYear else { return nil }
        let days = span.lazy.map { CivilDate(dayNumber: $0) }.filter { names($0) && $0.year <= CivilDate.lastYear }
        guard !positions.isEmpty else { return Array(days) }
        let all = Array(days)
        let chosen = Set(positions.map { $0 > 0 ? $0 - 1 : all.count + $0 })
        return chosen.filter(all.indices.contains).sorted().map { all[$0] }
    }

    /// The day numbers of an interval, whole even where the first day is amid it, since `BYSETPOS` counts from its beginning.
    private func span(ofInterval index: Int, from start: CivilDate) -> Range<Int> {
        let distance = index * interval
        switch frequency {
        case .daily:
            let day = start.dayNumber + distance
            return day..<day + 1
        case .weekly:
            let day = start.startOfWeek(weekStart) + 7 * distance
            return day..<day + 7
        case .monthly:
            let (years, month) = (start.month - 1 + distance).flooredDivision(by: 12)
            let year = start.year + years
            let day = CivilDate(existingDay: 1, month: month + 1, year: year).dayNumber
            return day..<day + CivilDate.days(inMonth: month + 1, of: year)
        case .yearly:
            let year = start.year + distance
            return CivilDate.firstDay(ofYear: year)..<CivilDate.firstDay(ofYear: year + 1)
        }
    }

    /// Whether all the `BY` parts but `BYSETPOS` name the day.
    private func names(_ date: CivilDate) -> Bool {
        if !months.isEmpty, !months.contains(date.month) { return false }
        if !monthDays.isEmpty {
            let length = CivilDate.days(inMonth: date.month, of: date.year)
            guard monthDays.contains(date.day) || monthDays.contains(date.day - length - 1) else { return false }
        }
        if !yearDays.isEmpty {
            let day = date.dayOfYear
            let length = CivilDate.days(inYear: date.year)
            guard yearDays.contains(day) || yearDays.contains(day - length - 1) else { return false }
        }
        if !days.isEmpty {
            let weekday = date.weekday
            guard days.contains(where: { $0.weekday == weekday && isAtPlace($0.place, date) }) else { return false }
        }
        if !weeks.isEmpty {
            let (year, number) = date.week(startingOn: weekStart)
            let count = CivilDate.weeks(inYear: year, startingOn: weekStart)
            guard weeks.contains(number) || weeks.contains(number - count - 1) else { return false }
        }
        return true
    }

    /// Whether the date is the weekday of that place in its month, or in its year where no months are named.
    private func isAtPlace(_ place: Int?, _ date: CivilDate) -> Bool {
        guard let place else { return true }
        let isOfMonth = frequency == .monthly || !months.isEmpty
        let day = isOfMonth ? date.day : date.dayOfYear
        let length =
            isOfMonth ? CivilDate.days(inMonth: date.month, of: date.year) : CivilDate.days(inYear: date.year)
        return place > 0 ? (day - 1) / 7 + 1 == place : (length - day) / 7 + 1 == -place
    }
}
