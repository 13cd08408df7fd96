/// The periods of a schedule that open on some day or later, in order, to its end.
struct Periods: Sequence, IteratorProtocol {
    private let schedule: Schedule
    private let secondOfDay: Int
    private var occurrences: Occurrences
    private var upcoming: Opening?
    private var remaining: Int

    private struct Opening {
        let occurrence: Occurrence
        let instant: Instant
        /// Whether clocks show that day's time of opening.
        let isShown: Bool
    }

    init(_ schedule: Schedule, from date: CivilDate) {
        self.schedule = schedule
        secondOfDay = schedule.start.secondOfDay
        occurrences = Occurrences(schedule, from: date)
        remaining = .max
        if case .count(let count) = schedule.end { remaining = count - schedule.openings(before: date, atMost: count) }
        upcoming = nextOpening()
    }

    mutating func next() -> Period? {
        while remaining > 0, let opening = upcoming {
            if case .until(let last) = schedule.end, opening.occurrence.date > last { return nil }
            upcoming = nextOpening()
            remaining -= 1
            // On a day that the zone skipped whole, this is the next day's opening.
            if upcoming?.instant == opening.instant { continue }
            let shown =
                opening.isShown
                ? CivilDateTime(opening.occurrence.date, secondOfDay: secondOfDay)
                : schedule.zone.civil(at: opening.instant)
            return Period(
                key: schedule.key(of: opening.occurrence.nominal), opening: opening.instant, next: upcoming?.instant,
                localOpening: shown, nominal: opening.occurrence.nominal)
        }
        return nil
    }

    private mutating func nextOpening() -> Opening? {
        guard let occurrence = occurrences.next() else { return nil }
        let local = occurrence.date.dayNumber * 86_400 + secondOfDay
        let (instant, isShown) = schedule.zone.instant(ofLocal: local)
        return Opening(occurrence: occurrence, instant: instant, isShown: isShown)
    }
}

extension Schedule {
    /// How many of the schedule's days come before the date, counted no further than `limit`.
    fileprivate func openings(before date: CivilDate, atMost limit: Int) -> Int {
        switch recurrence {
        case .every(let cadence):
            let numbered = CadenceOccurrences(cadence: cadence, start: start.date, overflow: overflow)
            return numbered.count(before: numbered.number(atOrBefore: date.adding(days: -1)) + 1)
        case .rule:
            var count = 0
            for occurrence in Occurrences(self, from: start.date) {
                guard count < limit, occurrence.date < date else { break }
                count += 1
            }
            return count
        }
    }
}
