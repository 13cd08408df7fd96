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
        discussion: "Reads files and nothing else: no network, no credentials, no lock, no write, no other program.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Plan as of this RFC 3339 instant instead of now.")
    var at: InstantArgument?

    @Option(help: "Save the plan to this file, for `muster apply FILE`.")
    var out: String?

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 where there is something to create or to resume.")
    var detailedExitCode = false

    @Option(help: "Allow so many creates this once, whatever guardrails.maxCreates says.")
    var allowCreates: Int?

    func run() async throws {
        let opened = try await OpenProject(project, output.format)
        let context = opened.context
        if opened.loaded.diagnostics.hasErrors {
            try Report(context, output.format, sources: opened.loaded.sources).end(opened.loaded.diagnostics)
        }
        try await context.reporting(output.format, sources: opened.loaded.sources) { try await plan(opened) }
    }

    private func plan(_ opened: OpenProject) async throws {
        let context = opened.context
        let state = try await opened.readState()
        let plan = Planner.plan(
            opened.loaded.resources, state: state, at: at?.instant ?? context.clock.now(),
            guardrails: opened.project.guardrails,
            platforms: opened.project.platforms, allowedCreates: allowCreates)
        let diagnostics = (opened.loaded.diagnostics + plan.diagnostics).inSourceOrder()
        opened.report.show(diagnostics)
        let document = SavedPlan.document(
            plan, identity: opened.identity, isInstantGiven: at != nil, allowedCreates: allowCreates)
        switch output.format {
        case .text:
            context.output(
                PlanText(style: context.outputStyle, isVerbose: output.verbose, zone: opened.project.timeZone)
                    .report(plan))
        case .json: context.write(document)
        }
        if let out, plan.refusal == nil {
            try PlanFile.write(document, to: out)
            if output.format == .text {
                context.errors(
                    "Saved to \(Printable.line(out)): `muster apply \(Printable.line(out))` does this and nothing else.\n"
                )
            }
        }
        try status(plan, diagnostics).exit()
    }

    private func status(_ plan: Plan, _ diagnostics: [Diagnostic]) -> ExitStatus {
        if plan.refusal != nil { return .guardrail }
        if diagnostics.hasErrors { return .error }
        return detailedExitCode && plan.hasWork ? .somethingToDo : .done
    }
}
