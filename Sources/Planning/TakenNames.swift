import Calendars
import Campaigns
import State

/// Which addresses hold which names at the vendors: at Cakewalk for ever, elsewhere until their review is over.
struct TakenNames: Sendable {
    /// What a vendor and its reviewers tell reviews apart by.
    struct Key: Hashable {
        private let platform: String
        private let kind: Kind
        private let name: String

        init(_ platform: String, _ kind: Kind, _ name: String) {
            self.platform = platform
            self.kind = kind
            self.name = VendorName.comparable(VendorName.collapsed(name))
        }

        init(_ resource: Resource) { self.init(resource.platform, resource.kind, resource.name) }
    }

    struct Holder {
        let address: Address
        /// Whether manifests still declare it: if not, the one that wants its name may be the same review.
        let isDeclared: Bool
    }

    private var holders: [Key: [Address]] = [:]
    private let declared: Set<Address>

    init(_ state: StateContents, at instant: Instant, for resources: [Resource], declared: Set<Address>) {
        self.declared = declared
        // Names matter only to what may be created now.
        let isWanted = resources.indices.contains { index in
            if let opens = resources[index].opens, opens > instant { return false }
            let address = resources[index].address
            return !state.records.keys.contains(address) && !state.intents.keys.contains(address)
        }
        if !isWanted { return }
        for index in state.records.indices {
            let box = state.records[index]
            guard box.record.kind == .cakewalkAccessReview || box.record.due > instant else { continue }
            holders[Key(box.record.platform, box.record.kind, box.record.name), default: []]
                .append(state.records.keys[index])
        }
        for intent in state.intents.values {
            holders[Key(intent.platform, intent.kind, intent.name), default: []].append(intent.address)
        }
    }

    /// Who else holds the resource's name. Requests have none that must differ.
    func holder(of resource: Resource) -> Holder? {
        if resource.kind.isRequest { return nil }
        let others = holders[Key(resource)]?.filter { $0 != resource.address }
        return others?.min().map { Holder(address: $0, isDeclared: declared.contains($0)) }
    }
}
