import Calendars
import Campaigns
import Diagnostics
import State

// Reviews that take the vendor's id of another one: from state, or from the same apply, which then creates the other one first.

extension Planner {
    /// The resource with the ids of other reviews that state has, what else has to be created before it, and why it can't be.
    func settlingReviews(_ resource: Resource) -> (resource: Resource, waitsFor: [Address], faults: [Diagnostic]) {
        var (settled, waitsFor, faults) = (resource, [Address](), [Diagnostic]())
        for use in resource.reviews where use.id == nil {
            guard let address = address(of: use, for: resource) else {
                faults.append(
                    Diagnostic(
                        .missingReview,
                        "`\(resource.address)` is held back: there is no review before it, as \(use.reference) asks for",
                        at: use.location))
                continue
            }
            if let record = state.records[address] {
                if record.platform != resource.platform || record.kind != resource.kind {
                    faults.append(
                        Diagnostic(
                            .missingReview,
                            "`\(resource.address)` is held back: `\(address)` is \(record.kind.rawValue) on `\(record.platform)`",
                            at: use.location, fix: "only a review of the same kind on the same platform will do"))
                } else if let id = record.vendorID {
                    settled = settled.filled(use, by: id)
                } else {
                    faults.append(
                        Diagnostic(
                            .missingReview, "`\(resource.address)` is held back: the vendor gave `\(address)` no id",
                            at: use.location))
                }
            } else if state.intents[address] != nil || declared.contains(address) {
                waitsFor.append(address)
            } else {
                faults.append(
                    Diagnostic(
                        .missingReview,
                        "`\(resource.address)` is held back: neither state nor a manifest has `\(address)`",
                        at: use.location,
                        fix: nearest(to: address.description, among: declared.map(\.description).sorted())
                            .map { "did you mean `\($0)`?" }))
            }
        }
        return (settled, waitsFor, faults)
    }

    /// Whatever waits for something that is not created now is held back, and so is what waits for that.
    func holdDependents(_ entries: inout [PlanEntry]) {
        if !entries.indices.contains(where: { !entries[$0].waitsFor.isEmpty }) { return }
        var actions = Dictionary(
            entries.map { ($0.address, $0.action) }, uniquingKeysWith: { first, _ in first })
        var isChanged: Bool
        repeat {
            isChanged = false
            for index in entries.indices where entries[index].action == .create {
                let missing = entries[index].waitsFor.first { ![.create, .resume].contains(actions[$0]) }
                guard let missing else { continue }
                let state = actions[missing]?.rawValue ?? "not there"
                entries[index].action = .held
                actions[entries[index].address] = .held
                entries[index].faults.append(
                    Diagnostic(
                        .missingReview,
                        "`\(entries[index].address)` is held back: it needs the id of `\(missing)`, which is \(state)",
                        at: entries[index].resource?.reviews.first?.location))
                isChanged = true
            }
        } while isChanged
    }

    /// The address that is meant; nothing where there is no review before.
    private func address(of use: ReviewUse, for resource: Resource) -> Address? {
        switch use.target {
        case .address(let address): return address
        case .previous(let campaign, let review):
            guard let opening = resource.recurrence?.period.opening else { return nil }
            func isEarlier(_ address: Address, _ begin: Instant) -> Bool {
                address.campaign == campaign && address.review == review && address != resource.address
                    && begin < opening
            }
            var latest: (address: Address, begin: Instant)?
            func note(_ address: Address, _ begin: Instant) {
                if isEarlier(address, begin), latest.map({ $0.begin < begin }) ?? true { latest = (address, begin) }
            }
            for index in state.records.indices {
                let record = state.records[index].record
                note(record.address, record.covers?.lowerBound ?? record.createdAt)
            }
            for intent in state.intents.values { note(intent.address, intent.covers?.lowerBound ?? intent.begun) }
            for (address, begin) in openings where begin <= instant { note(address, begin) }
            return latest?.address
        }
    }
}
