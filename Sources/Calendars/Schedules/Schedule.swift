/// When a campaign opens again and again.
package struct Schedule: Sendable, Hashable {
    /// How often, in steps of the calendar from the first opening on.
    package enum Cadence: String, Sendable, CaseIterable {
        case week
        case month
        case quarter
        case halfYear = "half-year"
        case year
    }

    /// On which days it opens.
    package enum Recurrence: Sendable, Hashable {
        case every(Cadence)
        /// The days that the rule names, from the day of `start` on; that day itself only if the rule names it.
        case rule(RecurrenceRule)
    }

    /// After which opening there is no more.
    package enum End: Sendable, Hashable {
        case never
        /// The last local day on which it may open.
        case until(CivilDate)
        /// How many openings there are; those that `overflow: skip` leaves out don't count.
        case count(Int)
    }

    /// What becomes of a day that its month does not have, such as 31 February.
    package enum Overflow: String, Sendable, CaseIterable {
        /// The month's last day; the next month has the whole day again.
        case clamp
        /// No opening.
        case skip
    }

    package var recurrence: Recurrence
    /// The first opening, or with a rule, the first day it may be on and the time of day of all; local to `zone`.
    package var start: CivilDateTime
    package var zone: Zone
    package var end: End
    /// The month, 1 to 12, with which a year of the period keys begins.
    package var fiscalYearStart: Int
    package var overflow: Overflow

    package init(
        _ recurrence: Recurrence, start: CivilDateTime, zone: Zone, end: End = .never, fiscalYearStart: Int = 1,
        overflow: Overflow = .clamp
    ) {
        self.recurrence = recurrence
        self.start = start
        self.zone = zone
        self.end = end
        self.fiscalYearStart = fiscalYearStart
        self.overflow = overflow
    }
}

extension Schedule.Cadence {
    /// The most days from one opening to the next.
    package var mostDays: Int {
        switch self {
        case .week: 7
        case .month: 31
        case .quarter: 92
        case .halfYear: 184
        case .year: 366
        }
    }

    /// The step in days, or in months.
    var step: (days: Int, months: Int) {
        switch self {
        case .week: (7, 0)
        case .month: (0, 1)
        case .quarter: (0, 3)
        case .halfYear: (0, 6)
        case .year: (0, 12)
        }
    }
}
