import Campaigns
import Diagnostics
package import Planning
package import State

/// What is to be done, in the order that reviews which take the ids of others demand: each turn has what waits for nothing any more.
package struct CreationOrder: Sendable {
    private var left: [PlanEntry]

    package init(_ entries: consuming [PlanEntry]) { left = entries }

    package var isEmpty: Bool { left.isEmpty }

    /// Takes what can be done now, the ids of what was created before in its places; and what can't be any more, since something that it
    /// needs was not created, as held back.
    package mutating func nextTurn(_ state: StateContents) -> (ready: [PlanEntry], held: [PlanEntry]) {
        // Most wait for nothing, and are not looked at one by one.
        guard left.contains(where: { !$0.waitsFor.isEmpty }) else {
            defer { left = [] }
            return (left, [])
        }
        let pending = Set(left.map(\.address))
        var (ready, held, later): ([PlanEntry], [PlanEntry], [PlanEntry]) = ([], [], [])
        for entry in left {
            if entry.waitsFor.contains(where: pending.contains) {
                later.append(entry)
            } else if entry.waitsFor.isEmpty {
                ready.append(entry)
            } else {
                let settled = Self.settled(entry, state)
                if settled.action == .held { held.append(settled) } else { ready.append(settled) }
            }
        }
        // Reviews that wait for each other are refused long before; should there be some, none is created.
        if ready.isEmpty, held.isEmpty { (held, later) = (later.map { Self.held($0, by: $0.waitsFor[0]) }, []) }
        left = later
        return (ready, held)
    }

    private static func settled(_ entry: PlanEntry, _ state: StateContents) -> PlanEntry {
        guard var resource = entry.resource else { return entry }
        for use in resource.reviews where use.id == nil {
            // Each use waits for one of the addresses: the one that it names, or the one that is the period before.
            let address = entry.waitsFor.first { address in
                switch use.target {
                case .address(let target): target == address
                case .previous(let campaign, let review): address.campaign == campaign && address.review == review
                }
            }
            guard let address, let record = state.records[address], record.platform == resource.platform,
                let id = record.vendorID
            else { return held(entry, by: address ?? entry.waitsFor[0]) }
            resource = resource.filled(use, by: id)
        }
        var entry = entry
        entry.resource = resource
        entry.waitsFor = []
        return entry
    }

    private static func held(_ entry: PlanEntry, by address: Address) -> PlanEntry {
        var entry = entry
        entry.action = .held
        entry.faults = [
            Diagnostic(
                .missingReview,
                "`\(entry.address)` is held back: it needs the id of `\(address)`, which was not created",
                at: entry.resource?.reviews.first?.location)
        ]
        return entry
    }
}

extension ApplyResult {
    /// What became of this and of what was done after it.
    package mutating func append(_ other: ApplyResult) {
        ends += other.ends
        faults += other.faults
        stateFailure = stateFailure ?? other.stateFailure
        isInterrupted = isInterrupted || other.isInterrupted
    }
}
