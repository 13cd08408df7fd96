import Calendars
import Campaigns
import Planning

/// What the timeline shows of one platform.
struct CalendarGroup {
    var platform: String
    var rows: [CalendarRow]

    /// A group for each platform, and in it a row for each of its reviews, by campaign and review.
    static func groups(of calendar: CampaignCalendar, on scale: CalendarScale) -> [CalendarGroup] {
        let byPlatform = Dictionary(grouping: calendar.entries, by: \.platform)
        return calendar.allPlatforms.map { platform in
            let byReview = Dictionary(grouping: byPlatform[platform] ?? []) { entry in
                Address(campaign: entry.address.campaign, review: entry.address.review)
            }
            let rows = byReview.keys.sorted().map { CalendarRow($0, byReview[$0] ?? [], on: scale) }
            return CalendarGroup(platform: platform, rows: rows)
        }
    }
}

/// A review and its periods.
struct CalendarRow {
    /// A mark for one entry.
    struct Bar {
        var entry: CampaignCalendar.Entry
        var x: Double
        var width: Double
        /// Bars at the same time stand below each other.
        var lane: Int
    }

    /// Campaign and review.
    var key: Address
    /// What the names of its periods have in common.
    var name: String
    var bars: [Bar]
    var laneCount: Int

    /// Wide enough for a sign.
    static let leastWidth = 16.0

    init(_ key: Address, _ entries: [CampaignCalendar.Entry], on scale: CalendarScale) {
        self.key = key
        name = CalendarRow.commonName(entries.map(\.name))
        bars = []
        let shown = entries.filter { entry in
            (entry.opens ?? entry.due) < scale.span.upperBound && entry.due >= scale.span.lowerBound
        }.sorted { ($0.opens ?? $0.due, $0.address) < ($1.opens ?? $1.due, $1.address) }
        // Where each lane ends.
        var ends: [Double] = []
        for (index, entry) in shown.enumerated() {
            let start = scale.x(of: entry.opens ?? entry.due)
            let next = index + 1 < shown.count ? scale.x(of: shown[index + 1].opens ?? shown[index + 1].due) : .infinity
            // A due date alone is a diamond around it. A short bar gets room for a sign, as far as it reaches neither into the
            // next one nor beyond the edge.
            let isAlone = entry.opens == nil
            let room = min(next - start - 1, CalendarScale.right - start)
            let least = isAlone ? CalendarRow.leastWidth : max(3, min(CalendarRow.leastWidth, room))
            let wanted = isAlone ? start - least / 2 : start
            let x = max(CalendarScale.left, min(wanted, CalendarScale.right - least))
            let width = isAlone ? least : max(least, scale.x(of: entry.due) - x)
            let lane = ends.firstIndex { $0 <= x } ?? ends.count
            if lane == ends.count { ends.append(0) }
            ends[lane] = x + width
            bars.append(Bar(entry: entry, x: x, width: width, lane: lane))
        }
        laneCount = max(1, ends.count)
    }

    /// The words with which all names begin and end, and `…` for what differs; nothing where they share no word.
    private static func commonName(_ names: [String]) -> String {
        let names = Array(Set(names)).sorted()
        guard names.count > 1, let first = names.first else { return names.first ?? "" }
        let words = names.map { $0.split(separator: " ") }
        let count = words.map(\.count).min() ?? 0
        var leading: [Substring] = []
        for (index, word) in first.split(separator: " ").prefix(count).enumerated() {
            guard words.allSatisfy({ $0[index] == word }) else { break }
            leading.append(word)
        }
        var trailing: [Substring] = []
        for (index, word) in first.split(separator: " ").reversed().prefix(count - leading.count).enumerated() {
            guard words.allSatisfy({ $0[$0.count - 1 - index] == word }) else { break }
            trailing.append(word)
        }
        if leading.isEmpty && trailing.isEmpty { return "" }
        let middle: [Substring] = trailing.isEmpty ? [] : ["…"]
        return (leading + middle + trailing.reversed()).joined(separator: " ")
    }
}
