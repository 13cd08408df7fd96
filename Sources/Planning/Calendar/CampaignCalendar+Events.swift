package import Calendars

extension CampaignCalendar {
    /// That a review opens, or is due.
    package struct Event: Sendable {
        package enum Moment: String, Sendable {
            case opens
            case due
        }

        package var entry: Entry
        package var moment: Moment
        package var at: Instant
    }

    /// Every opening and every due date of the entries, even beyond the calendar's days, in time order.
    package var events: [Event] {
        var events: [Event] = []
        // Of what happens at the same instant, what stands first stays first.
        for entry in entries.sorted(by: { $0.address < $1.address }) {
            if let opens = entry.opens { events.append(Event(entry: entry, moment: .opens, at: opens)) }
            events.append(Event(entry: entry, moment: .due, at: entry.due))
        }
        return events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}
