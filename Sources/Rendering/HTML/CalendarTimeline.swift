import Calendars
import Campaigns
import Planning

/// The timeline of the calendar's page: a group for each platform, a row for each review, a bar from each opening to its due date.
struct CalendarTimeline {
    private let calendar: CampaignCalendar
    private let scale: CalendarScale
    private let ticks: [CalendarScale.Tick]
    private let groups: [CalendarGroup]
    private let height: Double

    private static let top = 40.0
    private static let bandHeight = 28.0
    private static let barHeight = 17.0
    private static let laneHeight = 21.0
    private static let labelLeft = 12.0
    private static let labelWidth = CalendarScale.left - 24
    private static let nameSize = 12.5

    init(_ calendar: CampaignCalendar) {
        self.calendar = calendar
        scale = CalendarScale(calendar)
        ticks = scale.ticks(of: calendar)
        groups = CalendarGroup.groups(of: calendar, on: scale)
        height = groups.reduce(Self.top) { height, group in
            height + Self.bandHeight + group.rows.reduce(group.rows.isEmpty ? 30 : 0) { $0 + Self.height(of: $1) }
        }
    }

    private static func height(of row: CalendarRow) -> Double { max(40, Double(row.laneCount) * laneHeight + 10) }

    var svg: String {
        let right = HTMLText.number(CalendarScale.right)
        var svg =
            "<svg class=\"timeline\" viewBox=\"0 0 \(right) \(HTMLText.number(height))\" role=\"group\" "
            + "aria-labelledby=\"timeline\">\n<defs>\(CalendarMark.symbols)"
            + "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
            + "patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M3 0v6\"/></pattern>"
            + "<clipPath id=\"labels\"><rect width=\"\(HTMLText.number(CalendarScale.left - 6))\" "
            + "height=\"\(HTMLText.number(height))\"/></clipPath></defs>\n"
        let lines = ticks.map { "M\(HTMLText.number($0.x)) \(HTMLText.number(Self.top))V\(HTMLText.number(height))" }
        svg += "<path class=\"grid\" fill=\"none\" d=\"\(lines.joined())\"/>\n"
        svg += freezes + today
        var y = Self.top
        for group in groups {
            svg += heading(of: group, at: y)
            y += Self.bandHeight
            if group.rows.isEmpty {
                svg += text("Nothing opens or is due", class: "key", x: Self.labelLeft, y: y + 19)
                y += 30
            }
            for row in group.rows {
                svg += self.row(row, at: y)
                y += Self.height(of: row)
            }
        }
        return svg + "</svg>\n"
    }

    /// The text as far as the column of labels holds it, and the whole text where it is cut.
    private func label(_ text: String, class name: String, size: Double, y: Double) -> String {
        let shown = TextWidth.fit(Printable.line(text), in: Self.labelWidth, size: size)
        let title = shown.hasSuffix("…") || shown.hasSuffix("…\u{200F}") ? HTMLText.escape(text) : nil
        return self.text(shown, class: name, x: Self.labelLeft, y: y, title: title)
    }

    private func text(_ text: String, class name: String, x: Double, y: Double, title: String? = nil) -> String {
        "<text class=\"\(name)\" x=\"\(HTMLText.number(x))\" y=\"\(HTMLText.number(y))\">\(HTMLText.escape(text))"
            + (title.map { "<title>\($0)</title>" } ?? "") + "</text>\n"
    }

    private func heading(of group: CalendarGroup, at y: Double) -> String {
        var svg = "<rect class=\"band\" y=\"\(HTMLText.number(y))\" width=\"\(HTMLText.number(CalendarScale.right))\" "
        svg += "height=\"\(HTMLText.number(Self.bandHeight))\"/>\n<g clip-path=\"url(#labels)\">"
        // Bold letters are wider.
        svg += label(group.platform, class: "platform", size: 15.5, y: y + 19) + "</g>"
        for tick in ticks {
            guard let label = tick.label else { continue }
            svg += text(label, class: "tick", x: tick.x + 4, y: y + 18)
        }
        return svg
    }

    private func row(_ row: CalendarRow, at y: Double) -> String {
        let height = Self.height(of: row)
        var svg =
            "<path class=\"grid\" d=\"M0 \(HTMLText.number(y + height))H\(HTMLText.number(CalendarScale.right))\"/>"
        svg += "<g clip-path=\"url(#labels)\">"
        if row.name.isEmpty {
            svg += label(row.key.description, class: "name", size: Self.nameSize, y: y + 24)
        } else {
            svg += label(row.name, class: "name", size: Self.nameSize, y: y + 17)
            svg += label(row.key.description, class: "key", size: 11, y: y + 32)
        }
        svg += "</g>\n"
        let used = Double(row.laneCount - 1) * Self.laneHeight + Self.barHeight
        for bar in row.bars {
            svg += mark(bar, at: y + (height - used) / 2 + Double(bar.lane) * Self.laneHeight)
        }
        return svg
    }

