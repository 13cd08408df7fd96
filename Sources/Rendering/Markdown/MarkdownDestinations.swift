import Planning

/// The part of a report about platforms whose credentials go somewhere else than to the vendor, or come from other variables: one item for
/// each platform, however many reviews it has, so that no number of them hides it.
enum MarkdownDestinations {
    static func section(_ plan: Plan) -> MarkdownSection {
        let items = plan.destinations.values.sorted { $0.platform < $1.platform }.compactMap { item($0, plan) }
        return MarkdownSection(
            .destinations, ("1 platform", "platforms"), opening: "### Where it goes\n\n", count: items.count
        ) { MarkdownSection.Item(head: items[$0]) }
    }

    private static func item(_ destination: Destination, _ plan: Plan) -> String? {
        let words = destination.warnings
        let counts = [
            (PlanEntry.Action.create, "to create"), (.resume, "to resume"), (.upcoming, "upcoming"), (.held, "held"),
        ]
        .compactMap { action, word in
            let count = plan.entries.indices.count {
                plan.entries[$0].action == action && plan.entries[$0].platform == destination.platform
            }
            return count > 0 ? "\(count) \(word)" : nil
        }
        if words.isEmpty { return nil }
        let head =
            "- \(MarkdownText.code(destination.platform)): \(counts.isEmpty ? "nothing yet" : counts.joined(separator: ", "))"
        return ([head] + words.map { "  - \(MarkdownText.sentence($0))" }).joined(separator: "\n") + "\n"
    }
}
