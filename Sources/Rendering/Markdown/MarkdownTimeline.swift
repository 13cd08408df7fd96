import Calendars
import Campaigns
import Planning

/// The part of a report that draws when reviews are open, as a Gantt chart of Mermaid.
///
/// Mermaid has no escape that all its versions read, so that addresses and platforms, whose grammar needs none, are all that is named;
/// should one hold something else, that becomes `_`. A task's name begins with a word of its own, since the chart's grammar takes a
/// name that begins with `gantt` for a keyword.
enum MarkdownTimeline {
    /// More bars than this can't be told apart, and Mermaid refuses charts of more than 50,000 characters.
    private static let mostTasks = 100

    /// What would be created, and what stands open before it or opens later: one item, all or nothing.
    static func section(_ plan: Plan, zone: Zone) -> MarkdownSection {
        let entries = plan.entries.filter { word($0.action) != nil }
        return MarkdownSection(
            .timeline, ("the timeline", "timelines"), opening: "### Timeline\n\n", count: entries.isEmpty ? 0 : 1
        ) { _ in MarkdownSection.Item(head: chart(entries, at: plan.instant, zone)) }
    }

    private static func chart(_ entries: [PlanEntry], at instant: Instant, _ zone: Zone) -> String {
        let first = entries.sorted { (start($0, instant), $0.address) < (start($1, instant), $1.address) }
            .prefix(mostTasks)
        var lines = ["gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m-%d", "    inclusiveEndDates"]
        for (platform, entries) in Dictionary(grouping: first, by: \.platform).sorted(by: { $0.key < $1.key }) {
            lines.append("    section \(safe(platform))")
            lines += entries.compactMap { entry in
                guard let word = word(entry.action) else { return nil }
                let tag = entry.action == .create ? "active, " : entry.action == .held ? "crit, " : ""
                let days = [start(entry, instant), entry.due].map { zone.civil(at: $0).date.description }
                return "    \(word) \(safe(entry.address.description)) :\(tag)\(days.joined(separator: ", "))"
            }
        }
        let chart = MarkdownText.block(lines.joined(separator: "\n"), language: "mermaid")
        let rest = entries.count - first.count
        return chart + (rest > 0 ? "\nThe first \(first.count) to open are drawn, and \(rest) are not.\n" : "")
    }

    /// What a bar is called; nothing for what is not drawn.
    private static func word(_ action: PlanEntry.Action) -> String? {
        switch action {
        case .create: "create"
        case .upcoming: "later"
        case .held: "held"
        case .resume, .move, .unchanged, .changed, .missed, .covered, .undeclared: nil
        }
    }

    private static func start(_ entry: PlanEntry, _ instant: Instant) -> Instant {
        min(entry.resource?.opens ?? instant, entry.due)
    }

    private static func safe(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { scalar in
                    switch scalar {
                    case "a"..."z", "A"..."Z", "0"..."9", "-", "@", "/": scalar
                    default: "_"
                    }
                }))
    }
}
