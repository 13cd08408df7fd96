import State
package import Campaigns

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
        for entry in saved.entries where entry.action == .create || entry.action == .resume {
            if let reason = Consent.move(entry, fresh[entry.address]) {
                moved.append("`\(entry.address)` \(reason)")
            } else {
                allowed.insert(entry.address)
            }
        }
        guard moved.isEmpty else {
            self = .stale(moved)
            return
        }
        let work = plan.entries.filter { $0.action == .create || $0.action == .resume }.map(\.address)
        self = .given(allowed, leftOut: work.filter { !allowed.contains($0) })
    }

    /// How an entry of the file differs from what would be done now; nothing if it is the same, or done or begun with the same body.
    private static func move(_ saved: SavedPlan.Entry, _ fresh: PlanEntry?) -> String? {
        guard let fresh else { return "is no longer declared" }
        if let record = fresh.record, record.platform == saved.platform, record.calls == saved.calls { return nil }
        if fresh.action == .resume, let intent = fresh.intent, intent.platform == saved.platform,
            intent.calls == saved.calls
        {
            return nil
        }
        if fresh.action != saved.action {
            return "was `\(saved.action.rawValue)` in the file and is `\(fresh.action.rawValue)` now"
        }
        if fresh.platform != saved.platform {
            return "was on `\(saved.platform)` in the file and is on `\(fresh.platform)` now"
        }
        return fresh.consentedCalls == saved.calls ? nil : "would send another body than the file says"
    }
}
