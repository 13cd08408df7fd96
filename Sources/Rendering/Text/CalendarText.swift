import Calendars
import Campaigns
package import Planning

/// The calendar for people at a terminal: month by month, a line for each opening and each due date.
package struct CalendarText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    /// What happens on the calendar's days, in time order and with its freezes, and a summary.
    package func report(_ calendar: CampaignCalendar) -> String {
        let days = "from \(calendar.from) to \(calendar.to)"
        let throughout = calendar.entries.filter { entry in
            (entry.opens ?? entry.due) < calendar.span.lowerBound && entry.due >= calendar.span.upperBound
        }.sorted { $0.address < $1.address }
        let events = calendar.events.filter { calendar.span.contains($0.at) }
        if events.isEmpty && throughout.isEmpty { return "Nothing opens or is due \(days).\n" }
        var text = "Calendar \(days), times in \(Printable.line(calendar.zone.identifier))\n"
        let columns = Columns(throughout + events.map(\.entry))
        if !throughout.isEmpty {
            text += "\n\(style("Throughout", .bold))\n"
            for entry in throughout { text += row("  " + about(entry, columns, calendar.zone)) }
        }
        var month = ""
        for line in lines(of: calendar, events, columns) {
            let heading = "\(CalendarWords.month(line.date)) \(line.date.year)"
            if heading != month { text += "\n\(style(heading, .bold))\n" }
            month = heading
            let day = (line.date.day < 10 ? " " : "") + String(line.date.day)
            text += row("  \(CalendarText.weekdays[line.date.weekday.rawValue - 1]) \(day)  \(line.text)")
        }
        return text + "\nCalendar: \(CalendarWords.counts(calendar)).\n"
    }

    private func row(_ text: String) -> String { style.folded(text, hanging: CalendarText.noteColumn) }

    /// Where what is said about an entry stands, below its time.
    private static let noteColumn = 18

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// A line with its line feed, behind its day.
    private struct Line {
        var at: Instant
        var date: CivilDate
        var text: String
    }

    private func lines(
        of calendar: CampaignCalendar, _ events: [CampaignCalendar.Event], _ columns: Columns
    ) -> [Line] {
        var lines = calendar.freezes.filter { $0.from <= calendar.to && $0.to >= calendar.from }.map { freeze in
            // One that began before the calendar stands on its first day.
            let date = max(freeze.from, calendar.from)
            let text = "       freeze to \(freeze.to): \(Printable.line(freeze.reason))"
            return Line(at: calendar.zone.startOfDay(date), date: date, text: style(text, .blue) + "\n")
        }
        if calendar.span.contains(calendar.now) {
            let local = calendar.zone.civil(at: calendar.now)
            let text = "\(CalendarWords.time(local))  now"
            lines.append(Line(at: calendar.now, date: local.date, text: style(text, .blue) + "\n"))
        }
        for event in events {
            let local = calendar.zone.civil(at: event.at)
            let moment = event.moment == .opens ? "opens  " : "due    "
            let isFirst = event.moment == .opens || !(event.entry.opens.map(calendar.span.contains) ?? false)
            lines.append(
                Line(
                    at: event.at, date: local.date,
                    text: "\(CalendarWords.time(local))  \(moment)"
                        + about(event.entry, columns, calendar.zone, isFirst: isFirst)))
        }
        return lines.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// - Parameter isFirst: whether no line before it is about the entry; the others only name it.
    private func about(
        _ entry: CampaignCalendar.Entry, _ columns: Columns, _ zone: Zone, isFirst: Bool = true
    ) -> String {
        let address = Printable.line(entry.address.description)
        var text = address + CalendarText.blanks(columns.address - address.displayWidth) + "  "
        text += style(entry.status.words, CalendarText.colour(entry.status))
        text += CalendarText.blanks(columns.status - entry.status.words.displayWidth) + "  "
        text += "\(Printable.line(entry.name)) on \(Printable.line(entry.platform))"
        guard isFirst else { return text + "\n" }
        text += ", due \(zone.civil(at: entry.due).date)"
        if let id = entry.vendorID { text += ", id \(Printable.line(id))" }
        for line in [CalendarWords.move(of: entry), entry.note.map { Printable.line($0.capitalizedFirst) }] {
            if let line { text += "\n" + CalendarText.blanks(CalendarText.noteColumn) + style(line, .grey) }
        }
        return text + "\n"
    }

    /// How wide what stands below each other is.
    private struct Columns {
        var address: Int
        var status: Int

        init(_ entries: [CampaignCalendar.Entry]) {
            // A few long addresses don't push the rest out of sight.
            address = min(48, entries.map { $0.address.description.displayWidth }.max() ?? 0)
            status = entries.map { $0.status.words.displayWidth }.max() ?? 0
        }
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    private static func colour(_ status: CampaignCalendar.Status) -> TextStyle.Colour {
        switch status {
        case .created: .green
        case .toCreate: .blue
        case .upcoming, .covered: .grey
        case .missed: .yellow
        case .held, .unknown: .red
        }
    }
}
