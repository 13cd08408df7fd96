package import Campaigns

extension StateContents {
    /// The address that has a vendor's id on a platform; nothing where none has.
    package func holder(of vendorID: String, on platform: String) -> Address? {
        if let record = records.values.first(where: { $0.platform == platform && $0.vendorID == vendorID }) {
            return record.address
        }
        let unknown = [unknownRecords, unknownIntents].joined()
        if let other = unknown.first(where: { $0.value.platform == platform && $0.value.vendorID == vendorID }) {
            return other.key
        }
        return intents.values.first { intent in
            guard intent.platform == platform, case .made(let id, _, _, _) = intent.progress else { return false }
            return id == vendorID
        }?.address
    }

    /// What has a kind that this Muster does not know, and stands at the address.
    package func unknownKind(at address: Address) -> UnknownKind? {
        unknownIntents[address] ?? unknownRecords[address]
    }

    /// The vendor's ids that are known on a platform, whatever they are of.
    package func vendorIDs(on platform: String) -> Set<String> {
        var ids = Set(records.values.lazy.filter { $0.platform == platform }.compactMap(\.vendorID))
        for intent in intents.values where intent.platform == platform {
            if case .made(let id?, _, _, _) = intent.progress { ids.insert(id) }
        }
        for other in [unknownRecords, unknownIntents].joined() where other.value.platform == platform {
            if let id = other.value.vendorID { ids.insert(id) }
        }
        return ids
    }
}
