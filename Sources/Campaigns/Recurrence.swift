package import Calendars
package import Diagnostics

/// How a resource recurs, and which of its periods it is for.
package struct Recurrence: Sendable {
    /// What becomes of a period whose opening no run came upon.
    package enum Missed: String, Sendable, CaseIterable {
        /// It is opened late, as long as enough of its time is left.
        case latest
        /// It is not opened any more once its opening is more than 3 days ago.
        case skip
        /// It is opened late, and so is every other of the last year since the first that was opened.
        case all
    }

    /// From which day durations count.
    package enum DueFrom: String, Sendable, CaseIterable {
        /// The nominal opening.
        case nominal
        /// The day on which it is opened, however late.
        case opening
    }

    /// How far back `missed: all` looks.
    package static let secondsOfAll = 366 * 86_400

    package var schedule: Schedule
    package var period: Period
    package var missed: Missed
    package var dueFrom: DueFrom
    /// Where the schedule is declared.
    package var location: SourceLocation

    package init(
        _ schedule: Schedule, _ period: Period, missed: Missed = .latest, dueFrom: DueFrom = .nominal,
        at location: SourceLocation
    ) {
        self.schedule = schedule
        self.period = period
        self.missed = missed
        self.dueFrom = dueFrom
        self.location = location
    }

    /// The time that the period covers, from its nominal opening to the next one.
    package var covers: Range<Instant> { period.opening..<max(period.opening, period.next ?? .endOfTime) }
}

extension Instant {
    /// 0001-01-01T00:00:00Z, the first that is written.
    package static let startOfTime = Instant(seconds: -62_135_596_800)
    /// 9999-12-31T23:59:59Z, the last that is written.
    package static let endOfTime = Instant(seconds: 253_402_300_799)
}
