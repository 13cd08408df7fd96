import ArgumentParser
import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Rendering
import State

/// A project that was found and read, and where its state is.
struct OpenProject {
    let context: CommandContext
    let options: ProjectOptions
    let folder: LocalProjectFolder
    let loaded: LoadedProject
    let project: Project
    let identity: StateIdentity
    let statePath: String
    let store: LocalStateStore

    /// Finds and reads the project. Reports its faults, and ends the command, where `muster.yaml` can't be used.
    init(_ options: ProjectOptions, _ output: OutputFormat = .text) async throws {
        let context = CommandContext.current
        guard let found = ProjectSearch.find(options.project) else {
            let place = options.project.map { "`\($0)`" } ?? "`.` or `./campaigns`"
            try Report(context, output).end([
                Diagnostic(
                    .noProject, "there is no `\(Project.fileName)` in \(place)", at: nil,
                    fix: "`muster init` makes one; `--project DIR` looks elsewhere")
            ])
            throw ExitCode(ExitStatus.error.rawValue)
        }
        let loaded = await ProjectLoader.load(
            found.folder, at: found.path, shownFolder: found.shown, isSandbox: options.sandbox)
        guard let project = loaded.project else {
            try Report(context, output, sources: loaded.sources).end(loaded.diagnostics)
            throw ExitCode(ExitStatus.error.rawValue)
        }
        self.context = context
        self.options = options
        self.folder = found.folder
        self.loaded = loaded
        self.project = project
        identity = StateIdentity(
            world: options.sandbox ? .sandbox : .real, lineage: options.sandbox ? nil : project.lineage)
        statePath = OpenProject.statePath(options, project, context)
        store = LocalStateStore(path: statePath, clock: context.clock)
    }

    /// The folder of the sandbox's state and contents.
    var sandboxFolder: String { Paths.join(project.folder, ".muster") }

    /// Faults of the manifests, or nothing.
    var report: Report { Report(context, .text, sources: loaded.sources) }

    private static func statePath(_ options: ProjectOptions, _ project: Project, _ context: CommandContext) -> String {
        if options.sandbox { return Paths.join(Paths.join(project.folder, ".muster"), "state.json") }
        if let path = options.state ?? context.environment["MUSTER_STATE"].flatMap({ $0.isEmpty ? nil : $0 }) {
            return path
        }
        return Paths.join(project.folder, project.state)
    }

    /// What stands against reading state where it is said to be: no lineage, or a path that a link leads out of the project.
    func stateFaults() -> [Diagnostic] {
        if options.sandbox {
            guard folder.exists(".muster"), !folder.contains(".muster/state.json") else { return [] }
            return [
                Diagnostic(
                    .outsideProject, "`\(sandboxFolder)` leads out of the project", at: nil, fix: "remove that link")
            ]
        }
        if project.lineage == nil {
            return [
                Diagnostic(
                    .noLineage, "`\(Project.fileName)` names no `lineage`, so no state is known to be its own",
                    at: SourceLocation(file: project.shownFile, range: .start),
                    fix: "`muster init` makes the first state and writes its lineage")
            ]
        }
        let isOperators = options.state != nil || !(context.environment["MUSTER_STATE"] ?? "").isEmpty
        if !isOperators, !folder.contains(project.state) {
            return [
                Diagnostic(
                    .outsideProject, "`\(project.state)` leads out of the project",
                    at: SourceLocation(file: project.shownFile, range: .start),
                    fix: "`--state PATH` or MUSTER_STATE may lead there")
            ]
        }
        return []
    }

    /// State with its journal folded in, without lock or write. In the sandbox a missing state is an empty one.
    func readState() async throws -> StateContents {
        let faults = stateFaults()
        if !faults.isEmpty { throw DiagnosticsError(faults) }
        do {
            return try await store.read(expecting: identity)
        } catch let error as DiagnosticsError where options.sandbox && error.diagnostics.first?.code == .stateMissing {
            return StateContents(world: .sandbox, lineage: nil)
        }
    }
}

extension OpenProject {
    /// State under the lock; nothing where another Muster holds it, which is then said.
    func openState(lockTimeout: Double) async throws -> (any StateSession)? {
        do {
            return try await store.open(
                expecting: identity, holder: Provenances.holder(context), lockTimeout: lockTimeout)
        } catch let error as StateLockedError {
            report.show([
                Diagnostic(
                    .stateLocked, "another Muster holds the state" + (error.holder.map { ": \($0)" } ?? ""), at: nil,
                    fix: "wait for it to end, or `--lock-timeout 10m`")
            ])
            return nil
        }
    }
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
