import JSON
import Diagnostics
package import Calendars
package import Campaigns
package import State
import Vendors

/// A review that a vendor has already, taken for what an address declares.
package struct Adoption: Sendable {
    /// Nothing where the vendor can't be read.
    package let vendorID: String?
    /// What the vendor has otherwise than declared, each in one line.
    package let differences: [String]
    /// The declared fields that no read shows.
    package let unread: [String]
    /// What state would have of it.
    package let record: Record

    /// Of a kind that can't be read: taken at a person's word.
    package init(unseen resource: Resource, by provenance: Provenance, at now: Instant) {
        vendorID = nil
        differences = []
        unread = resource.fields.keys
        record = Adoption.record(resource, nil, resource.calls, unread, provenance, now)
    }

    /// - Parameters:
    ///   - others: what reads beside the item's own show otherwise than declared.
    ///   - selections: those reads' answers, each with the call that it shows.
    init(
        _ resource: Resource, as item: ListedItem, others: [String], _ selections: [(step: Call.Step, answer: Answer)],
        by provenance: Provenance, at now: Instant
    ) {
        let kind = resource.kind.vendorKind
        var (calls, unread) = kind.adopted(item, over: resource.calls)
        for (step, answer) in selections {
            calls = kind.adopted(answer, after: step, over: calls)
            let shown = Set(kind.fields.filter { $0.step == step }.map(\.name))
            unread.removeAll(where: shown.contains)
        }
        vendorID = item.id
        differences = kind.differences(of: item, from: resource.calls).map(\.line) + others
        self.unread = unread
        record = Adoption.record(resource, item, calls, unread, provenance, now)
    }

    private static func record(
        _ resource: Resource, _ item: ListedItem?, _ calls: [Call], _ unread: [String], _ provenance: Provenance,
        _ now: Instant
    ) -> Record {
        var provenance = provenance
        provenance.manifest = resource.location.file
        let isDueAsDeclared = calls == resource.calls
        return Record(
            address: resource.address, platform: resource.platform, kind: resource.kind,
            name: item?.name ?? resource.name, vendorID: item?.id, vendorState: item?.state,
            createdAt: item?.createdAt ?? now, due: isDueAsDeclared ? resource.due : item?.due ?? resource.due,
            covers: resource.recurrence?.covers,
            calls: calls, localDates: isDueAsDeclared ? resource.localDates : [:],
            names: resource.recordedNames, unread: unread, evidence: .adopted,
            provenance: provenance)
    }
}
