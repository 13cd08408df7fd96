import JSON
import Campaigns
import State
import Vendors

/// What a listing is searched for.
struct WantedItem: Sendable {
    let address: Address
    let name: String
    let calls: [Call]
    let kind: any VendorKind
    /// The marker that ends a text of it; nothing where none was sent.
    let marker: String?

    init(_ intent: Intent, markerLineage: String) {
        self.init(intent.address, intent.name, intent.calls, intent.kind, markerLineage)
    }

    init(_ resource: Resource, markerLineage: String) {
        self.init(resource.address, resource.name, resource.calls, resource.kind, markerLineage)
    }

    private init(_ address: Address, _ name: String, _ calls: [Call], _ kind: Kind, _ markerLineage: String) {
        self.address = address
        self.name = name
        self.calls = calls
        self.kind = kind.vendorKind
        let text = Marker(address: address, lineage: markerLineage).description
        let body = calls.first?.body.objectValue
        let isSent = body?.members.contains { $0.value.stringValue?.hasSuffix(text) ?? false } ?? false
        marker = isSent ? text : nil
    }
}
