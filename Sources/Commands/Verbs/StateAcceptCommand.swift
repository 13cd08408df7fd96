import Manifests
import ArgumentParser
import Campaigns
import Diagnostics
import Planning
import Rendering
import State

extension StateCommand {
    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept",
            abstract: "Take what is declared now for what was created.",
            discussion: """
                For a review that someone changed at the vendor, once its manifest says the same. Nothing is sent, and nothing is read \
                from the vendor.

                Example:
                  muster state accept sox-2027-q1/opal
                """)

        @Argument(help: "Such as sox-2027-q1/opal.", completion: Candidates.recorded)
        var address: AddressArgument
        @OptionGroup var change: StateChangeOptions
        @OptionGroup var project: ProjectOptions

        func run() async throws {
            let opened = try await OpenProject(project)
            try await opened.reporting { try await accept(opened) }
        }

        private func accept(_ opened: OpenProject) async throws {
            let address = address.address
            try opened.endIfFaulty()
            try await StateChange(opened, change).make { state in
                let (declared, record) = try pair(address, opened, state)
                let resource = declared.asCreated(record)
                let differences = Planner.differences(resource, record)
                guard !differences.isEmpty else {
                    return .init(done: "\(address) is as it was created: there is nothing to accept.")
                }
                var accepted = record
                accepted.name = resource.name
                accepted.due = resource.due
                accepted.calls = resource.calls
                accepted.localDates = resource.localDates
                accepted.names = resource.recordedNames
                opened.context.say(PlanText.differences(differences) + "\n")
                return .init(
                    [.accepted(record: accepted)],
                    question: "Take what is declared for what `\(address)` is at the vendor?",
                    done: "\(address) is as declared now. Nothing was sent.")
            }
        }

        /// What is declared under the address, and what was created there.
        private func pair(_ address: Address, _ opened: OpenProject, _ state: StateContents) throws -> (
            Resource, Record
        ) {
            if let intent = state.intents[address] {
                throw refused("`\(intent.address)` was begun and is not finished", "apply first")
            }
            guard let record = state.records[address] else { throw UnknownAddress.error(address, state) }
            guard let resource = opened.loaded.resources.first(where: { $0.address == address }) else {
                throw refused("`\(address)` is not declared, so there is nothing to take over", "declare it again")
            }
            guard resource.platform == record.platform, resource.kind == record.kind else {
                throw refused(
                    "`\(address)` is \(record.kind.rawValue) on `\(record.platform)`, and \(resource.kind.rawValue) on `\(resource.platform)` is declared",
                    "that is another review: give it a key of its own", at: resource.location)
            }
            return (resource, record)
        }

        private func refused(_ message: String, _ fix: String, at location: SourceLocation? = nil) -> DiagnosticsError {
            DiagnosticsError(Diagnostic(.notAcceptable, message, at: location, fix: fix))
        }
    }
}
