import Calendars
import Applying
import ArgumentParser
import Campaigns
import Diagnostics
import Manifests
import Rendering
import State
import Vendors

/// `muster adopt`: takes what a vendor has already for what is declared, so that it is not created again.
struct AdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Take what a vendor has already for what an address declares.",
        discussion: """
            Reads what the vendor has under the id, shows it field by field, and records it once you agree. Nothing is sent. A kind \
            that can't be read (Cakewalk's) is taken at your word, without an id.

            Examples:
              muster adopt sox-2027-q1/opal 5a0db0c5-3b1c-4d8e-9a70-7d3ed0a0b111
              muster adopt --all
            """)

    @Argument(help: "Such as sox-2027-q1/opal.", completion: Candidates.declared)
    var address: AddressArgument?

    @Argument(help: "The vendor's id of it.")
    var id: String?

    @Flag(
        help:
            "Look for everything that is declared and not in state, and propose what the vendors have of the same name."
    )
    var all = false

    @Flag(help: "Take it although it is not as declared: a plan then says `changed`.")
    var acceptDifferences = false

    @OptionGroup var change: StateChangeOptions

    @Flag(name: .shortAndLong, help: "Say more: how vendors are reached, and each request to them with its answer.")
    var verbose = false

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        if all == (address != nil) { throw ValidationError("say an address, or --all") }
    }

    func run() async throws {
        try await CommandContext.current.watching(isVerbose: verbose) { try await adopted() }
    }

    private func adopted() async throws {
        let opened = try await OpenProject(project)
        try await opened.reporting {
            try opened.endIfFaulty()
            if opened.options.sandbox { try await Sandboxes.prepare(opened) }
            try await StateChange(opened, change).make { state in
                let proposal = Adoptions(opened, state, acceptsDifferences: acceptDifferences)
                if let address { return try await proposal.one(address.address, as: id) }
                return try await proposal.all()
            }
        }
    }
}

/// What is proposed to be adopted.
struct Adoptions {
    private let opened: OpenProject
    private let state: StateContents
    private let acceptsDifferences: Bool

    init(_ opened: OpenProject, _ state: StateContents, acceptsDifferences: Bool) {
        self.opened = opened
        self.state = state
        self.acceptsDifferences = acceptsDifferences
    }

    // MARK: One

    func one(_ address: Address, as id: String?) async throws -> StateChange.Proposal {
        guard let resource = opened.loaded.resources.first(where: { $0.address == address }) else {
            throw refused("`\(address)` is not declared", "declare what the vendor has, then adopt it")
        }
        if state.records[address] != nil {
            throw refused(
                "state has `\(address)` already", "`muster state show \(address)` says what it knows",
                at: resource.location)
        }
        let adoption: Adoption
        if resource.kind.vendorKind.reading(of: "id") == nil {
            if id != nil {
                throw refused("\(resource.kind.vendor.title) gives its reviews no ids", "`muster adopt \(address)`")
            }
            adoption = Adoption(unseen: resource, by: provenance, at: opened.context.clock.now())
        } else {
            guard let id else {
                throw refused(
                    "which of \(resource.platform) is `\(address)`?",
                    "`muster adopt \(address) ID`; `muster adopt --all` looks for it")
            }
            // What was begun under this address may be taken as it is now.
            if let holder = state.holder(of: id, on: resource.platform), holder != address {
                throw refused("`\(Printable.line(id))` is `\(holder)`'s in state", "is the id right?")
            }
            adoption = try await looked(resource.platform) { lookup in
                try await lookup.adoption(of: resource, as: id)
            }
        }
        opened.context.say(AdoptionText.report(adoption, of: resource))
        if !adoption.differences.isEmpty, !acceptsDifferences {
            throw refused(
                "what \(resource.platform) has is not what `\(address)` declares",
                "declare what it has, or take it all the same with `--accept-differences`", at: resource.location)
        }
        return .init(
            [.adopted(record: adoption.record)], question: "Is that `\(address)`?",
            done: "Adopted \(address). Nothing was sent.")
    }

    // MARK: All

    func all() async throws -> StateChange.Proposal {
        let wanted = opened.loaded.resources.filter {
            state.records[$0.address] == nil && state.intents[$0.address] == nil
        }
        var (taken, left): ([(Resource, Adoption)], [String]) = ([], [])
        for (platform, resources) in Dictionary(grouping: wanted, by: \.platform).sorted(by: { $0.key < $1.key }) {
            let seen = resources.filter { $0.kind.vendorKind.listing(of: $0.calls) != nil }
            left += resources.filter { $0.kind.vendorKind.listing(of: $0.calls) == nil }.map {
                "\($0.address): \($0.kind.vendor.title) can't be listed; if it is there, `muster adopt \($0.address)`"
            }
            if seen.isEmpty { continue }
            let found = try await looked(platform) { lookup in
                try await lookup.namesakes(of: seen, in: state, markerLineage: opened.markerLineage)
            }
            let claims = Dictionary(found.values.flatMap { $0 }.map { ($0, 1) }, uniquingKeysWith: +)
            for resource in seen.sorted(by: { $0.address < $1.address }) {
                let ids = found[resource.address] ?? []
                guard let id = ids.first else { continue }
                guard ids.count == 1, claims[id] == 1 else {
                    left.append(
                        "\(resource.address): \(ids.map { "`\(Printable.line($0))`" }.joined(separator: ", ")) may be it"
                    )
                    continue
                }
                let adoption = try await looked(platform) { lookup in try await lookup.adoption(of: resource, as: id) }
                if adoption.differences.isEmpty || acceptsDifferences {
                    taken.append((resource, adoption))
                } else {
                    left.append(
                        "\(resource.address): `\(Printable.line(id))` has its name, but not all that is declared: "
                            + adoption.differences.map { Printable.line($0) }.joined(separator: "; "))
                }
            }
        }
        for (resource, adoption) in taken { opened.context.say(AdoptionText.report(adoption, of: resource)) }
        if !left.isEmpty {
            opened.context.say("Left as they are:\n" + left.map { "  \($0)\n" }.joined())
        }
        if taken.isEmpty { return .init(done: "Nothing to adopt.") }
        return .init(
            taken.map { .adopted(record: $0.1.record) },
            question: "Take \(taken.count == 1 ? "this" : "these \(taken.count)") for what is declared?",
            done: "Adopted \(taken.count). Nothing was sent.")
    }

    // MARK: Reading

    private var provenance: Provenance { Provenances.run(opened.context, projectFolder: opened.project.folder) }

    private func looked<Found>(_ platform: String, _ look: (VendorLookup) async throws -> Found) async throws -> Found {
        let sessions = try Connections(opened, knowing: state).sessions(
            for: [platform], on: try await Network.open(opened))
        guard let session = sessions[platform] else {
            throw refused("`\(platform)` is no platform of `\(Project.fileName)`", "name it there")
        }
        do {
            return try await look(
                VendorLookup(
                    session, clock: opened.context.clock, provenance: provenance, maxWait: 60,
                    interruption: opened.context.interruption))
        } catch let failure as LookupFailure where failure.isAbsent {
            throw refused("\(platform) has nothing under that id", "`muster adopt --all` looks for what it has")
        } catch let failure as LookupFailure {
            throw DiagnosticsError(
                Diagnostic(.notListed, "\(platform) can't be read: \(failure.reason)", at: nil))
        }
    }

    private func refused(_ message: String, _ fix: String, at location: SourceLocation? = nil) -> DiagnosticsError {
        DiagnosticsError(Diagnostic(.notAcceptable, message, at: location, fix: fix))
    }
}
