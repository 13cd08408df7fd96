import Calendars

/// Reads the dates of one block: a date is local to its zone, an instant stands for itself, a duration counts from the opening.
struct DateReader {
    /// What a date without a time means.
    enum Edge {
        case startOfDay
        case endOfDay
    }

    /// When a campaign opens.
    struct Opening {
        let instant: Instant
        /// The day that was written, where it was written as one.
        let date: CivilDate?
    }

    /// A date as it was understood.
    struct Reading {
        let instant: Instant
        /// Set where newer zone data could move the instant; see `Resource.localDates`.
        let localDate: String?
    }

    enum Fault: Error {
        case notADate
        case needsOpening
    }

    let zone: Zone
    let opening: Opening?

    func reading(of text: String, edge: Edge, allowsDuration: Bool = true) throws(Fault) -> Reading {
        if let date = CivilDate(text) {
            return Reading(instant: instant(of: date, edge), localDate: "\(date) \(zone.identifier)")
        }
        if let instant = Instant(rfc3339: text) { return Reading(instant: instant, localDate: nil) }
        guard allowsDuration, let duration = CalendarDuration(text) else { throw .notADate }
        guard let opening else { throw .needsOpening }
        // Calendar days end with their day; hours are exact.
        if duration.days == 0 {
            return Reading(instant: opening.instant.adding(seconds: duration.seconds), localDate: nil)
        }
        let day = (opening.date ?? zone.civil(at: opening.instant).date).adding(days: duration.days)
        return Reading(
            instant: instant(of: day, .endOfDay).adding(seconds: duration.seconds),
            localDate: "\(day) \(zone.identifier)")
    }

    private func instant(of date: CivilDate, _ edge: Edge) -> Instant {
        switch edge {
        case .startOfDay: zone.startOfDay(date)
        case .endOfDay: zone.endOfDay(date)
        }
    }

    /// The forms that a date may take, for messages.
    static let forms =
        "a date (`2027-01-29`), an RFC 3339 instant (`2027-01-29T17:00:00Z`) or a duration after `opens` (`14d`)"
}
