import Calendars
import ArgumentParser
import Campaigns
import Diagnostics
import Manifests
import Rendering
import State

extension StateCommand {
    struct Ignore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ignore",
            abstract: "Say that what a vendor has under an id is not the address's, though it has its name.",
            discussion: """
                For a colleague's review that stands in the way of a create. Nothing is sent, and nothing is read from the vendor.

                Example:
                  muster state ignore sox-2027-q1/opal 5a0db0c5-3b1c-4d8e-9a70-7d3ed0a0b111
                """)

        @Argument(help: "Such as sox-2027-q1/opal.", completion: Candidates.declared)
        var address: AddressArgument

        @Argument(help: "The vendor's id, as the message about it says.")
        var id: String
        @OptionGroup var change: StateChangeOptions
        @OptionGroup var project: ProjectOptions

        func run() async throws {
            let opened = try await OpenProject(project)
            try await opened.reporting { try await ignore(opened) }
        }

        private func ignore(_ opened: OpenProject) async throws {
            let address = address.address
            try opened.endIfFaulty()
            let resource = opened.loaded.resources.first { $0.address == address }
            try await StateChange(opened, change).make { state in
                let platform = resource?.platform ?? state.intents[address]?.platform
                guard let platform else { throw UnknownAddress.error(address, state) }
                if let holder = state.holder(of: id, on: platform) {
                    throw DiagnosticsError(
                        Diagnostic(
                            .notAcceptable, "`\(Printable.line(id))` is `\(holder)`'s own in state", at: nil,
                            fix: "is the id right?"))
                }
                if state.ignored[address]?[id] != nil {
                    return .init(done: "\(address) ignores \(Printable.line(id)) already.")
                }
                let provenance = Provenances.run(opened.context, projectFolder: opened.project.folder)
                return .init(
                    [
                        .ignored(
                            address: address, vendorID: id,
                            by: .init(actor: provenance.actor, at: opened.context.clock.now()))
                    ],
                    question:
                        "Is `\(Printable.line(id))` on \(platform) certainly not `\(address)`? The next apply may create it.",
                    done: "\(address) ignores \(Printable.line(id)) from now on.")
            }
        }
    }
}
