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
        commandName: "state", abstract: "Look at what was created, and put state right by hand.",
        discussion: """
            Each change is made under the lock and through the journal, and asks first. Nothing is sent to a vendor.

            Examples:
              muster state list
              muster state show sox-2027-q1/opal
            """,
        subcommands: [List.self, Show.self, Forget.self, Accept.self, Ignore.self, PlatformIdentity.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "One line for each address in state.",
            discussion: """
                Examples:
                  muster state list
                  muster state list --format json
                """)

        @Option(help: "`text` for people or `json` for programs.")
        var format = OutputFormat.text

        @OptionGroup var project: ProjectOptions

        func run() async throws {
            let opened = try await OpenProject(project, format.form)
            let context = opened.context
            try await context.reporting(format.form) {
                let state = try await opened.readState()
                switch format {
                case .text: context.say(StateText.list(state))
                case .json: context.write(StateJSON.list(state))
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "All that state knows of one address, as JSON.",
            discussion: """
                Example:
                  muster state show sox-2027-q1/opal
                """)

        @Argument(help: "Such as sox-2027-q1/opal.", completion: Candidates.recorded)
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
