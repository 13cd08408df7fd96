import Calendars
import Planning

/// What every form of the calendar says in the same words.
enum CalendarWords {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// Such as `January`.
    static func month(_ date: CivilDate) -> String { months[date.month - 1] }

    /// Such as `4 January 2027`.
    static func day(_ date: CivilDate) -> String { "\(date.day) \(month(date)) \(date.year)" }

    /// Such as `4 January 2027, 09:00`, or `4 Jan 2027, 09:00` where it is short.
    static func moment(_ instant: Instant, in zone: Zone, isShort: Bool = false) -> String {
        let local = zone.civil(at: instant)
        let day = isShort ? "\(local.date.day) \(month(local.date).prefix(3)) \(local.date.year)" : day(local.date)
        return "\(day), \(time(local))"
    }

    /// Such as `09:00`.
    static func time(_ local: CivilDateTime) -> String {
        (local.hour < 10 ? "0" : "") + "\(local.hour):" + (local.minute < 10 ? "0" : "") + "\(local.minute)"
    }

    /// Such as `year-end close, 2027-12-15 to 2028-01-03`, in one safe line.
    static func freeze(_ freeze: Freeze) -> String {
        "\(Printable.line(freeze.reason)), \(freeze.from) to \(freeze.to)"
    }

    /// That freezes moved the opening; nothing where none did.
    static func move(of entry: CampaignCalendar.Entry) -> String? {
        if entry.movedBy.isEmpty { return nil }
        return "Opening moved by a freeze: " + entry.movedBy.map(freeze).joined(separator: "; ")
    }

    /// Such as `3 created, 1 to create`; statuses that no entry has are left out.
    static func counts(_ calendar: CampaignCalendar) -> String {
        CampaignCalendar.Status.allCases.compactMap { status in
            let count = calendar.count(of: status)
            return count == 0 ? nil : "\(count) \(status.words)"
        }.joined(separator: ", ")
    }
}

extension CampaignCalendar.Status {
    /// The status as people say it.
    var words: String {
        switch self {
        case .created: "created"
        case .toCreate: "to create"
        case .upcoming: "upcoming"
        case .missed: "missed"
        case .covered: "covered"
        case .held: "held"
        case .unknown: "unknown"
        }
    }
}
