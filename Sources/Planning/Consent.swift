package import Campaigns
import JSON
import State
import Vendors

/// What a saved plan allows of a plan made now.
package enum Consent: Sendable, Hashable {
    /// Every action of the file still comes out the same: these addresses may be worked on. What opened since is left out.
    case given(Set<Address>, leftOut: [Address])
    /// Something moved: nothing may begin. Each in a sentence.
    case stale([String])

    package init(of saved: SavedPlan, to plan: Plan) {
        let fresh = Dictionary(plan.entries.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        var moved: [String] = []
        var allowed: Set<Address> = []
        for entry in saved.entries where entry.action.isWork {
            if let reason = Consent.whatMoved(entry, fresh[entry.address]) {
                moved.append("`\(entry.address)` \(reason)")
            } else {
                allowed.insert(entry.address)
            }
        }
        guard moved.isEmpty else {
            self = .stale(moved)
            return
        }
        self = .given(allowed, leftOut: plan.work.map(\.address).filter { !allowed.contains($0) })
    }

    /// How an entry of the file differs from what would be done now; nothing if it is the same, or done or begun with the same body.
    private static func whatMoved(_ saved: SavedPlan.Entry, _ fresh: PlanEntry?) -> String? {
        guard let fresh else { return "is no longer declared" }
        if fresh.platform != saved.platform {
            return "was on `\(saved.platform)` in the file and is on `\(fresh.platform)` now"
        }
        if isDoneOrBegun(saved, fresh) { return nil }
        if fresh.action != saved.action {
            return "was `\(saved.action.rawValue)` in the file and is `\(fresh.action.rawValue)` now"
        }
        if fresh.movedFrom != saved.movedFrom { return "would be moved from another address than the file says" }
        // What the file says by name may have its id by now.
        let named = fresh.resource?.recordedNames ?? [:]
        return fresh.consentedCalls == saved.calls.filled(with: named) ? nil : otherBody(saved, fresh)
    }

    /// Whether state or journal show the action of the file done or begun with the same body.
    private static func isDoneOrBegun(_ saved: SavedPlan.Entry, _ fresh: PlanEntry) -> Bool {
        if fresh.movedFrom == nil, let record = fresh.record, record.platform == saved.platform {
            return record.calls == saved.calls.filled(with: record.names)
        }
        guard fresh.action == .resume, let intent = fresh.intent else { return false }
        return intent.platform == saved.platform && intent.calls == saved.calls.filled(with: intent.names)
    }

    private static func otherBody(_ saved: SavedPlan.Entry, _ fresh: PlanEntry) -> String {
        let kind = fresh.kind.vendorKind
        guard fresh.kind == saved.kind else {
            return "was \(saved.kind.rawValue) in the file and is \(fresh.kind.rawValue) now"
        }
        let changed = differences(
            declared: kind.fields(of: fresh.consentedCalls), recorded: kind.fields(of: saved.calls), kind: kind,
            unchangedDates: [])
        let names = changed.map { "`\($0.path)`" }.joined(separator: ", ")
        return "would send another body than the file says" + (names.isEmpty ? "" : ": other \(names)")
    }
}
