import JSON
import Calendars
import Campaigns
import Diagnostics
import State
import Vendors

extension Planner {
    /// A create, or what is held back of one.
    func created(_ declared: Resource, _ obstacles: [Diagnostic]) -> PlanEntry {
        let (resource, waitsFor, faults) = settlingReviews(declared)
        let obstacles = obstacles + faults
        var entry = entry(obstacles.isEmpty ? .create : .held, resource)
        entry.faults = obstacles + resource.nameFlaws.filter { $0.severity == .warning }
        entry.waitsFor = waitsFor
        entry.reasons =
            passedOver(before: resource) + unknownNames(resource)
            + waitsFor.map { "the id of \($0) is known after apply, which creates it first" }
        entry.faults += otherIDs(resource)
        entry.consequences = resource.kind.vendorKind.consequences(of: resource.fields)
        entry.lateness = lateness(resource)
        return entry
    }

    /// What stands against creating a resource that is wanted now, each at its own place.
    func obstacles(to resource: Resource) -> [Diagnostic] {
        var obstacles = resource.refusals + resource.nameFlaws.filter { $0.severity == .error }
        if let limit = limit(on: daysLeft(resource), of: resource) {
            let left = daysLeft(resource)
            obstacles.append(
                Diagnostic(
                    .heldBack,
                    "`\(resource.address)` is held back: \(left == 1 ? "1 day is" : "\(left) days are") left until it is due, and \(limit)",
                    at: resource.dueLocation))
        }
        for field in resource.kind.vendorKind.fields {
            guard case .instant(allowsASAP: true) = field.type, let text = resource.fields[field.name]?.stringValue,
                let start = Instant(rfc3339: text), start <= instant
            else { continue }
            obstacles.append(
                Diagnostic(
                    .pastStart, "`\(resource.address)` is held back: `\(field.name)` has passed (\(text))",
                    at: resource.origins[field.name]?.location ?? resource.location,
                    fix: "`asap` starts it 15 minutes after it is set"))
        }
        if let other = takenNames.holder(of: resource) { obstacles.append(nameTaken(resource, by: other)) }
        return obstacles
    }

    /// The limit that the days left until a resource is due stand against, where its manifest alone does not say so already. Without an
    /// opening it would be open for all of them.
    private func limit(on left: Int, of resource: Resource) -> String? {
        if resource.refusals.contains(where: { $0.code == .unfitLength }) { return nil }
        if left < guardrails.minReviewDays { return "`guardrails.minReviewDays` is \(guardrails.minReviewDays)" }
        guard resource.opens == nil, !resource.kind.isRequest, let most = guardrails.maxReviewDays, left > most else {
            return nil
        }
        return "`guardrails.maxReviewDays` is \(most): say when it `opens`"
    }

    /// Of several new reviews that a vendor would show under one name, only the first may be created: they could not be told apart.
    func holdNamesakes(_ entries: inout [PlanEntry]) {
        var first: [TakenNames.Key: Address] = [:]
        let creates = entries.indices.filter { entries[$0].action == .create && !entries[$0].kind.isRequest }
        for index in creates.sorted(by: { entries[$0].address < entries[$1].address }) {
            guard let resource = entries[index].resource else { continue }
            if let other = first[TakenNames.Key(resource)] {
                entries[index].action = .held
                entries[index].faults.append(
                    nameTaken(resource, by: TakenNames.Holder(address: other, isDeclared: true)))
            } else {
                first[TakenNames.Key(resource)] = resource.address
            }
        }
    }

    private func nameTaken(_ resource: Resource, by other: TakenNames.Holder) -> Diagnostic {
        var ways = [
            resource.kind == .cakewalkAccessReview
                ? "names are unique at Cakewalk for ever: give it another `name`" : "give it another `name`"
        ]
        if !other.isDeclared {
            let former =
                other.address.review == resource.address.review
                ? "`formerly: [ \(other.address.campaign) ]` on the campaign"
                : "`formerly: [ \(other.address) ]` on the review"
            ways.insert("if it is the same review, say \(former)", at: 0)
        }
        return Diagnostic(
            .nameTaken,
            "`\(resource.address)` is refused: `\(other.address)` has that name on `\(resource.platform)`: \"\(resource.name)\"",
            at: resource.origins[resource.kind.vendorKind.nameField]?.location ?? resource.location,
            fix: ways.joined(separator: "; else "))
    }

    private func lateness(_ resource: Resource) -> Lateness? {
        guard let opens = resource.opens, opens <= instant, resource.due > instant else { return nil }
        let late = instant.wholeSeconds(since: opens) / 86_400
        return late > 0 ? Lateness(daysLate: late, daysLeft: daysLeft(resource)) : nil
    }

    func daysLeft(_ resource: Resource) -> Int { resource.due.wholeSeconds(since: instant) / 86_400 }
}
