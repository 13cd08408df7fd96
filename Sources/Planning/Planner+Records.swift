import Calendars
package import Campaigns
import Diagnostics
import JSON
package import State
package import Vendors

extension Planner {
    /// What is declared against what was created under its address.
    func compared(_ declared: Resource, _ record: Record) -> PlanEntry {
        let isAsWritten = !declared.recurs && declared.names.isEmpty && declared.reviews.isEmpty
        let resource = isAsWritten ? declared : declared.asCreated(record)
        if resource.recurs, record.due <= instant {
            // What is declared now is for the periods to come.
            var entry = entry(.unchanged, resource, record: record)
            entry.due = record.due
            return entry
        }
        if let reuse = reuse(of: record, by: resource) {
            var entry = entry(.held, resource, record: record)
            entry.faults = [reuse]
            return entry
        }
        let differences = Planner.differences(resource, record)
        var entry = entry(differences.isEmpty ? .unchanged : .changed, resource, record: record)
        entry.differences = differences
        // It is there under some name: whoever mends this one changes nothing.
        entry.faults = resource.nameFlaws.filter { $0.severity == .error }.map {
            var flaw = $0
            flaw.severity = .warning
            return flaw
        }
        return entry
    }

    /// The move of the record that state has under a former address, or why it can't be moved; nothing where state has none.
    func moved(_ resource: Resource) -> PlanEntry? {
        let known = resource.formerly.filter {
            (state.records[$0.address] != nil || state.intents[$0.address] != nil) && isOfPeriod($0.address, resource)
        }
        guard let former = known.first else { return nil }
        func blocked(_ reason: String, fix: String) -> PlanEntry {
            var entry = entry(.held, resource)
            entry.faults = [
                Diagnostic(
                    .blockedMove, "`\(resource.address)` is held back: \(reason)", at: former.location, fix: fix)
            ]
            return entry
        }
        if known.count > 1 {
            let names = known.map { "`\($0.address)`" }.joined(separator: " and ")
            return blocked("state has reviews of its former addresses \(names)", fix: "name the one that it is")
        }
        guard state.intents[former.address] == nil, var record = state.records[former.address] else {
            return blocked(
                "`\(former.address)` was begun and is not finished",
                fix: "finish it under that address first, and rename it then")
        }
        guard record.platform == resource.platform, record.kind == resource.kind else {
            return blocked(
                "`\(former.address)` is \(record.kind.rawValue) on `\(record.platform)`, not \(resource.kind.rawValue) on `\(resource.platform)`",
                fix: "that is another review: leave it out of `formerly`")
        }
        record.address = resource.address
        record.covers = record.covers ?? resource.recurrence?.covers
        var moved = compared(resource, record)
        if moved.action != .held { moved.action = .move }
        moved.movedFrom = former.address
        return moved
    }

    /// Whether what did not recur was for the period of a resource that does: its due date lies in it.
    private func isOfPeriod(_ former: Address, _ resource: Resource) -> Bool {
        guard let recurrence = resource.recurrence, former.period == nil,
            let due = state.records[former]?.due ?? state.intents[former]?.due
        else { return true }
        return recurrence.covers.lowerBound < due && due <= recurrence.covers.upperBound
    }

    /// That the address of a review that is over is declared for a later one.
    private func reuse(of record: Record, by resource: Resource) -> Diagnostic? {
        guard record.due <= instant, resource.due > record.due, resource.due > instant else { return nil }
        return Diagnostic(
            .addressReused,
            "`\(resource.address)` is refused: the review of this address was due \(record.due.rfc3339) and is over",
            at: resource.dueLocation,
            fix:
                "a new review needs its own `campaign`; if this one was prolonged at the vendor, `muster state accept \(resource.address)`"
        )
    }

    /// Whether what is declared now is what was begun; lists of ids in another order are.
    package static func isAsBegun(_ declared: Resource, _ intent: Intent) -> Bool {
        let resource = declared.filled(with: intent.names)
        if resource.platform != intent.platform || resource.kind != intent.kind { return false }
        if resource.calls == intent.calls { return true }
        let kind = resource.kind.vendorKind
        let sameDates = resource.localDates.filter { intent.localDates[$0.key] == $0.value }
        return Vendors.differences(
            declared: resource.fields, recorded: kind.fields(of: intent.calls), kind: kind,
            unchangedDates: Set(sameDates.keys)
        ).isEmpty
    }

    /// Field by field, what is declared against what was created.
    package static func differences(_ resource: Resource, _ record: Record) -> [FieldDifference] {
        if resource.platform != record.platform || resource.kind != record.kind {
            return [
                FieldDifference(
                    path: "platform", declared: .string(resource.platform), recorded: .string(record.platform)),
                FieldDifference(
                    path: "kind", declared: .string(resource.kind.rawValue), recorded: .string(record.kind.rawValue)),
            ].filter { $0.declared != $0.recorded }
        }
        let vendorKind = resource.kind.vendorKind
        var differences: [FieldDifference] = []
        if !record.sent.are(resource.calls) {
            let sameDates = resource.localDates.filter { record.localDates[$0.key] == $0.value }
            differences = Vendors.differences(
                declared: resource.fields, recorded: vendorKind.fields(of: record.calls), kind: vendorKind,
                unchangedDates: Set(sameDates.keys))
        }
        // A request is due with its campaign, and no call says so.
        if resource.due != record.due, vendorKind.dueField == nil,
            record.localDates["due"] == nil || record.localDates["due"] != resource.localDates["due"]
        {
            differences.append(
                FieldDifference(
                    path: "due", declared: .string(resource.due.rfc3339), recorded: .string(record.due.rfc3339)))
        }
        return differences
    }
}
