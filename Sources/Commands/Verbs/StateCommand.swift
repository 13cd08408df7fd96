import Manifests
import ArgumentParser
import Campaigns
import Diagnostics
import JSON
import Rendering
import State

/// `muster state`: what was created, and putting it right by hand.
struct StateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "Look at what was created, or have state forget it.",
        subcommands: [List.self, Show.self, Forget.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One line for each address in state.")

        @OptionGroup var project: ProjectOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let opened = try await OpenProject(project, output.format)
            let context = opened.context
            try await context.reporting(output.format) {
                let state = try await opened.readState()
                switch output.format {
                case .text: context.output(StateText.list(state))
                case .json: context.write(StateJSON.list(state))
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "All that state knows of one address.")

        @Argument(help: "Such as sox-2027-q1/opal.")
        var address: AddressArgument
        @OptionGroup var project: ProjectOptions

        func run() async throws {
            let opened = try await OpenProject(project, .json)
            let context = opened.context
            try await context.reporting(.text) {
                let state = try await opened.readState()
                guard let document = StateJSON.show(address.address, in: state) else {
                    throw UnknownAddress.error(address.address, state)
                }
                context.write(document)
            }
        }
    }

    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have state forget an address; nothing changes at the vendor.",
            discussion: "An address that is still declared would be created anew: that needs --recreate.")

        @Argument(help: "Such as sox-2027-q1/opal.")
        var address: AddressArgument
        @OptionGroup var project: ProjectOptions

        @Flag(help: "Forget it although it is declared: the next apply creates it again.")
        var recreate = false

        @Flag(help: "Don't ask; needed where nobody can be asked.")
        var yes = false

        @Option(help: "How long to wait for another Muster that holds the state.")
        var lockTimeout = DurationArgument(seconds: 0)

        func run() async throws {
            let opened = try await OpenProject(project)
            try await opened.context.reporting(.text, sources: opened.loaded.sources) { try await forget(opened) }
        }

        private func forget(_ opened: OpenProject) async throws {
            let context = opened.context
            let address = address.address
            // Whether it is declared can't be told from manifests with faults.
            if opened.loaded.diagnostics.hasErrors { try opened.report.end(opened.loaded.diagnostics) }
            if let resource = opened.loaded.resources.first(where: { $0.address == address }), !recreate {
                throw DiagnosticsError(
                    Diagnostic(
                        .stillDeclared, "`\(address)` is still declared, so the next apply would create it again",
                        at: resource.location,
                        fix: "delete it from the manifest, or say `--recreate`"))
            }
            let faults = opened.stateFaults()
            if !faults.isEmpty { throw DiagnosticsError(faults) }
            let state = try await opened.readState()
            guard state.records[address] != nil || state.intents[address] != nil else {
                throw UnknownAddress.error(address, state)
            }
            if !yes {
                guard let ask = context.ask else {
                    context.errors("error: nobody can be asked here: say --yes\n")
                    return try ExitStatus.usage.exit()
                }
                guard ask("Forget `\(address)`? Only `yes` is taken as consent: ") == "yes" else {
                    context.errors("Nothing was done.\n")
                    return try ExitStatus.error.exit()
                }
            }
            do {
                let session = try await opened.store.open(
                    expecting: opened.identity, holder: Provenances.holder(context), lockTimeout: lockTimeout.seconds)
                try await session.record([.forgot(address: address)])
                try await session.close()
            } catch let error as StateLockedError {
                context.errors(
                    "error: another Muster holds the state\(error.holder.map { ": \(Printable.line($0))" } ?? "")\n")
                return try ExitStatus.stateLocked.exit()
            }
            context.output("Forgot \(address). Nothing changed at the vendor.\n")
        }
    }
}

/// An address on the command line.
struct AddressArgument: ExpressibleByArgument {
    let address: Address

    init?(argument: String) {
        guard let address = Address(argument) else { return nil }
        self.address = address
    }
}

/// The fault of an address that state does not have.
enum UnknownAddress {
    static func error(_ address: Address, _ state: StateContents) -> DiagnosticsError {
        let known = (Array(state.records.keys) + Array(state.intents.keys)).map(\.description).sorted()
        return DiagnosticsError(
            Diagnostic(
                .unknownAddress, "state has no `\(address)`", at: nil,
                fix: nearest(to: address.description, among: known).map { "did you mean `\($0)`?" }
                    ?? "`muster state list` says what it has"))
    }
}
