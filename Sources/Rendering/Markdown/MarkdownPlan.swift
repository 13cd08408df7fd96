import Vendors
import Diagnostics
import Calendars
import Campaigns
import Planning

/// The parts of a report about a plan, in the order in which they are shown.
struct MarkdownPlan {
    private let plan: Plan
    private let zone: Zone

    init(_ plan: Plan, zone: Zone) {
        self.plan = plan
        self.zone = zone
    }

    var sections: [MarkdownSection] {
        let creates = entries(.create)
        return [
            MarkdownDestinations.section(plan), table(creates), MarkdownTimeline.section(plan, zone: zone),
            list(.changed, .changed, Self.changed, ("1 changed review", "changed reviews")),
            list(.missed, .missed, "", ("1 missed review", "missed reviews")),
            list(.held, .held, "", ("1 held review", "held reviews")),
            list(.covered, .covered, "", ("1 covered review", "covered reviews")),
            list(.undeclared, .undeclared, Self.undeclared, ("1 undeclared review", "undeclared reviews")),
            list(.resume, .resume, "", ("1 review to resume", "reviews to resume")),
            list(.move, .move, "A record moves, and nothing is sent.\n\n", ("1 move", "moves")),
            MarkdownBodies.section(creates + entries(.resume).filter { !$0.consentedCalls.isEmpty }),
        ]
    }

    private static let changed = """
        These run already, so nothing is sent. Put the manifest back; or, if someone changed it at the vendor, \
        `muster state accept ADDRESS`; or declare a second review for what was added.


        """

    private static let undeclared = "No manifest declares these any more; they run on at the vendor.\n\n"

    private func entries(_ action: PlanEntry.Action) -> [PlanEntry] { plan.entries.filter { $0.action == action } }

    private func table(_ creates: [PlanEntry]) -> MarkdownSection {
        let opening = """
            ### To create (\(creates.count))

            | address | name | platform | opens | due | who is notified, and what can't be undone |
            |---|---|---|---|---|---|

            """
        return MarkdownSection(
            .creates, ("1 row of a create", "rows of creates"), opening: opening, count: creates.count
        ) { index in row(creates[index]) }
    }

    private func row(_ entry: PlanEntry) -> MarkdownSection.Item {
        let opens = entry.resource?.opens.map(date) ?? "at once"
        let late = entry.lateness.map { ", late by \(PlanText.days($0.daysLate))" } ?? ""
        let left = entry.due.wholeSeconds(since: plan.instant) / 86_400
        let cells = [
            MarkdownText.code(entry.address.description), MarkdownText.sentence(entry.name),
            MarkdownText.code(entry.platform), opens + late, "\(date(entry.due)), \(PlanText.days(left)) left",
        ]
        let notes = (entry.consequences + entry.reasons.map(\.capitalizedFirst)).map(MarkdownText.sentence)
        return MarkdownSection.Item(
            head: "| \(cells.joined(separator: " | ")) | ", note: notes.joined(separator: "<br>"), tail: " |\n")
    }

    /// A list of what is done, or not done, about addresses, with all that is said of each.
    private func list(
        _ action: PlanEntry.Action, _ rank: MarkdownSection.Rank, _ words: String, _ nouns: (one: String, many: String)
    ) -> MarkdownSection {
        let chosen = entries(action)
        let title =
            switch action {
            case .resume, .move, .create: "To \(action.rawValue)"
            default: action.rawValue.capitalizedFirst
            }
        return MarkdownSection(
            rank, nouns, opening: "### \(title) (\(chosen.count))\n\n\(words)", count: chosen.count
        ) { index in MarkdownSection.Item(head: item(chosen[index])) }
    }

    private func item(_ entry: PlanEntry) -> String {
        var lines = [
            "- \(MarkdownText.code(entry.address.description)): \(MarkdownText.sentence(entry.name)), on "
                + "\(MarkdownText.code(entry.platform)), due \(date(entry.due))"
        ]
        if let former = entry.movedFrom { lines.append("  - It was \(MarkdownText.code(former.description))") }
        let reasons = entry.reasons + entry.faults.map(\.message)
        lines += reasons.map { "  - \(MarkdownText.sentence($0.capitalizedFirst))" }
        if entry.action == .resume { lines += entry.consequences.map { "  - \(MarkdownText.sentence($0))" } }
        lines += entry.differences.map {
            "  - \(MarkdownText.code($0.path)): \(MarkdownText.code($0.recorded)) was created, "
                + "\(MarkdownText.code($0.declared)) is declared"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func date(_ instant: Instant) -> String { PlanText.time(instant, in: zone) }
}
