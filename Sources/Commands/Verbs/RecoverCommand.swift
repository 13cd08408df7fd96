import Applying
import ArgumentParser
import Campaigns
import Diagnostics
import Manifests
import Planning
import Rendering
import State

/// `muster recover`: what earlier runs left not known or half made, and what becomes of it.
struct RecoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Say what is not known, waiting or half made, and what would be asked; with --yes, do it.",
        discussion: """
            An apply does the same before anything else; this does nothing else. Exits with 4 while something is left.

            Examples:
              muster recover
              muster recover --yes
              muster recover sox-2027-q1/opal --retry --yes
            """)

    @Argument(help: "Only this address, such as sox-2027-q1/opal.", completion: Candidates.recorded)
    var address: AddressArgument?

    @Flag(help: "Do it: look it up at the vendors, and finish it.")
    var yes = false

    @Flag(help: "Let the creating call of ADDRESS be sent once more, however many came to nothing.")
    var retry = false

    @OptionGroup var verbosity: Verbosity
    @OptionGroup var work: WorkOptions
    @OptionGroup var project: ProjectOptions

    func validate() throws {
        if retry, address == nil { throw ValidationError("--retry goes with an address") }
    }

    func run() async throws {
        if yes {
            return try await CommandContext.current.watching(isVerbose: verbosity.verbose, isDrawing: !verbosity.quiet)
            {
                let output = ApplyOutput(.text, verbosity)
                try await output.stream(project.sandbox ? .sandbox : .real) { try await recovered(output) }
            }
        }
        let opened = try await OpenProject(project)
        try await opened.reporting { try await show(opened) }
    }

    private func show(_ opened: OpenProject) async throws {
        let state = try await opened.readState()
        if let address = address?.address, state.intents[address] == nil {
            if state.records[address] == nil { throw UnknownAddress.error(address, state) }
            return opened.context.say("\(address) is finished: there is nothing to recover.\n")
        }
        let left = state.intents.values.filter { address == nil || $0.address == address?.address }
        guard !left.isEmpty else { return opened.context.say("There is nothing to recover.\n") }
        opened.context.say(
            RecoverText(
                style: opened.context.outputStyle, isVerbose: verbosity.verbose, zone: opened.project.timeZone,
                hosts: state.platforms.mapValues(\.host)
            ).report(
                left.sorted { $0.address < $1.address }, platforms: opened.project.platforms,
                resources: opened.loaded.resources, retry: retry))
        try ExitStatus.unknownOutcome.exit()
    }

    private func recovered(_ output: ApplyOutput) async throws -> ApplyEnd {
        let opened = try await OpenProject(project)
        try opened.endIfFaulty()
        var end = ApplyEnd(status: .error)
        try await opened.reporting {
            end = try await ApplyRun(
                opened, output, work, scope: .recovery(of: address?.address, retries: retry), isConsented: true
            ).run()
        }
        return end
    }
}
