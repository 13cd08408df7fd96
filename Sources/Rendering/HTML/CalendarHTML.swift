import Calendars
package import Planning

/// The calendar as one page that needs nothing else: no script, no font, no picture, nothing from a network.
///
/// The timeline is drawn in SVG, light or dark as the reader's system is; a table says the same. Nothing in the page is told by
/// colour alone, and the keyboard reaches every mark.
package enum CalendarHTML {
    package static func page(_ calendar: CampaignCalendar) -> String {
        let days = "\(CalendarWords.day(calendar.from)) to \(CalendarWords.day(calendar.to))"
        let zone = HTMLText.escape(calendar.zone.identifier)
        let now = CalendarWords.moment(calendar.now, in: calendar.zone)
        let counts = CalendarWords.counts(calendar)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Access reviews, \(days)</title>
            <style>
            \(CalendarStyle.css)</style>
            </head>
            <body>
            <main>
            <h1>Access reviews</h1>
            <p>\(days), times in \(zone)</p>
            <p class="muted">As of \(now)\(counts.isEmpty ? "" : ": \(counts)")</p>
            \(calendar.entries.isEmpty ? "<p>Nothing opens or is due in these days.</p>\n" : timeline(calendar))\
            \(calendar.freezes.isEmpty ? "" : freezes(calendar))\
            </main>
            </body>
            </html>

            """
    }

    private static func timeline(_ calendar: CampaignCalendar) -> String {
        """
        <a class="skip" href="#table">Skip the timeline</a>
        <h2 id="timeline">Timeline</h2>
        \(legend)<div class="card scroll">
        \(CalendarTimeline(calendar).svg)</div>
        <h2 id="table" tabindex="-1">Table</h2>
        <div class="card scroll">
        \(CalendarTable.entries(calendar))</div>

        """
    }

    private static func freezes(_ calendar: CampaignCalendar) -> String {
        "<h2>Freezes</h2>\n<div class=\"card\">\n\(CalendarTable.freezes(calendar))</div>\n"
    }

    /// What the timeline's bars, shades and lines mean.
    private static var legend: String {
        let statuses = CampaignCalendar.Status.allCases.map { status in
            "<li>\(CalendarMark.swatch(status))\(status.words.capitalizedFirst)</li>\n"
        }
        let others = [
            ("<rect class=\"freeze\" width=\"26\" height=\"18\"/>", "Freeze"),
            ("<path class=\"today\" d=\"M13 0v18\"/>", "Today"),
            ("<path class=\"bar s-upcoming\" d=\"M5 9l8-8 8 8-8 8z\"/>", "Due date alone"),
        ].map { "<li><svg width=\"26\" height=\"18\" aria-hidden=\"true\">\($0.0)</svg>\($0.1)</li>\n" }
        return "<ul class=\"legend\" aria-label=\"Legend\">\n\((statuses + others).joined())"
            + "<li class=\"muted\">A bar begins at the opening and ends at the due date</li>\n</ul>\n"
    }
}
