extension RecurrenceRule {
    /// The rule that the value of an RFC 5545 `RRULE` writes; `RRULE:` may stand before it, and case does not count.
    ///
    /// Refused are also: a frequency below a day, the parts of a time of day, `COUNT` and `UNTIL` (all three stand beside the rule),
    /// what RFC 5545 forbids to combine, and `BYWEEKNO` that leaves the days open, which calendars read differently.
    package init(_ text: String) throws(RecurrenceRuleError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longestText else {
            throw RecurrenceRuleError(
                "the rule is longer than \(Self.longestText) bytes", at: Self.longestText..<bytes.count)
        }
        let parts = try RulePart.parts(of: bytes)
        guard let frequency = parts[.frequency] else {
            throw RecurrenceRuleError(
                "the rule has no `FREQ`", fix: "begin with `FREQ=WEEKLY;` or another frequency", at: 0..<bytes.count)
        }
        self.frequency = try frequency.frequency()
        if let part = parts[.interval] {
            interval = try part.number(part.value, in: 1...Self.greatestInterval, signed: false)
        }
        months = try parts[.months]?.numbers(in: 1...12, signed: false) ?? []
        weeks = try parts[.weeks]?.numbers(in: 1...53) ?? []
        yearDays = try parts[.yearDays]?.numbers(in: 1...366) ?? []
        monthDays = try parts[.monthDays]?.numbers(in: 1...31) ?? []
        positions = try parts[.positions]?.numbers(in: 1...366) ?? []
        if let part = parts[.weekStart] { weekStart = try part.weekday(part.value) }
        if let part = parts[.days] { days = try days(of: part) }
        try checkCombinations(parts)
    }

    /// What `BYDAY` lists, each part once.
    private func days(of part: RulePart) throws(RecurrenceRuleError) -> [Day] {
        let isOfMonth = frequency == .monthly || !months.isEmpty
        var days: [Day] = []
        for item in part.items {
            let (number, weekday) = try part.numberedWeekday(item)
            var place: Int?
            if !number.bytes.isEmpty {
                if frequency == .daily || frequency == .weekly {
                    throw RecurrenceRuleError(
                        "`BYDAY` has a number only under `FREQ=MONTHLY` and `FREQ=YEARLY`",
                        fix: "write the weekday alone", at: item.range)
                }
                if !weeks.isEmpty {
                    throw RecurrenceRuleError(
                        "`BYDAY` has no number beside `BYWEEKNO`", fix: "write the weekday alone", at: item.range)
                }
                place = try part.number(number, in: 1...(isOfMonth ? 5 : 53), signed: true)
            }
            let day = Day(weekday: weekday, place: place)
            if !days.contains(day) { days.append(day) }
        }
        return days
    }

    private func checkCombinations(_ parts: [RulePart.Name: RulePart]) throws(RecurrenceRuleError) {
        if let part = parts[.weeks] {
            guard frequency == .yearly else {
                throw RecurrenceRuleError("`BYWEEKNO` is only for `FREQ=YEARLY`", at: part.range)
            }
            guard !(days.isEmpty && monthDays.isEmpty && yearDays.isEmpty) else {
                throw RecurrenceRuleError(
                    "`BYWEEKNO` says the week and nothing says the day", fix: "add `BYDAY`, such as `;BYDAY=MO`",
                    at: part.range)
            }
        }
        if let part = parts[.yearDays], frequency != .yearly {
            throw RecurrenceRuleError("`BYYEARDAY` is only for `FREQ=YEARLY`", at: part.range)
        }
        if let part = parts[.monthDays], frequency == .weekly {
            throw RecurrenceRuleError("`BYMONTHDAY` is not for `FREQ=WEEKLY`", at: part.range)
        }
        if let part = parts[.positions],
            [.months, .weeks, .yearDays, .monthDays, .days].allSatisfy({ parts[$0] == nil })
        {
            throw RecurrenceRuleError(
                "`BYSETPOS` chooses among what another `BY` part lists, and there is none", at: part.range)
        }
    }
}
