import Calendars
import Diagnostics
import Planning

/// Findings as Markdown for a pull request's comment, never longer than the platform takes.
///
/// First stands the summary line; then, of a plan, what it would create as a table and a timeline, everything else that it says, and
/// the request bodies, folded; last the diagnostics.
package enum MarkdownReport {
    /// What GitHub takes in a comment, with some room.
    package static let standardLimit = 65_000

    /// The least that has room for the summary and the counts of what was left out.
    package static let leastLimit = 2_000

    /// - Parameter limit: the most bytes, from `leastLimit`. Whole items are left out, and counted at the beginning.
    package static func report(_ findings: Findings, within limit: Int = standardLimit) -> String {
        let entries = findings.plan.map { MarkdownPlan($0, zone: findings.zone).sections.filter { $0.count > 0 } } ?? []
        let diagnostics = [
            MarkdownDiagnostics.section(findings.diagnostics, .error),
            MarkdownDiagnostics.section(findings.diagnostics, .warning),
        ].filter { $0.count > 0 }
        let command = findings.plan == nil ? "muster validate" : "muster plan"
        return MarkdownFit.text(entries + diagnostics, within: limit) { leftOut in
            var text = findings.summary + "\n\n"
            for refusal in findings.plan?.refusals ?? [] {
                text += "**\(MarkdownText.sentence(refusal.message.capitalizedFirst)).**\n\n"
            }
            if !leftOut.isEmpty {
                text +=
                    "There is no room for all of it in \(limit) bytes; left out here: \(leftOut). "
                    + "`\(command)` in this check's log says everything.\n\n"
            }
            if !entries.isEmpty { text += "Times are in \(MarkdownText.code(findings.zone.identifier)).\n\n" }
            return text
        }
    }
}
