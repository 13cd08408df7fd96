import Calendars
import Campaigns
import Diagnostics
import Vendors

// Freezes: days of the project in which nothing opens.

extension Planner {
    /// When a resource opens, and the freezes that hold it back; nothing where it may open now as far as they are concerned.
    private func thaw(_ resource: Resource) -> (opening: Instant, movedBy: [Freeze])? {
        let zone = resource.recurrence?.schedule.zone ?? freezes.zone
        if let opens = resource.opens {
            let thawed = freezes.thaw(opens, in: zone)
            if thawed.opening > instant { return thawed.movedBy.isEmpty ? nil : thawed }
        }
        // It could have opened before, and must not do so late in a freeze either.
        let now = freezes.end(after: instant)
        return now.movedBy.isEmpty ? nil : now
    }

    /// What is wanted now, or opens in a freeze, and opens after it.
    func frozen(_ resource: Resource) -> PlanEntry? {
        guard let (opening, freezes) = thaw(resource) else { return nil }
        var entry = entry(.upcoming, resource)
        let names = freezes.map { "\($0.from) to \($0.to): \($0.reason)" }.joined(separator: "; ")
        let zone = resource.recurrence?.schedule.zone ?? self.freezes.zone
        entry.reasons = ["nothing opens before \(zone.civil(at: opening).date), frozen from \(names)"]
        let left = resource.due.wholeSeconds(since: opening) / 86_400
        entry.faults = resource.refusals + resource.nameFlaws
        if opening >= resource.due || left < guardrails.minReviewDays {
            entry.faults.append(
                Diagnostic(
                    .tooLittleAfterFreeze,
                    opening >= resource.due
                        ? "`\(resource.address)` will be due before the freeze is over, and will not be created"
                        : "`\(resource.address)` will have \(left == 1 ? "1 day" : "\(left) days") after the freeze, and `guardrails.minReviewDays` is \(guardrails.minReviewDays)",
                    at: resource.dueLocation, fix: "make it due later, or let it open before the freeze",
                    severity: .warning))
        }
        return entry
    }
}
