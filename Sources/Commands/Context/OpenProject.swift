import Transport
import Applying
import ArgumentParser
import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Planning
import Rendering
import State
import Synchronization

/// A project that was found and read, and where its state is.
struct OpenProject {
    let context: CommandContext
    let options: ProjectOptions
    let folder: LocalProjectFolder
    let project: Project
    private let manifests: LoadedManifests
    private let place: StatePlace
    /// State, if it was read too.
    private let state: Result<StateContents, any Error>?
    /// What is declared, and settled, in manifests that were not read.
    private let settled: Set<Address>
    private let basis: String

    enum Reading {
        case manifests
        /// State at the same time, since the command will want it.
        case manifestsAndState
        /// State, and what may have changed since an apply found it settled. For a command that says of the unchanged only how many.
        case changes
    }

    /// Finds and reads the project. Reports its faults, and ends the command, where `muster.yaml` can't be used.
    ///
    /// - Parameters:
    ///   - reading: what is read beside `muster.yaml`.
    ///   - given: as of when; nothing for now. Schedules declare the period that it lies in, and the next.
    ///   - window: instead, which periods of the project: all that open within it, and those that are on when it begins.
    init(
        _ options: ProjectOptions, _ output: ReportForm = .text, reading: Reading = .manifests,
        at given: Instant? = nil,
        opening window: ((Project) throws -> Range<Instant>)? = nil
    ) async throws {
        let context = CommandContext.current
        let instant = given ?? context.clock.now()
        guard let found = ProjectSearch.find(options.project) else {
            let place = options.project.map { "`\($0)`" } ?? "`.` or `./campaigns`"
            try Report(context, output).end([
                Diagnostic(
                    .noProject, "there is no `\(Project.fileName)` in \(place)", at: nil,
                    fix: "`muster init` makes one; `--project DIR` looks elsewhere")
            ])
            throw ExitCode(ExitStatus.error.rawValue)
        }
        let file = ProjectLoader.open(found.folder, at: found.path, shownFolder: found.shown)
        guard let project = file.project else {
            let loaded = await ProjectLoader.load(
                file, in: found.folder, isSandbox: options.sandbox, at: instant)
            try Report(context, output, sources: loaded.sources).end(loaded.diagnostics)
            throw ExitCode(ExitStatus.error.rawValue)
        }
        self.context = context
        self.options = options
        self.folder = found.folder
        self.project = project
        let opening = try window?(project)
        let place = StatePlace(options, project, found.folder, context)
        self.place = place
        basis = SettledReading.basis(of: file)
        switch reading {
        case .manifests, .manifestsAndState:
            async let state = reading == .manifestsAndState ? place.result() : nil
            manifests = LoadedManifests(
                await ProjectLoader.load(
                    file, in: found.folder, isSandbox: options.sandbox, at: instant, opening: opening))
            settled = []
            self.state = await state
        case .changes:
            let state = await place.result()
            let read = await SettledReading(
                file, in: found.folder, isSandbox: options.sandbox, at: instant, try? state.get())
            (manifests, settled, self.state) = (LoadedManifests(read.loaded), read.addresses, state)
        }
    }

    var loaded: LoadedProject { manifests.project }

    /// Keeps what manifests declare no longer: a plan has all of it that is still wanted, and there may be very much.
    func letGo() { manifests.letGo() }

    var identity: StateIdentity { place.identity }

    /// What the markers of its reviews name.
    var markerLineage: String { options.sandbox ? Lineage.sandbox : project.lineage ?? Lineage.unset }
    var statePath: String { place.path }
    var store: LocalStateStore { place.store }

    /// The folder of the sandbox's state and contents.
    var sandboxFolder: String { place.sandboxFolder }

    /// Faults of the manifests, or nothing.
    var report: Report { Report(context, .text, sources: loaded.sources) }

    /// What stands against reading state where it is said to be.
    func stateFaults() -> [Diagnostic] { place.faults() }

    /// Whether an operator, and not the project, says where state is.
    var isStateElsewhere: Bool { place.isOperators }

    /// State with its journal folded in, without lock or write. In the sandbox a missing state is an empty one.
    func readState() async throws -> StateContents {
        if let state { return try state.get() }
        return try await place.read()
    }

