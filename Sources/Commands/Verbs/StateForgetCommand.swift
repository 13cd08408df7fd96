import Campaigns
import ArgumentParser
import Diagnostics
import Manifests
import State

extension StateCommand {
    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Have state forget an address; nothing changes at the vendor.",
            discussion: """
                An address that is still declared would be created anew: that needs --recreate.

                Example:
                  muster state forget sox-2027-q1/opal
                """)

        @Argument(help: "Such as sox-2027-q1/opal.", completion: Candidates.recorded)
        var address: AddressArgument

        @Flag(
            help:
                "Forget it although it is declared: the next apply creates it again, unless it finds it at the vendor.")
        var recreate = false

        @OptionGroup var change: StateChangeOptions
        @OptionGroup var project: ProjectOptions

        func run() async throws {
            let opened = try await OpenProject(project)
            try await opened.reporting { try await forget(opened) }
        }

        private func forget(_ opened: OpenProject) async throws {
            let address = address.address
            // Whether it is declared can't be told from manifests with faults.
            try opened.endIfFaulty()
            if let resource = opened.loaded.resources.first(where: { $0.address == address }), !recreate {
                throw DiagnosticsError(
                    Diagnostic(
                        .stillDeclared, "`\(address)` is still declared, so the next apply would create it again",
                        at: resource.location,
                        fix: "delete it from the manifest, or say `--recreate`"))
            }
            try await StateChange(opened, change).make { state in
                guard
                    state.records[address] != nil || state.intents[address] != nil
                        || state.unknownKind(at: address) != nil
                else {
                    throw UnknownAddress.error(address, state)
                }
                if let intent = state.intents[address] { try await SettlingCheck(opened, state).check(intent) }
                return .init(
                    [.forgot(address: address)], question: "Forget `\(address)`?",
                    done: "Forgot \(address). Nothing changed at the vendor.")
            }
        }
    }
}
