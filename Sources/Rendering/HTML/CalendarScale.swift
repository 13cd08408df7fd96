import Calendars
import Planning

/// Where instants lie on the timeline, and its grid.
struct CalendarScale {
    /// A line of the grid, and its label where there is room for one.
    struct Tick {
        var x: Double
        var label: String?
    }

    static let left = 300.0
    static let right = 1200.0
    static let labelSize = 11.0

    let span: Range<Instant>
    private let zone: Zone

    init(_ calendar: CampaignCalendar) {
        span = calendar.span
        zone = calendar.zone
    }

    /// Instants before and after the days lie at the edges.
    func x(of instant: Instant) -> Double {
        let part = instant.secondsSince(span.lowerBound) / span.upperBound.secondsSince(span.lowerBound)
        return Self.left + (Self.right - Self.left) * min(1, max(0, part))
    }

    func ticks(of calendar: CampaignCalendar) -> [Tick] {
        let days = calendar.to.days(since: calendar.from) + 1
        let dates =
            days <= 16
            ? Self.days(from: calendar.from, count: days, step: 1)
            : days <= 120 ? Self.mondays(from: calendar.from, count: days) : Self.months(calendar)
        // The first day begins the grid even where it begins no month.
        let all = (dates.first == calendar.from ? [] : [calendar.from]) + dates
        let isByMonth = days > 120
        var ticks: [Tick] = []
        for (index, date) in all.enumerated() {
            let x = x(of: zone.startOfDay(date))
            let end = index + 1 < all.count ? self.x(of: zone.startOfDay(all[index + 1])) : Self.right
            let isFirst = !ticks.contains { $0.label != nil }
            let label = isByMonth ? Self.monthLabel(date, isFirst: isFirst) : Self.dayLabel(date)
            let fits = TextWidth.of(label, size: Self.labelSize) + 8 <= end - x
            ticks.append(Tick(x: x, label: fits ? label : nil))
        }
        return ticks
    }

    private static func dayLabel(_ date: CivilDate) -> String { "\(date.day) \(CalendarWords.month(date).prefix(3))" }

    private static func monthLabel(_ date: CivilDate, isFirst: Bool) -> String {
        let month = String(CalendarWords.month(date).prefix(3))
        return isFirst || date.month == 1 ? "\(month) \(date.year)" : month
    }

    private static func days(from first: CivilDate, count: Int, step: Int) -> [CivilDate] {
        stride(from: 0, to: max(1, count), by: step).map { first.adding(days: $0) }
    }

    private static func mondays(from first: CivilDate, count: Int) -> [CivilDate] {
        let wait = (8 - first.weekday.rawValue) % 7
        return wait < count ? days(from: first.adding(days: wait), count: count - wait, step: 7) : []
    }

    /// The first days of at most 14 months, or of every second, third, sixth, or of years.
    private static func months(_ calendar: CampaignCalendar) -> [CivilDate] {
        let first = calendar.from.year * 12 + calendar.from.month - (calendar.from.day == 1 ? 1 : 0)
        let last = calendar.to.year * 12 + calendar.to.month - 1
        let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000]
        let step = steps.first { (last - first) / $0 < 14 } ?? 12_000
        return stride(from: (first + step - 1) / step * step, through: last, by: step).compactMap { month in
            CivilDate(year: month / 12, month: month % 12 + 1, day: 1)
        }
    }
}
