import Calendars
import Campaigns
import Planning

/// What the timeline shows, as tables.
enum CalendarTable {
    /// A row for each entry, by the time of its opening.
    static func entries(_ calendar: CampaignCalendar) -> String {
        let entries = calendar.entries.sorted {
            ($0.opens ?? $0.due, $0.due, $0.address) < ($1.opens ?? $1.due, $1.due, $1.address)
        }
        let widths = [24, 11, 9, 13, 13, 12, 18]
        let headings = ["Review", "Platform", "Period", "Opens", "Due", "Status", "Details"]
        var html = "<table><caption>Every review by its opening; times in \(HTMLText.escape(calendar.zone.identifier))"
        html += "</caption>\n<colgroup>\(widths.map { "<col width=\"\($0)%\">" }.joined())</colgroup>\n"
        html += "<thead><tr>\(headings.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>\n<tbody>\n"
        for entry in entries { html += row(entry, in: calendar.zone) }
        return html + "</tbody></table>\n"
    }

    private static func row(_ entry: CampaignCalendar.Entry, in zone: Zone) -> String {
        let details = CalendarMark.details(entry, in: zone).map { "<div><bdi>\(HTMLText.escape($0))</bdi></div>" }
        let cells = [
            "<bdi>\(HTMLText.escape(entry.platform))</bdi>", HTMLText.escape(entry.address.period ?? "–"),
            entry.opens.map { time($0, in: zone) } ?? "any time", time(entry.due, in: zone),
            "<span class=\"chip\">\(CalendarMark.swatch(entry.status))\(entry.status.words.capitalizedFirst)</span>",
            details.joined(),
        ]
        return "<tr><th scope=\"row\"><bdi>\(HTMLText.escape(entry.name))</bdi>"
            + "<span class=\"key\">\(HTMLText.escape(entry.address.description))</span></th>"
            + cells.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
    }

    private static func time(_ instant: Instant, in zone: Zone) -> String {
        "<time datetime=\"\(instant.rfc3339)\">\(CalendarWords.moment(instant, in: zone, isShort: true))</time>"
    }

    /// A row for each freeze, by its first day.
    static func freezes(_ calendar: CampaignCalendar) -> String {
        var html =
            "<table><caption>Days in which nothing opens</caption>\n<colgroup><col width=\"50%\"><col width=\"25%\">"
        html +=
            "<col width=\"25%\"></colgroup>\n<thead><tr><th scope=\"col\">Reason</th><th scope=\"col\">First day</th>"
        html += "<th scope=\"col\">Last day</th></tr></thead>\n<tbody>\n"
        for freeze in calendar.freezes.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            html += "<tr><th scope=\"row\"><bdi>\(HTMLText.escape(freeze.reason))</bdi></th>"
            html += "<td>\(CalendarWords.day(freeze.from))</td><td>\(CalendarWords.day(freeze.to))</td></tr>\n"
        }
        return html + "</tbody></table>\n"
    }
}
