import Calendars
import Campaigns
import Planning

/// The signs and the words by which the page says what an entry is.
enum CalendarMark {
    /// A sign for each status, 12 by 12, to be used by its id.
    static var symbols: String {
        CampaignCalendar.Status.allCases.map { status in
            "<symbol id=\"i-\(status.rawValue)\" viewBox=\"0 0 12 12\"><path class=\"icon\" d=\"\(path(status))\"/></symbol>"
        }.joined()
    }

    private static func path(_ status: CampaignCalendar.Status) -> String {
        switch status {
        case .created: "M2 6.5 5 9.5 10 3"
        case .toCreate: "M6 2v8M2 6h8"
        case .upcoming: "M4.5 2.5 8 6 4.5 9.5"
        case .missed: "M2.5 2.5l7 7M9.5 2.5l-7 7"
        case .covered: "M2 4.3h8M2 7.7h8"
        case .held: "M6 1.8v5M6 10v.2"
        case .unknown: "M3.8 4.2a2.2 2.2 0 1 1 3.2 2Q6 6.8 6 7.6M6 10.2v.1"
        }
    }

    /// A small bar of the status with its sign, beside words that say the same.
    static func swatch(_ status: CampaignCalendar.Status) -> String {
        "<svg class=\"mark s-\(status.rawValue)\" width=\"26\" height=\"18\" aria-hidden=\"true\">"
            + "<rect class=\"bar\" x=\"1.5\" y=\"1.5\" width=\"23\" height=\"15\" rx=\"4\"/>"
            + "<use href=\"#i-\(status.rawValue)\" x=\"7\" y=\"3\" width=\"12\" height=\"12\"/></svg>"
    }

    /// All there is to say about an entry, a line each.
    static func words(_ entry: CampaignCalendar.Entry, in zone: Zone) -> [String] {
        var lines = [entry.name, "\(entry.address) on \(entry.platform)"]
        if let period = entry.address.period { lines.append("Period \(period)") }
        if let opens = entry.opens { lines.append("Opens \(CalendarWords.moment(opens, in: zone))") }
        lines.append("Due \(CalendarWords.moment(entry.due, in: zone))")
        return lines + [entry.status.words.capitalizedFirst] + details(entry, in: zone)
    }

    /// What is neither an entry's name nor its status nor its dates.
    static func details(_ entry: CampaignCalendar.Entry, in zone: Zone) -> [String] {
        [
            entry.createdAt.map { "Created \(CalendarWords.moment($0, in: zone))" }, entry.vendorID.map { "Id \($0)" },
            CalendarWords.move(of: entry), entry.note?.capitalizedFirst,
        ].compactMap { $0 }
    }

    /// The attributes and the title of something that has the focus in its turn and says the words.
    static func named(_ words: [String], class name: String, _ content: String) -> String {
        let lines = words.map(HTMLText.escape)
        let label = lines.joined(separator: ", ")
        return "<g class=\"mark \(name)\" tabindex=\"0\" role=\"img\" aria-label=\"\(label)\">"
            + "<title>\(lines.joined(separator: "\n"))</title>\(content)</g>\n"
    }
}
