import Calendars
import Campaigns
import JSON
import State
import Vendors

/// What a listing is searched for.
struct WantedItem: Sendable {
    let address: Address
    let name: String
    let due: Instant
    let calls: [Call]
    let kind: any VendorKind
    /// The marker that ends a text of it; nothing where none was sent.
    let marker: String?

    init(_ intent: Intent, markerLineage: String) {
        self.init(intent.address, intent.name, intent.due, intent.calls, intent.kind, markerLineage)
    }

    init(_ resource: Resource, markerLineage: String) {
        self.init(resource.address, resource.name, resource.due, resource.calls, resource.kind, markerLineage)
    }

    private init(
        _ address: Address, _ name: String, _ due: Instant, _ calls: [Call], _ kind: Kind, _ markerLineage: String
    ) {
        self.address = address
        self.name = name
        self.due = due
        self.calls = calls
        self.kind = kind.vendorKind
        let text = Marker(address: address, lineage: markerLineage).description
        let body = calls.first?.body.objectValue
        let isSent = body?.members.contains { $0.value.stringValue?.hasSuffix(text) ?? false } ?? false
        marker = isSent ? text : nil
    }

    /// What is sent, but for the name and the marker: reviews of one template have it in common.
    var template: JSONValue {
        var fields = kind.fields(of: calls)
        fields[kind.nameField] = nil
        return [.string(kind.kind.rawValue), .object(fields)]
    }
}
