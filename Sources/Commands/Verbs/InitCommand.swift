import ArgumentParser
import Campaigns
import Diagnostics
import JSON
import Manifests
import Rendering
import State

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `muster init`: the first state of a project, and its lineage in `muster.yaml`.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the project's first state, and muster.yaml where there is none.",
        discussion: """
            Writes the state's lineage into muster.yaml, so that no other state is taken for it. Commit both.

            Examples:
              muster init
              muster init --project campaigns
            """)

    @Option(
        help: ArgumentHelp("The project's folder. Default: `.`, else `./campaigns`.", valueName: "dir"),
        completion: .directory)
    var project: String?

    @Option(
        help: ArgumentHelp(
            "The state file. Default: `state` of muster.yaml; MUSTER_STATE also sets it.", valueName: "path"),
        completion: .file())
    var state: String?

    @Flag(help: "Begin a new, empty state although muster.yaml names a lineage: its state is lost for good.")
    var newLineage = false

    func run() async throws {
        let context = CommandContext.current
        try await context.reporting(.text) {
            let place = ProjectSearch.find(project)?.path ?? project ?? "."
            if ProjectSearch.find(project) == nil { try makeProject(in: place, context) }
            var options = try ProjectOptions.parse([])
            (options.project, options.state) = (project, state)
            let opened = try await OpenProject(options)
            if opened.loaded.diagnostics.contains(where: {
                $0.severity == .error && $0.location?.file == opened.project.shownFile
            }) {
                try opened.report.end(
                    opened.loaded.diagnostics.filter { $0.location?.file == opened.project.shownFile })
            }
            try await makeState(opened)
        }
    }

    private func makeState(_ opened: OpenProject) async throws {
        let context = opened.context
        let file = Paths.join(opened.project.folder, Project.fileName)
        if let lineage = opened.project.lineage, !newLineage {
            do {
                _ = try await opened.readState()
                context.output(
                    "\(Printable.line(opened.project.shownFile)) and \(Printable.line(opened.statePath)) exist and belong together.\n"
                )
            } catch let error as DiagnosticsError where error.diagnostics.first?.code == .stateMissing {
                throw DiagnosticsError(
                    Diagnostic(
                        .stateMissing,
                        "`\(Project.fileName)` names the lineage \(lineage.prefix(4))..., but `\(opened.statePath)` is missing",
                        at: nil,
                        fix: "restore it from git or a backup; only if it is lost for good: `muster init --new-lineage`"
                    ))
            }
            return
        }
        let unnamed = newLineage ? nil : await unnamedLineage(opened)
        let lineage = unnamed ?? Lineage.random()
        let bytes = try Files.read(file)
        guard let edited = LineageEdit.setting(lineage, in: bytes) else {
            throw DiagnosticsError(
                Diagnostic(
                    .invalidLineage, "`lineage` can't be written into this form of `\(Project.fileName)`",
                    at: SourceLocation(file: opened.project.shownFile, range: .start),
                    fix: "put `version: 1` on a line of its own"))
        }
        // The state comes first: a lineage without state would be an error from then on.
        if unnamed == nil { try await opened.store.create(StateContents(world: .real, lineage: lineage)) }
        try Files.write(edited, to: file)
        context.output(
            "Made \(Printable.line(opened.statePath)), and wrote its lineage into \(Printable.line(opened.project.shownFile)). Commit both.\n"
        )
    }

    /// The lineage of a state that an `init` made which could not write it into `muster.yaml`: the project's own, and still empty.
    private func unnamedLineage(_ opened: OpenProject) async -> String? {
        guard opened.project.lineage == nil, !opened.isStateElsewhere,
            let bytes = try? LocalFileSystem().read(opened.statePath),
            let lineage = (try? JSONReader.read(bytes))?["lineage"]?.stringValue, Lineage.isValid(lineage),
            let contents = try? await opened.store.read(expecting: StateIdentity(world: .real, lineage: lineage)),
            contents == StateContents(world: .real, lineage: lineage)
        else { return nil }
        return lineage
    }

    private func makeProject(in folder: String, _ context: CommandContext) throws {
        try Files.write(Array(InitCommand.starter.utf8), to: Paths.join(folder, Project.fileName))
        context.output("Made \(Printable.line(Paths.join(folder, Project.fileName))).\n")
    }

    private static let starter = """
        version: 1
        timeZone: UTC                   # for dates without a zone
        platforms:                      # an account at a vendor each; delete those that you don't have
          cakewalk: {}
          conductorone: {}
          opal: {}
        guardrails:
          maxCreates: 25

        """
}

/// Plain files of the project that `init` writes.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        do throws(FileSystemError) {
            guard let bytes = try LocalFileSystem().read(path) else { throw FileSystemError(.read, path, code: ENOENT) }
            return bytes
        } catch {
            throw DiagnosticsError(
                Diagnostic(.unreadableFile, "`\(path)` can't be read: \(error.description)", at: nil))
        }
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        do throws(FileSystemError) {
            try LocalFileSystem().replace(path, with: bytes)
            // A manifest is for everyone who may read the repository; only state is kept to its owner.
            chmod(path, 0o644)
        } catch {
            throw DiagnosticsError(
                Diagnostic(.stateUnwritable, "`\(path)` can't be written: \(error.description)", at: nil))
        }
    }
}
