extension Schedule {
    /// The periods whose opening lies in the range, in order, at most `limit`.
    package func periods(opening range: Range<Instant>, limit: Int) -> [Period] {
        guard limit > 0, !range.isEmpty else { return [] }
        var periods: [Period] = []
        for period in unended(from: dayBefore(range.lowerBound)) {
            guard period.opening < range.upperBound else { break }
            if period.opening < range.lowerBound { continue }
            periods.append(period)
            if periods.count == limit { break }
        }
        return periods
    }

    /// The first period; nothing where a rule names no day at all, or none before the schedule's end.
    package var firstPeriod: Period? {
        var periods = unended(from: start.date)
        return periods.next()
    }

    /// The first period that opens after the instant.
    package func next(after instant: Instant) -> Period? {
        unended(from: dayBefore(instant)).first { $0.opening > instant }
    }

    /// The last period that opens at the instant or before it.
    package func latest(openingAtOrBefore instant: Instant) -> Period? {
        // The first day of which it is certain that its opening has come, and then ever longer ago until there is one.
        let last = dayBefore(instant)
        var distance = if case .every(let cadence) = recurrence { cadence.mostDays + 2 } else { 40 }
        while true {
            let from = max(start.date, last.adding(days: -distance))
            var latest: Period?
            for period in unended(from: from) {
                if period.opening > instant { break }
                latest = period
            }
            if latest != nil || from == start.date { return latest }
            distance *= 8
        }
    }

    /// A day that lies before all whose opening may be at the instant or later: zones have skipped one day, never two.
    private func dayBefore(_ instant: Instant) -> CivilDate {
        let year = 366 * 86_400
        let seconds = min(max(instant.seconds, -62_135_596_800 - year), 253_402_300_800 + year)
        return zone.civil(at: Instant(seconds: seconds)).date.adding(days: -2)
    }

    private func unended(from date: CivilDate) -> Periods { Periods(self, from: date) }
}