    private func mark(_ bar: CalendarRow.Bar, at y: Double) -> String {
        let status = bar.entry.status.rawValue
        let middle = y + Self.barHeight / 2
        var content: String
        if bar.entry.opens == nil {
            // Only a due date: a diamond.
            let half = bar.width / 2
            content = "<path class=\"bar\" d=\"M\(HTMLText.number(bar.x)) \(HTMLText.number(middle))"
            content += "l\(HTMLText.number(half)) -\(HTMLText.number(half)) \(HTMLText.number(half)) "
            content += "\(HTMLText.number(half)) -\(HTMLText.number(half)) \(HTMLText.number(half))z\"/>"
        } else {
            content = "<rect class=\"bar\" x=\"\(HTMLText.number(bar.x))\" y=\"\(HTMLText.number(y))\" "
            content +=
                "width=\"\(HTMLText.number(bar.width))\" height=\"\(HTMLText.number(Self.barHeight))\" rx=\"4\"/>"
        }
        let size = bar.entry.opens == nil ? 8.0 : 11.0
        if bar.width >= size + 3 {
            let period = fittingPeriod(of: bar)
            let x = period == nil ? bar.x + (bar.width - size) / 2 : bar.x + 5
            content +=
                "<use href=\"#i-\(status)\" x=\"\(HTMLText.number(x))\" y=\"\(HTMLText.number(middle - size / 2))\" "
            content += "width=\"\(HTMLText.number(size))\" height=\"\(HTMLText.number(size))\"/>"
            if let period { content += text(period, class: "period", x: x + size + 4, y: middle + 3.8) }
        }
        return CalendarMark.named(
            CalendarMark.words(bar.entry, in: calendar.zone), class: "s-\(status)", content)
    }

    /// The period's key, or what of it is not the year, where the bar has room for it beside its sign.
    private func fittingPeriod(of bar: CalendarRow.Bar) -> String? {
        guard bar.entry.opens != nil, let key = bar.entry.address.period.map(Printable.line) else { return nil }
        let parts = key.split(separator: "-")
        let short = parts.count == 2 ? String(parts[1]) : key
        // Bold letters are wider.
        return [key, short].first { TextWidth.of($0, size: 11.5) + 26 <= bar.width }
    }

    /// Behind everything, each with its reason above where there is room.
    private var freezes: String {
        var svg = ""
        var labelled = CalendarScale.left
        for freeze in calendar.freezes.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            guard freeze.from <= freeze.to, freeze.from <= calendar.to, freeze.to >= calendar.from else { continue }
            let x = scale.x(of: calendar.zone.startOfDay(freeze.from))
            let width = max(3, scale.x(of: calendar.zone.startOfDay(freeze.to.adding(days: 1))) - x)
            var content = "<rect class=\"freeze\" x=\"\(HTMLText.number(min(x, CalendarScale.right - width)))\" "
            content += "y=\"\(HTMLText.number(Self.top - 5))\" width=\"\(HTMLText.number(width))\" "
            content += "height=\"\(HTMLText.number(height - Self.top + 5))\"/>"
            let reason = Printable.line(freeze.reason)
            let wanted = min(220, TextWidth.of(reason, size: CalendarScale.labelSize))
            let start = max(labelled, min(x, CalendarScale.right - 6 - wanted))
            let room = min(220, CalendarScale.right - 6 - start)
            let shown = room < 40 ? "" : TextWidth.fit(reason, in: room, size: CalendarScale.labelSize)
            svg += CalendarMark.named(
                ["Freeze: \(freeze.reason)", "\(CalendarWords.day(freeze.from)) to \(CalendarWords.day(freeze.to))"],
                class: "s-freeze", content)
            guard !shown.isEmpty else { continue }
            // Nothing a font does takes it over the next one.
            svg += "<svg x=\"\(HTMLText.number(start))\" width=\"\(HTMLText.number(room))\" height=\"20\">"
            svg += text(shown, class: "tick", x: 0, y: 14) + "</svg>"
            labelled = start + TextWidth.of(shown, size: CalendarScale.labelSize) + 10
        }
        return svg
    }

    private var today: String {
        guard calendar.span.contains(calendar.now) else { return "" }
        let x = scale.x(of: calendar.now)
        let date = calendar.zone.civil(at: calendar.now).date
        let words = "Today, \(CalendarWords.day(date))"
        // Bold letters are wider.
        let width = TextWidth.of(words, size: 12)
        let start = max(CalendarScale.left, min(x - width / 2, CalendarScale.right - 6 - width))
        let line =
            "<path class=\"today\" d=\"M\(HTMLText.number(x)) \(HTMLText.number(Self.top - 5))V\(HTMLText.number(height))\"/>"
        return CalendarMark.named([words], class: "s-today", line)
            + text(words, class: "today-text", x: start, y: 30)
    }
}
