import Planning

/// The part of a report about platforms whose credentials go somewhere else than to the vendor, or come from other variables: one item for
/// each platform, however many reviews it has, so that no number of them hides it.
enum MarkdownDestinations {
    private static let shown: [(PlanEntry.Action, String)] = [
        (.create, "to create"), (.resume, "to resume"), (.upcoming, "upcoming"), (.held, "held"),
    ]

    static func section(_ plan: Plan) -> MarkdownSection {
        let destinations = plan.destinations.values.filter { !$0.warnings.isEmpty }.sorted { $0.platform < $1.platform }
        let counts = plan.entries.indices.reduce(into: [String: [PlanEntry.Action: Int]]()) { counts, index in
            counts[plan.entries[index].platform, default: [:]][plan.entries[index].action, default: 0] += 1
        }
        return MarkdownSection(
            .destinations, ("1 platform", "platforms"), opening: "### Where it goes\n\n", count: destinations.count
        ) { index in
            MarkdownSection.Item(head: item(destinations[index], counts[destinations[index].platform] ?? [:]))
        }
    }

    private static func item(_ destination: Destination, _ counts: [PlanEntry.Action: Int]) -> String {
        let words = shown.compactMap { action, word in counts[action].map { "\($0) \(word)" } }
        let head =
            "- \(MarkdownText.code(destination.platform)): \(words.isEmpty ? "nothing yet" : words.joined(separator: ", "))"
        return ([head] + destination.warnings.map { "  - \(MarkdownText.sentence($0))" }).joined(separator: "\n") + "\n"
    }
}
