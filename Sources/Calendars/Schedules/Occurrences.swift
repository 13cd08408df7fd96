/// The days of a schedule from some day on, in order, without regard to its end; until the year 9999.
struct Occurrences: Sequence, IteratorProtocol {
    private var source: Source

    private enum Source {
        case cadence(CadenceOccurrences, next: Int)
        case rule(RuleOccurrences)
    }

    init(_ schedule: Schedule, from date: CivilDate) {
        let start = schedule.start.date
        switch schedule.recurrence {
        case .every(let cadence):
            let numbered = CadenceOccurrences(cadence: cadence, start: start, overflow: schedule.overflow)
            let number = Swift.max(0, numbered.number(atOrBefore: date.adding(days: -1)) + 1)
            source = .cadence(numbered, next: number)
        case .rule(let rule): source = .rule(RuleOccurrences(rule.completed(from: start), start: start, from: date))
        }
    }

    mutating func next() -> Occurrence? {
        switch source {
        case .cadence(let cadence, var number):
            // The day of a cadence comes at least every eighth year, on 29 February.
            while true {
                let occurrence = cadence.occurrence(number)
                if let occurrence, occurrence.date.year > CivilDate.lastYear { return nil }
                number += 1
                source = .cadence(cadence, next: number)
                if let occurrence { return occurrence }
            }
        case .rule(var rule):
            defer { source = .rule(rule) }
            return rule.next().map { Occurrence(nominal: $0, date: $0) }
        }
    }
}

/// The days of a complete rule from some day on.
struct RuleOccurrences: IteratorProtocol {
    private let rule: RecurrenceRule
    private let start: CivilDate
    private let first: CivilDate
    private var interval: Int
    /// Days of the intervals before `interval` that are still to come, the last first.
    private var days: [CivilDate] = []

    init(_ rule: RecurrenceRule, start: CivilDate, from date: CivilDate) {
        self.rule = rule
        self.start = start
        first = max(start, date)
        interval = rule.interval(of: first, from: start)
    }

    mutating func next() -> CivilDate? {
        if let day = days.popLast() { return day }
        // One interval more than a cycle, since the days of the first may lie before `first`.
        for _ in 0...rule.intervalsOfCycle {
            guard let found = rule.days(ofInterval: interval, from: start) else { return nil }
            interval += 1
            days = found.filter { $0 >= first }.reversed()
            if let day = days.popLast() { return day }
        }
        return nil
    }
}
