import Campaigns
import Diagnostics
import Manifests
import State

/// Where a project's state is, and whose it must be.
struct StatePlace: Sendable {
    let path: String
    let identity: StateIdentity
    let store: LocalStateStore
    /// The folder of the sandbox's state and contents.
    let sandboxFolder: String
    /// Whether the operator says where state is, and not the project.
    let isOperators: Bool

    private let project: Project
    private let folder: LocalProjectFolder
    private let isSandbox: Bool

    init(_ options: ProjectOptions, _ project: Project, _ folder: LocalProjectFolder, _ context: CommandContext) {
        self.project = project
        self.folder = folder
        isSandbox = options.sandbox
        sandboxFolder = Paths.join(project.folder, ".muster")
        identity = StateIdentity(world: isSandbox ? .sandbox : .real, lineage: isSandbox ? nil : project.lineage)
        let given = options.state ?? context.environment["MUSTER_STATE"].flatMap { $0.isEmpty ? nil : $0 }
        isOperators = given != nil
        path =
            isSandbox
            ? Paths.join(sandboxFolder, "state.json") : given ?? Paths.join(project.folder, project.state)
        store = LocalStateStore(path: path, clock: context.clock)
    }

    /// What stands against reading state there: no lineage, or a path that a link leads out of the project.
    func faults() -> [Diagnostic] {
        if isSandbox {
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
    func read() async throws -> StateContents {
        let faults = faults()
        if !faults.isEmpty { throw DiagnosticsError(faults) }
        do {
            return try await store.read(expecting: identity)
        } catch let error as DiagnosticsError where isSandbox && error.diagnostics.first?.code == .stateMissing {
            return StateContents(world: .sandbox, lineage: nil)
        }
    }

    /// `read`, and what it throws, for later.
    func result() async -> Result<StateContents, any Error> {
        do {
            return .success(try await read())
        } catch {
            return .failure(error)
        }
    }
}
