import Calendars
package import Campaigns
import JSON
package import State
import Vendors

/// Whether an earlier run can have begun what an intent says: whoever can write to state must not be able to have another call sent.
package enum IntentShape {
    /// Why nothing is sent for an intent, in a sentence without a full stop; nothing where it may be gone on with.
    ///
    /// - Parameters:
    ///   - platform: as `muster.yaml` has it; nothing where it has it no more, so that nothing can be sent.
    ///   - host: where the platform is reached; nothing where that is not known yet.
    package static func fault(of intent: Intent, on platform: Platform?, at host: String?) -> String? {
        let kind = intent.kind.vendorKind
        if let platform, platform.vendor != intent.kind.vendor {
            return "`\(intent.platform)` is at \(platform.vendor.title), which has no \(intent.kind.rawValue)"
        }
        if let host, host != intent.host {
            return "it was begun at `\(intent.host)`, and `\(intent.platform)` is at `\(host)`"
        }
        if let fault = kind.shapeFault(of: intent.calls) { return fault }
        if case .made(let id, _, let done, _) = intent.progress,
            let fault = kind.progressFault(of: intent.calls, id: id, done: done)
        {
            return fault
        }
        let fields = kind.fields(of: intent.calls)
        if fields[kind.nameField]?.stringValue ?? "" != intent.name {
            return "its `\(kind.nameField)` is not the name that it was begun under"
        }
        if let field = kind.dueField,
            fields[field]?.stringValue.flatMap(Instant.init(rfc3339:))?.seconds != intent.due.seconds
        {
            return "its `\(field)` is not when it was begun to be due"
        }
        // A text that comes back otherwise than it stands in the body ended in a marker.
        let marked = intent.calls.first?.body.objectValue?.members.filter { fields[$0.key] != $0.value } ?? []
        let markers = marked.compactMap { $0.value.stringValue.flatMap(Marker.address) }
        return markers.allSatisfy { $0 == intent.address } ? nil : "it carries the marker of another address"
    }

    /// What a person does about it.
    package static func fix(of intent: Intent) -> String {
        let id = intent.kind.vendorKind.listing(of: intent.calls) == nil ? "" : " ID"
        let taken = "look at `\(intent.platform)` whether it is there: `muster adopt \(intent.address)\(id)` takes it"
        if intent.isUnsettled { return "\(taken); `muster recover \(intent.address) --yes` looks for it" }
        return
            "\(taken); if it is not, `muster state forget \(intent.address) --recreate` lets the next apply create it"
    }
}
