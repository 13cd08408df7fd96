import Calendars
import Campaigns
package import Planning

/// The calendar for calendar programs: an iCalendar object (RFC 5545), `text/calendar` in UTF-8.
///
/// Each opening and each due date is an event of half an hour, since programs draw one without length as a hair line or not at
/// all: an opening's begins, and a due date's ends, at its instant, so that one due at 23:59:59 stands on its day. The end is
/// written out, as not every program reads DURATION. None of them makes a person busy. UIDs come from address and lineage
/// alone, so that reading a newer calendar moves what the program has and adds nothing twice, and two projects can share a calendar.
package enum CalendarICS {
    package static func report(_ calendar: CampaignCalendar) -> String {
        var content = ICSContent()
        content.add("BEGIN", "VCALENDAR")
        content.add("VERSION", "2.0")
        content.add("PRODID", "-//Muster//Campaign calendar//EN")
        content.add("CALSCALE", "GREGORIAN")
        content.add("X-WR-CALNAME", "Access reviews")
        let events = calendar.events
        for event in events { add(event, of: calendar, to: &content) }
        if events.isEmpty { addZone(to: &content) }
        content.add("END", "VCALENDAR")
        return content.text
    }

    private static let halfAnHour = 30 * 60

    private static func add(
        _ event: CampaignCalendar.Event, of calendar: CampaignCalendar, to content: inout ICSContent
    ) {
        let entry = event.entry
        let start = event.moment == .opens ? event.at : event.at.adding(seconds: -halfAnHour)
        content.add("BEGIN", "VEVENT")
        content.add("UID", text: "\(entry.address)-\(event.moment.rawValue)@\(calendar.lineage ?? "muster")")
        content.add("DTSTAMP", time(calendar.now))
        content.add("DTSTART", time(start))
        content.add("DTEND", time(start.adding(seconds: halfAnHour)))
        content.add("SUMMARY", text: summary(event))
        content.add("DESCRIPTION", text: description(entry, in: calendar.zone))
        content.add("CATEGORIES", text: Printable.line(entry.platform))
        content.add("STATUS", status(entry.status))
        content.add("TRANSP", "TRANSPARENT")
        content.add("END", "VEVENT")
    }

    private static func summary(_ event: CampaignCalendar.Event) -> String {
        let moment = event.moment == .opens ? "Opens" : "Due"
        let status =
            switch event.entry.status {
            case .created, .upcoming: ""
            case .toCreate, .missed, .covered, .held, .unknown: " (\(event.entry.status.words))"
            }
        return "\(moment): \(Printable.line(event.entry.name))\(status)"
    }

    private static func description(_ entry: CampaignCalendar.Entry, in zone: Zone) -> String {
        func moment(_ instant: Instant) -> String {
            "\(CalendarWords.moment(instant, in: zone)) \(Printable.line(zone.identifier))"
        }
        let lines = [
            "\(entry.address): \(entry.kind.rawValue) on \(Printable.line(entry.platform)), \(entry.status.words)",
            entry.opens.map { "Opens \(moment($0))" }, "Due \(moment(entry.due))",
            entry.createdAt.map { "Created \(moment($0))" }, entry.vendorID.map { "Id \(Printable.line($0))" },
            CalendarWords.move(of: entry), entry.note.map { Printable.line($0.capitalizedFirst) },
        ]
        return lines.compactMap { $0 }.joined(separator: "\n")
    }

    private static func status(_ status: CampaignCalendar.Status) -> String {
        switch status {
        case .created: "CONFIRMED"
        case .toCreate, .upcoming, .held, .unknown: "TENTATIVE"
        case .missed, .covered: "CANCELLED"
        }
    }

    /// Such as `20270104T140000Z`; a fraction of a second is left out.
    private static func time(_ instant: Instant) -> String {
        Instant(seconds: instant.seconds).rfc3339.filter { $0 != "-" && $0 != ":" }
    }

    /// A calendar must have some component, even one in which nothing happens.
    private static func addZone(to content: inout ICSContent) {
        content.add("BEGIN", "VTIMEZONE")
        content.add("TZID", "UTC")
        content.add("BEGIN", "STANDARD")
        content.add("DTSTART", "19700101T000000")
        content.add("TZOFFSETFROM", "+0000")
        content.add("TZOFFSETTO", "+0000")
        content.add("END", "STANDARD")
        content.add("END", "VTIMEZONE")
    }
}
