import Calendars
import Synchronization

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
        /// The day from which durations count, where that is not the nominal one.
        var countedFrom: CivilDate?
    }

    /// A date as it was understood.
    struct Reading {
        let instant: Instant
        /// The instant in RFC 3339.
        let text: String
        /// Set where newer zone data could move the instant; see `Resource.localDates`.
        let localDate: String?

        init(_ instant: Instant, localDate: String? = nil) {
            self.instant = instant
            text = instant.rfc3339
            self.localDate = localDate
        }
    }

    enum Fault: Error {
        case notADate
        case needsOpening
        case needsDays
    }

    /// What dates were understood as, since a project says the same few dates over and over.
    final class Cache: Sendable {
        fileprivate struct Key: Hashable {
            let date: CivilDate
            let edge: Edge
            let zone: Zone
        }

        fileprivate let readings = Mutex<[Key: Reading]>([:])
    }

    let zone: Zone
    let opening: Opening?
    let cache: Cache

    func reading(of text: String, edge: Edge, allowsDuration: Bool = true) throws(Fault) -> Reading {
        if let date = CivilDate(text) { return reading(of: date, edge) }
        if let instant = Instant(rfc3339: text) { return Reading(instant) }
        guard allowsDuration, let duration = CalendarDuration(text) else { throw .notADate }
        guard let opening else { throw .needsOpening }
        // Calendar days end with their day; hours are exact.
        if let countedFrom = opening.countedFrom {
            guard duration.days > 0 else { throw .needsDays }
            // It moves until it opens; from then on it is what was written.
            let end = reading(of: countedFrom.adding(days: duration.days), .endOfDay).instant
            return Reading(
                end.adding(seconds: duration.seconds),
                localDate: "\(text) after it opens, \(zone.identifier)")
        }
        if duration.days == 0 {
            return Reading(opening.instant.adding(seconds: duration.seconds))
        }
        let day = (opening.date ?? zone.civil(at: opening.instant).date).adding(days: duration.days)
        let end = reading(of: day, .endOfDay)
        if duration.seconds == 0 { return end }
        return Reading(end.instant.adding(seconds: duration.seconds), localDate: end.localDate)
    }

    /// When something is due that was written so; nothing where it can't be read.
    func due(_ text: String) -> Instant? { try? reading(of: text, edge: .endOfDay).instant }

    private func reading(of date: CivilDate, _ edge: Edge) -> Reading {
        let key = Cache.Key(date: date, edge: edge, zone: zone)
        if let known = cache.readings.withLock({ $0[key] }) { return known }
        let reading = Reading(instant(of: date, edge), localDate: "\(date) \(zone.identifier)")
        cache.readings.withLock { $0[key] = reading }
        return reading
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
