import ArgumentParser
import Calendars
import Campaigns
import Manifests
import Diagnostics
import Planning
import State

/// `muster validate`: every fault of every file, without state if there is none.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check every manifest and say all that is wrong with them.",
        discussion: """
            Reads files and nothing else, and works without state. Exits with 1 where something is wrong.

            Examples:
              muster validate
              muster validate --quiet campaigns/sox.yaml
              muster validate --format sarif > muster.sarif
            """)

    @Argument(
        help: ArgumentHelp(
            "Campaign files: all are read, and only what is wrong with these, or with muster.yaml, is said and counted.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var files: [String] = []

    @OptionGroup var output: ReportOptions

    @Flag(name: .shortAndLong, help: "Say less: nothing where nothing is wrong.")
    var quiet = false

    @OptionGroup var project: ProjectOptions

    func run() async throws {
        let opened = try await OpenProject(project, output.form, reading: .manifestsAndState)
        let context = opened.context
        let named = NamedFiles(files, of: opened)
        var diagnostics = named.faults + (opened.loaded.diagnostics + opened.loaded.notices).filter(named.concern)
        diagnostics += await overdue(opened).filter(named.concern)
        diagnostics = diagnostics.inSourceOrder()
        let faulty = Set(diagnostics.compactMap { $0.location?.file })
        let sources = opened.loaded.sources.filter { named.hold($0.key) || faulty.contains($0.key) }
        try Report(context, output.form, sources: sources).end(diagnostics)
        if output.format == .text, !quiet {
            let loaded = opened.loaded
            let warnings = diagnostics.count { $0.severity == .warning }
            let parts = [
                counted(loaded.resources.count { named.hold($0.location.file) }, "resource"),
                counted(loaded.campaigns.count { named.hold($0.location.file) }, "campaign"),
                counted(files.isEmpty ? loaded.paths.count : named.count, "file"),
            ]
            context.say(
                "Valid: \(parts.joined(separator: ", "))"
                    + (warnings == 0 ? ".\n" : ", with \(counted(warnings, "warning")).\n"))
        }
    }

    private func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }

    /// Reviews that fell due before they were created: errors where state shows that they were not, else warnings.
    private func overdue(_ opened: OpenProject) async -> [Diagnostic] {
        let state = try? await opened.readState()
        let plan = Planner.plan(
            opened.loaded.resources,
            state: state ?? StateContents(world: opened.identity.world, lineage: opened.identity.lineage),
            at: opened.context.clock.now(), guardrails: opened.project.guardrails, platforms: opened.project.platforms,
            freezes: opened.project.freezes)
        let refusals = Set(opened.loaded.resources.flatMap(\.refusals))
        return plan.diagnostics.compactMap { diagnostic in
            switch diagnostic.code {
            case .missedReview:
                var diagnostic = diagnostic
                diagnostic.code = .pastDue
                diagnostic.severity = state == nil ? .warning : .error
                diagnostic.fix = "is the year right?"
                return diagnostic
            case .unfitName where state == nil:
                var diagnostic = diagnostic
                diagnostic.severity = .warning
                return diagnostic
            // Without state it is not known whether what stands against creating it now matters still.
            default: return state == nil && !refusals.contains(diagnostic) ? nil : diagnostic
            }
        }
    }
}