    /// What state knows, for a command that can do without: nothing where there is none here. What is there and can't be used is an error.
    func knownState() async throws -> StateContents? {
        do {
            return try await readState()
        } catch let error as DiagnosticsError
            where error.diagnostics.allSatisfy({ [.stateMissing, .noLineage].contains($0.code) })
        {
            return nil
        }
    }
}

extension OpenProject {
    /// Ends the command where a manifest has a fault: what is declared is not known then.
    func endIfFaulty(_ output: ReportForm = .text) throws {
        if loaded.diagnostics.hasErrors {
            try Report(context, output, sources: loaded.sources).end(loaded.diagnostics)
        }
    }

    /// Runs a command's body; turns what it throws into diagnostics with their source, and the right exit code.
    func reporting(_ output: ReportForm = .text, _ body: () async throws -> Void) async throws {
        try await context.reporting(output, sources: loaded.sources, body)
    }

    /// What there is to do with what was loaded.
    func plan(_ state: StateContents, at instant: Instant?, _ selection: SelectionOptions?, allowedCreates: Int?) throws
        -> Plan
    {
        try selection?.check(loaded.resources, state)
        return Planner.plan(
            loaded.resources, settled: settled, state: state, at: instant ?? context.clock.now(),
            guardrails: project.guardrails,
            platforms: project.platforms, freezes: project.freezes, allowedCreates: allowedCreates,
            selects: selection?.selects)
    }

    /// The manifests that are settled in this state, or will be once this is created; all of them were read.
    func settled(in state: StateContents, creating: Set<Address>) -> SettledManifests? {
        loaded.settled(in: state, creating: creating, basis: basis)
    }

    /// Every fault of the manifests and of the plan, and why it is refused.
    func faults(of plan: Plan) -> [Diagnostic] {
        (loaded.diagnostics + plan.diagnostics).inSourceOrder() + plan.refusals
    }

    /// Shows them.
    func showFaults(of plan: Plan) { report.show(faults(of: plan)) }

    /// State under the lock; nothing where another Muster holds it, which is then said. An interrupt ends the command, and the wait
    /// for the lock.
    func openState(lockTimeout: Double) async throws -> (any StateSession)? {
        let (store, identity, holder, errors) = (store, identity, Provenances.holder(context), context.errors)
        do {
            let session = try await context.interruption.cancelling {
                do {
                    return try await store.open(expecting: identity, holder: holder, lockTimeout: 0)
                } catch let error as StateLockedError where lockTimeout > 0 {
                    errors("Waiting for another Muster that holds the state\(OpenProject.shown(error.holder)).\n")
                    return try await store.open(expecting: identity, holder: holder, lockTimeout: lockTimeout)
                }
            }
            guard context.interruption.isRequested else { return session }
            try await session.close()
            throw CancellationError()
        } catch is CancellationError {
            try context.endedBeforeAnything().exit()
            return nil
        } catch let error as StateLockedError {
            report.show([
                Diagnostic(
                    .stateLocked, "another Muster holds the state\(OpenProject.shown(error.holder))", at: nil,
                    fix: "wait for it to end, or `--lock-timeout 10m`")
            ])
            return nil
        }
    }

    private static func shown(_ holder: String?) -> String { holder.map { ": \(Printable.line($0))" } ?? "" }
}

/// What was loaded, for all copies of an `OpenProject`.
private final class LoadedManifests: Sendable {
    private let loaded: Mutex<LoadedProject>

    init(_ loaded: LoadedProject) { self.loaded = Mutex(loaded) }

    var project: LoadedProject { loaded.withLock { $0 } }

    func letGo() { loaded.withLock { $0.resources = [] } }
}

/// Where a project's folder may be.
enum ProjectSearch {
    struct Found {
        let path: String
        /// What stands before its files' names in messages.
        let shown: String
        let folder: LocalProjectFolder
    }

    /// `--project DIR`, else `.`, else `./campaigns`.
    static func find(_ given: String?) -> Found? {
        for path in given.map({ [$0] }) ?? [".", "campaigns"] {
            guard let folder = LocalProjectFolder(path), folder.exists(Project.fileName) else { continue }
            let shown = path == "." ? "" : path.hasSuffix("/") ? path : path + "/"
            return Found(path: path, shown: shown, folder: folder)
        }
        return nil
    }
}

/// Paths on this machine.
enum Paths {
    static func join(_ folder: String, _ name: String) -> String {
        if name.hasPrefix("/") || folder == "." || folder.isEmpty { return name }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
