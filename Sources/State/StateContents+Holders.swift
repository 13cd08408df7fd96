package import Campaigns

extension StateContents {
    /// The address that has a vendor's id on a platform; nothing where none has.
    package func holder(of vendorID: String, on platform: String) -> Address? {
        if let record = records.values.first(where: { $0.platform == platform && $0.vendorID == vendorID }) {
            return record.address
        }
        return intents.values.first { intent in
            guard intent.platform == platform, case .made(let id, _, _, _) = intent.progress else { return false }
            return id == vendorID
        }?.address
    }
}
