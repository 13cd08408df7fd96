import ArgumentParser
import Calendars
import Diagnostics
import JSON
import Manifests
import Planning
import Rendering
import State

/// `muster plan`: what apply would do, from files alone.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Say what apply would create, from manifests and state alone.",
        discussion: """
            Reads files and nothing else: no network, no credentials, no lock, no write, no other program.

            Examples:
              muster plan
              muster plan --sandbox --only 'sox-*'
              muster plan --out plan.json && muster apply plan.json
            """)

    @OptionGroup var selection: SelectionOptions

    @Option(
        help: ArgumentHelp("Save the plan to this file, for `muster apply FILE`.", valueName: "file"),
        completion: .file())
    var out: String?

    @Option(
        help: ArgumentHelp(
            "Plan as of this RFC 3339 instant instead of now, such as 2027-01-04T09:00:00Z.", valueName: "instant"))
    var at: InstantArgument?

    @Flag(
        name: .customLong("detailed-exitcode"),
        help: "Exit with 2 where there is something to create, to resume or to move.")
    var detailedExitCode = false

    @Option(
        help: ArgumentHelp("Allow so many creates this once, whatever guardrails.maxCreates says.", valueName: "n"))
    var allowCreates: Int?

    @OptionGroup var output: ReportOptions

    @Flag(name: .shortAndLong, help: "Say more: what is unchanged, and where each value comes from.")
    var verbose = false

    @Flag(
        name: .shortAndLong,
        help:
            "Say less: only what was begun, changed, held back, missed or is no longer declared, and the line at the end."
    )
    var quiet = false

    @OptionGroup var project: ProjectOptions

    func validate() throws { try Verbosity.check(verbose: verbose, quiet: quiet) }

    func run() async throws {
        // Only a text of a plan says of the unchanged no more than how many they are.
        let saysAll = output.format != .text || verbose || out != nil
        let opened = try await OpenProject(
            project, output.form, reading: saysAll ? .manifestsAndState : .changes,
            at: at?.instant)
        try opened.endIfFaulty(output.form)
        try await opened.reporting(output.form) { try await plan(opened) }
    }

    private func plan(_ opened: OpenProject) async throws {
        let context = opened.context
        let state = try await opened.readState()
        let plan = try opened.plan(state, at: at?.instant, selection, allowedCreates: allowCreates)
        lazy var document = SavedPlan.document(
            plan, identity: opened.identity, isInstantGiven: at != nil, allowedCreates: allowCreates,
            only: selection.only.map(\.text))
        let (sources, zone) = (opened.loaded.sources, opened.project.timeZone)
        Report(context, output.form, sources: sources).write(
            Findings(opened.faults(of: plan), sources: sources, plan: plan, zone: zone),
            text: {
                PlanText(style: context.outputStyle, isVerbose: verbose, isQuiet: quiet, zone: zone)
                    .report(plan, to: context.say)
            }, json: { document })
        if let out { try save(document, of: plan, to: out, context) }
        try context.leave(status(plan))
    }

    private func save(_ document: JSONValue, of plan: Plan, to path: String, _ context: CommandContext) throws {
        let errors = context.errors
        let shown = Printable.line(path)
        guard plan.refusals.isEmpty else { return errors("Not saved to \(shown): the plan is refused.\n") }
        try PlanFile.write(document, to: path)
        if output.format == .text { errors("Saved to \(shown): `muster apply \(shown)` does this and nothing else.\n") }
    }

    private func status(_ plan: Plan) -> ExitStatus {
        if !plan.refusals.isEmpty { return .guardrail }
        if plan.diagnostics.hasErrors { return .error }
        return detailedExitCode && !plan.work.isEmpty ? .somethingToDo : .done
    }
}
