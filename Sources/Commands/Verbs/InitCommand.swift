import ArgumentParser
import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Rendering
import State

/// `muster init`: a project, its first state with the lineage in `muster.yaml`, and a pipeline.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a project that plans at once, or the first state of one.",
        discussion: """
            Files that are there stay as they are. Where there is muster.yaml, only its lineage is written into it, so that no other \
            state is taken for its own. Commit what it makes.

            Examples:
              muster init
              muster init --project campaigns --ci github
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

    @Option(
        help: ArgumentHelp(
            "A vendor of the new project; may be given several times. Default: all.", valueName: "vendor"))
    var platform: [Vendor] = []

    @Option(help: ArgumentHelp("Write a pipeline into the repository: `github` or `gitlab`.", valueName: "host"))
    var ci: PipelineHost?

    @Flag(help: "Begin a new, empty state although muster.yaml names a lineage: its state is lost for good.")
    var newLineage = false

    func run() async throws {
        let context = CommandContext.current
        try await context.reporting(.text) {
            let found = ProjectSearch.find(project)
            let place = found?.path ?? project ?? "."
            if found != nil, !platform.isEmpty {
                context.errors("error: --platform is for a new project; this one has its platforms in muster.yaml\n")
                try ExitStatus.usage.exit()
            }
            if found == nil { try makeProject(in: place, context) }
            var options = try ProjectOptions.parse([])
            (options.project, options.state) = (project, state)
            let opened = try await OpenProject(options)
            if opened.loaded.diagnostics.contains(where: {
                $0.severity == .error && $0.location?.file == opened.project.shownFile
            }) {
                try opened.report.end(
                    opened.loaded.diagnostics.filter { $0.location?.file == opened.project.shownFile })
            }
            // Before the state, which is elsewhere once a pipeline has begun its branch.
            let pipeline = try ci.map { try makePipeline($0, of: place, context) }
            try await makeState(opened)
            if let pipeline {
                context.output(
                    "The pipeline keeps the state on a branch of its own. Commit all this, then: bash \(pipeline.begin)\n"
                )
            }
            if found == nil { context.output(InitCommand.nextSteps) }
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
                        fix: branchHint(opened.project.folder)
                            ?? "restore it from git or a backup; only if it is lost for good: `muster init --new-lineage`"
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

    /// Where to look for the state if a pipeline keeps it on a branch of its own.
    private func branchHint(_ project: String) -> String? {
        guard let root = Repository(around: project)?.path else { return nil }
        let script = PipelineHost.allCases.map { PipelineFiles($0, project: ".").script }.first { script in
            ((try? Files.present(Paths.join(root, script))) ?? nil) != nil
        }
        return script.map {
            "if the pipeline keeps it on its branch, `bash \($0) fetch` says where; only if it is lost for good: `muster init --new-lineage`"
        }
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

    // MARK: Files

    /// Makes what is missing of a project in a folder without `muster.yaml`.
    private func makeProject(in folder: String, _ context: CommandContext) throws {
        let chosen = platform.isEmpty ? Vendor.allCases : Vendor.allCases.filter { platform.contains($0) }
        let today = Zone.utc.civil(at: context.clock.now()).date
        let starter = StarterProject(vendors: chosen, today: today)
        // Before the project file, which would be one of them.
        let isEmpty = try !hasManifests(folder)
        context.output(try starter.project.make(in: folder))
        for file in (isEmpty ? starter.campaigns : []) + starter.schemas { context.output(try file.make(in: folder)) }
        let ignored = Paths.join(folder, ".gitignore")
        if let text = IgnoredFiles.adding(to: try Files.present(ignored)) {
            try Files.write(text, to: ignored)
            context.output("Wrote into \(Printable.line(ignored)) what stays on this machine.\n")
        }
    }

    /// Whether there are campaigns, or files that would be.
    private func hasManifests(_ folder: String) throws -> Bool {
        guard let project = LocalProjectFolder(folder) else { return false }
        if project.exists(StarterProject.campaignFolder) {
            let entries = try? project.entries(of: StarterProject.campaignFolder)
            return entries?.isEmpty != true
        }
        let entries = (try? project.entries(of: "")) ?? []
        return entries.contains { entry in
            !entry.name.hasPrefix(".") && (entry.name.hasSuffix(".yaml") || entry.name.hasSuffix(".yml"))
        }
    }

    private func makePipeline(_ host: PipelineHost, of project: String, _ context: CommandContext) throws
        -> PipelineFiles
    {
        let repository = Repository(around: project)
        let root = repository?.path ?? project
        let pipeline = PipelineFiles(host, project: repository?.inner ?? ".")
        for file in pipeline.files {
            if host == .gitlab, file.path == PipelineFiles.inclusion, try hasOther(file, in: root) {
                context.output(
                    "Left \(Printable.line(Paths.join(root, file.path))) as it is: it must include /\(pipeline.folder)/muster.gitlab-ci.yml.\n"
                )
                continue
            }
            context.output(try file.make(in: root))
        }
        return pipeline
    }

    private func hasOther(_ file: NewFile, in root: String) throws -> Bool {
        let present = try Files.present(Paths.join(root, file.path))
        return present != nil && present != Array(file.text.utf8)
    }

    private static let nextSteps = """

        Next:
          muster plan --sandbox            what it would create; the stand-ins for the vendors need no account
          muster apply --sandbox --yes     creates it there
          \(StarterProject.campaignPath)         write your own names into it
          muster check                     do your credentials work? The table is in the README
          muster plan                      what an apply would create in your accounts

        """
}

extension Vendor: ExpressibleByArgument {}
