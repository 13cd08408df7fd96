import Transport
import Applying
import ArgumentParser
import Calendars
import Campaigns
import Diagnostics
import Manifests
import Planning
import Rendering
import State

/// How an apply ended, and with what.
struct ApplyEnd {
    var status: ExitStatus
    /// Nothing where the plan was not carried out.
    var result: ApplyResult?
    /// Nothing where the command ended before there was one.
    var plan: Plan?
}

/// What an apply says: text for people, or a line of JSON for each event.
struct ApplyOutput: Sendable {
    private let context: CommandContext
    private let format: OutputFormat
    private let isVerbose: Bool
    private let isQuiet: Bool

    init(_ format: OutputFormat, _ verbosity: Verbosity) {
        context = CommandContext.current
        self.format = format
        isVerbose = verbosity.verbose
        isQuiet = verbosity.quiet
    }

    /// Runs the command between the first event and the last, which comes however the command ends.
    func stream(_ world: StateContents.World, _ command: () async throws -> ApplyEnd) async throws {
        if format == .json {
            context.writeLine(ApplyJSON.begun(version: Version.number, world: world, at: context.clock.now()))
        }
        let end: ApplyEnd
        do {
            end = try await CommandContext.$current.withValue(listeningContext) { try await command() }
        } catch {
            finish(ApplyEnd(status: .error), exitCode: MusterCommand.exitCode(for: error).rawValue)
            throw error
        }
        finish(end, exitCode: end.status.rawValue)
        try end.status.exit()
    }

    /// In a stream every diagnostic is an event, as well as text.
    private var listeningContext: CommandContext {
        var listening = context
        if format == .json {
            let context = context
            listening.diagnosed = { context.writeLine(ApplyJSON.diagnostic($0, at: context.clock.now())) }
        }
        return listening
    }

    /// - Parameter isAsking: whether a person will be asked, who must see the plan in any case.
    func planned(_ plan: Plan, of opened: OpenProject, isAsking: Bool) {
        func report(_ style: TextStyle, to write: (String) -> Void) {
            // Nobody consents to what was not shown.
            let isQuiet = isQuiet && !isAsking
            let isEnd = !plan.refusals.isEmpty
            PlanText(style: style, isVerbose: isVerbose, isQuiet: isQuiet, zone: opened.project.timeZone)
                .report(plan, isSummed: !isQuiet || isEnd, to: write)
        }
        switch format {
        case .text: report(context.outputStyle, to: context.say)
        case .json:
            for index in plan.entries.indices where isVerbose || plan.entries[index].action != .unchanged {
                context.writeLine(ApplyJSON.planned(plan.entries[index], at: context.clock.now()))
            }
            if isAsking { report(context.errorStyle, to: context.tell) }
        }
    }

    /// How the platforms are reached.
    func reached(_ text: String) {
        guard isVerbose else { return }
        switch format {
        case .text: context.say(text)
        case .json: context.tell(text)
        }
    }

    /// So many more addresses are worked on; fewer, where they are held back after all.
    func expect(_ more: Int) { context.status?.update { progress, _ in progress.expect(more) } }

    /// Says what happens while `work` is done, from any task.
    func reporter(of work: WorkList) -> @Sendable (ApplyEvent) -> Void {
        let context = context
        switch format {
        case .text:
            return { [isQuiet] event in
                context.status?.update { $0.note(event, at: $1) }
                let line = ApplyText.line(event, style: context.errorStyle, isQuiet: isQuiet)
                if let line { context.tell(line + "\n") }
            }
        case .json:
            let json = ApplyJSON(platforms: work.platformsByAddress)
            return { context.writeLine(json.happened($0, at: context.clock.now())) }
        }
    }

    /// Does the work, and says what becomes of it as soon as it is interrupted.
    func noticing(drain: DurationArgument, _ work: () async -> ApplyResult) async -> ApplyResult {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [context] in
                await context.interruption.wait()
                guard context.interruption.isRequested else { return }
                let drain = drain.defaultValueDescription
                context.tell(
                    "Interrupted: nothing more is begun, and what is under way has \(drain) to end. Again: stop now.\n"
                )
            }
            let result = await work()
            group.cancelAll()
            return result
        }
    }

    private func finish(_ end: ApplyEnd, exitCode: Int32) {
        switch format {
        case .text:
            guard let result = end.result, let plan = end.plan else { return }
            context.say(ApplyText.summary(result, of: plan) + "\n")
        case .json:
            context.writeLine(
                ApplyJSON.summary(end.result, of: end.plan, exitCode: exitCode, at: context.clock.now()))
        }
    }
}
