import Calendars
import Campaigns
import Diagnostics
import State

// What stands for ids: a pull request must not be able to map a known name to a stranger unseen.

extension Planner {
    /// The names whose ids are found when it is applied.
    func unknownNames(_ resource: Resource) -> [String] {
        resource.unknownNames.sorted().map { "\($0.reference) is known at apply" }
    }

    /// The names that the directory has under another id than what was created with them last.
    func otherIDs(_ resource: Resource) -> [Diagnostic] {
        resource.names.compactMap { use in
            guard let id = use.id, let known = recordedNames[resource.platform, use.name.reference], known.id != id.text
            else { return nil }
            return Diagnostic(
                .otherDirectoryID,
                "\(use.name.reference) is `\(id.text)` in the directory, and was `\(known.id)` when `\(known.address)` was created",
                at: use.location, fix: "is it the same person or thing?", severity: .warning)
        }
    }
}

/// The ids that names stood for when reviews were created, by platform; of several, those of the newest.
struct RecordedNames: Sendable {
    private var latest: [String: [String: (id: String, address: Address, at: Int)]] = [:]

    /// Looks only where something without a record uses names.
    init(_ state: StateContents, for resources: [Resource]) {
        let isWanted = resources.indices.contains { index in
            !resources[index].names.isEmpty && !state.records.keys.contains(resources[index].address)
        }
        if !isWanted { return }
        for index in state.records.indices {
            let record = state.records[index].record
            for (name, id) in record.names
            where latest[record.platform]?[name].map({
                ($0.at, $0.address) < (record.createdAt.seconds, record.address)
            }) ?? true {
                latest[record.platform, default: [:]][name] = (id, record.address, record.createdAt.seconds)
            }
        }
    }

    subscript(platform: String, reference: String) -> (id: String, address: Address)? {
        latest[platform]?[reference].map { ($0.id, $0.address) }
    }
}
