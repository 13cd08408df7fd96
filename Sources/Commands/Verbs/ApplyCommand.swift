import Applying
import ArgumentParser
import Calendars
import Campaigns
import Diagnostics
import Manifests
import Planning
import Rendering
import State

/// `muster apply`: creates what is declared and not yet there, each exactly once.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Create what is declared and was not created yet.",
        discussion: """
            Shows the plan and asks. With a saved plan, does what the plan says if that is still what would be done, and nothing \
            else. What an earlier run left is finished first. It may be killed at any time and run again: each review is created once.

            Examples:
              muster apply --sandbox
              muster apply --yes --lock-timeout 5m
              muster apply plan.json

            Exits with 3 where something failed or was held back, and with 4 where a person must look.
            """)

    @Argument(
        help: ArgumentHelp(
            "A plan that `muster plan --out` saved. It is the consent: nothing is asked.", valueName: "file"),
        completion: .file())
    var planFile: String?

    @Flag(help: "Don't ask; needed where nobody can be asked.")
    var yes = false

    @OptionGroup var selection: SelectionOptions

    @Option(
        help: ArgumentHelp("Allow so many creates this once, whatever guardrails.maxCreates says.", valueName: "n"))
    var allowCreates: Int?

    @Option(
        help: ArgumentHelp(
            "Apply as of this RFC 3339 instant, such as 2027-01-04T09:00:00Z; with --sandbox only.",
            valueName: "instant"))
    var at: InstantArgument?

    @Option(help: "`text` for people or `json` for programs: a line for each event.")
    var format = OutputFormat.text

    @OptionGroup var verbosity: Verbosity
    @OptionGroup var work: WorkOptions
    @OptionGroup var project: ProjectOptions

    func validate() throws {
        if at != nil, !project.sandbox {
            throw ValidationError("--at goes with --sandbox only: a real apply happens now")
        }
    }

    func run() async throws {
        var context = CommandContext.current
        // The stand-ins answer by the same clock, so that it is that instant for both sides.
        if let at { context.clock = OffsetClock(context.clock, showing: at.instant) }
        try await context.watching(
            isVerbose: verbosity.verbose, isDrawing: format == .text && !verbosity.quiet
        ) {
            let output = ApplyOutput(format, verbosity)
            try await output.stream(project.sandbox ? .sandbox : .real) { try await applied(output) }
        }
    }

    private func applied(_ output: ApplyOutput) async throws -> ApplyEnd {
        let context = CommandContext.current
        if planFile == nil, !yes, context.ask == nil {
            context.tell(
                "error: nobody can be asked here: `muster apply --yes` applies without asking, a saved plan is consent too\n"
            )
            try ExitStatus.usage.exit()
        }
        let opened = try await OpenProject(project, at: at?.instant)
        try opened.endIfFaulty()
        var end = ApplyEnd(status: .error)
        try await opened.reporting {
            let saved: SavedPlan?
            do {
                saved = try planFile.map { try readPlan($0, opened) }
            } catch let error as DiagnosticsError where error.diagnostics.contains(where: { $0.code == .stalePlan }) {
                opened.report.show(error.diagnostics)
                end.status = .stalePlan
                return
            }
            end = try await ApplyRun(
                opened, output, work,
                scope: .plan(selection, at: at?.instant, allowedCreates: allowCreates, saved: saved), isConsented: yes
            ).run()
        }
        return end
    }

    private func readPlan(_ path: String, _ opened: OpenProject) throws -> SavedPlan {
        let saved = try PlanFile.read(path)
        func refused(_ reason: String) -> DiagnosticsError {
            DiagnosticsError(
                Diagnostic(.invalidPlanFile, "`\(path)` can't be used: \(reason)", at: nil, fix: "make the plan anew"))
        }
        if saved.world != opened.identity.world {
            throw refused(
                "it was made for the \(saved.world == .sandbox ? "sandbox" : "real accounts"), and this apply is for the other world"
            )
        }
        if saved.lineage != opened.identity.lineage {
            throw refused("it was made against the state of another project")
        }
        if saved.isInstantGiven, saved.world == .real {
            throw refused("it was made with --at, for an instant of its own")
        }
        return saved
    }
}
