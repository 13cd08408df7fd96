package import Campaigns
import JSON
package import State
import Vendors

extension Resource {
    /// The resource as it is to be compared with what was created: with the ids that its names stood for then, where its directory has
    /// none, and the dates that do not move any more.
    package func asCreated(_ record: Record) -> Resource {
        filled(with: record.names).keepingDates(of: record)
    }

    /// - Parameter recorded: ids by reference, as state keeps them.
    func filled(with recorded: [String: String]) -> Resource {
        if names.isEmpty, reviews.isEmpty { return self }
        let ids = unknownNames.compactMap { name in recorded[name.reference].map { (name, DirectoryID(text: $0)) } }
        var filled = filled(Dictionary(uniqueKeysWithValues: ids))
        for use in reviews where use.id == nil {
            if let id = recorded[use.reference] { filled = filled.filled(use, by: id) }
        }
        return filled
    }

    /// The resource with the dates of what was created, where they are written as they were then: one that counts from the day of opening
    /// is another at every plan until it is opened, and none afterwards.
    private func keepingDates(of record: Record) -> Resource {
        guard recurrence?.dueFrom == .opening, platform == record.platform, kind == record.kind else { return self }
        let same = localDates.filter { record.localDates[$0.key] == $0.value }
        if same.isEmpty { return self }
        let vendorKind = kind.vendorKind
        let recorded = vendorKind.fields(of: record.calls)
        var kept = self
        for field in same.keys {
            guard let was = recorded[field], let now = fields[field], was != now else { continue }
            kept.fields[field] = was
            kept.calls = kept.calls.map { call in
                guard var body = call.body.objectValue, body[field] == now else { return call }
                body[field] = was
                var call = call
                call.body = .object(body)
                return call
            }
        }
        if same[vendorKind.dueField ?? "due"] != nil { kept.due = record.due }
        return kept
    }
}
