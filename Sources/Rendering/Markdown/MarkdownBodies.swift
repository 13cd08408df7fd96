import Campaigns
import JSON
import Planning

/// The part of a report with what would be sent, folded, one item for each create and each resumption.
enum MarkdownBodies {
    static func section(_ entries: [PlanEntry]) -> MarkdownSection {
        MarkdownSection(
            .bodies, ("1 request body", "request bodies"), opening: "### Request bodies (\(entries.count))\n\n",
            count: entries.count, closing: ""
        ) { index in MarkdownSection.Item(head: item(entries[index])) }
    }

    private static func item(_ entry: PlanEntry) -> String {
        let calls = entry.consentedCalls.map { call in
            "\(MarkdownText.code("\(call.method.rawValue) \(call.path)"))\n\n"
                + MarkdownText.block(SafeJSON.text(call.body, .pretty), language: "json") + "\n"
        }
        return "<details><summary>\(MarkdownText.code(entry.address.description))</summary>\n\n"
            + calls.joined() + "</details>\n\n"
    }
}
