import ArgumentParser
import Manifests
import Rendering

/// `muster explain`: what a field is, takes and does.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a field of a manifest is, what it takes, and what it does.",
        discussion: """
            Without an argument, everything in one tree, what is needed marked by `*`. Such as:
              muster explain opal.uar
              muster explain conductorone.access-review.scopeV2.grantsByCriteria
              muster explain campaign.schedule.every
              muster explain project.guardrails
            """)

    @Argument(
        help: ArgumentHelp(
            "A kind, `campaign` or `project`, and the keys from there, lists and free keys passed over; or a vendor.",
            valueName: "path"),
        completion: .custom { _, _, _ in Explanation.all().flatMap(\.flattened).map(\.path) })
    var path: String?

    @Option(help: "`text` for people or `json` for programs.")
    var format = OutputFormat.text

    /// What is explained; no page, but a tree, where it is several things.
    private func explanations() throws -> [Explanation] {
        guard let path else { return Explanation.all() }
        let kinds = Explanation.kinds(of: path)
        return kinds.isEmpty ? [try find(path)] : kinds
    }

    func validate() throws { if let path, Explanation.kinds(of: path).isEmpty { _ = try find(path) } }

    func run() throws {
        let context = CommandContext.current
        let found = try explanations()
        switch format {
        case .text:
            let text = ExplanationText(style: context.outputStyle, width: context.columns)
            context.output(found.count == 1 ? text.page(found[0]) : text.tree(found))
        case .json: context.write(ExplanationJSON.document(found))
        }
    }

    private func find(_ path: String) throws -> Explanation {
        do throws(UnknownPath) {
            return try Explanation.find(path)
        } catch {
            let hint =
                error.near.map { "did you mean `\($0)`?" }
                ?? "known are " + error.known.map { "`\($0)`" }.joined(separator: ", ")
            throw ValidationError("`\(Printable.line(error.path))` is not known; \(hint)")
        }
    }
}

extension CommandContext {
    /// How many columns a line of the output has: those of the terminal, else what COLUMNS says.
    fileprivate var columns: Int {
        min(max(outputColumns() ?? TerminalSize.columns(in: environment) ?? 100, 40), 200)
    }
}
