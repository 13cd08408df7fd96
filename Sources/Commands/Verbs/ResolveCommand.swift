import Calendars
import ArgumentParser
import Campaigns
import Diagnostics
import Manifests
import Rendering
import Transport
import Vendors

/// `muster resolve`: finds the ids of the names in manifests, and writes them down.
struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Look up the names in manifests, and write their ids into muster.directory.yaml.",
        discussion: """
            Reads at the vendors, and changes nothing there. No match, two matches, or somebody who is disabled or gone is an error at \
            the manifest's line, and then nothing is written. Commit the file, so that `plan` knows the ids without asking anybody.

            Examples:
              muster resolve
              muster resolve --check
            """)

    @Flag(help: "Only say whether the file is as it should be: exit code 1 where it isn't.")
    var check = false

    @Option(help: ArgumentHelp("The most reads under way at once, on each platform.", valueName: "n"))
    var parallel = 8

    @Option(help: ArgumentHelp("How long a vendor may keep one read waiting.", valueName: "duration"))
    var maxWait = DurationArgument(seconds: 600)

    @OptionGroup var verbosity: Verbosity
    @OptionGroup var project: ProjectOptions

    func validate() throws {
        guard parallel > 0 else { throw ValidationError("--parallel must be at least 1") }
    }

    func run() async throws {
        try await CommandContext.current.watching(isVerbose: verbosity.verbose, isDrawing: !verbosity.quiet) {
            try await resolved()
        }
    }

    private func resolved() async throws {
        let opened = try await OpenProject(project)
        try opened.endIfFaulty()
        try await opened.reporting { try await resolve(opened) }
    }

    private func resolve(_ opened: OpenProject) async throws {
        let context = opened.context
        let uses = ResolvedNames.uses(opened.loaded.resources)
        var sessions: [String: VendorSession] = [:]
        if !uses.isEmpty {
            if project.sandbox { try await Sandboxes.prepare(opened) }
            let network = try await Network.open(opened)
            sessions = try Connections(opened, knowing: try await opened.knownState()).sessions(
                for: Set(uses.keys), on: network)
        }
        let findings = await NameLookup(opened, LookupOptions(maxWait: maxWait.seconds, parallel: parallel))
            .findings(of: uses.mapValues { Set($0.keys) }, through: sessions)
        if context.interruption.isRequested { try context.endedBeforeAnything().exit() }
        let names = ResolvedNames(uses, findings, before: opened.loaded.directory, at: context.clock.now())
        if !names.faults.isEmpty { throw DiagnosticsError(names.faults.inSourceOrder()) }
        context.say(verbosity.quiet ? names.summary : names.text)
        if names.isUnchanged { return }
        if check {
            context.tell("`\(Project.directoryName)` is not as it should be: `muster resolve` writes it.\n")
            try ExitStatus.error.exit()
        }
        let path = Paths.join(opened.project.folder, Project.directoryName)
        try Files.write(Array(DirectoryText.text(names.directory).utf8), to: path)
        if verbosity.quiet { return }
        context.say("Wrote \(Printable.line(opened.project.shownFolder + Project.directoryName)).\n")
    }
}
