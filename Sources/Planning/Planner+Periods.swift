import Calendars
import Campaigns
import Diagnostics

// What recurs: a period is opened once, while enough of its time is left, and never for a time that another one covers.

extension Planner {
    /// After so many days a period that may not be opened late is missed.
    private static let daysOfSkip = 3

    /// What keeps a period from being opened whatever else is so; nothing where it does not recur, or may be.
    func closed(_ resource: Resource) -> PlanEntry? {
        guard let recurrence = resource.recurrence else { return nil }
        if let cover = recordedPeriods.cover(of: resource) {
            var entry = entry(.covered, resource)
            entry.reasons = [
                "covered by \(cover.address), which reaches to \(shown(cover.time.upperBound, recurrence))"
                    + (cover.address.period == nil
                        ? ": if it is the same, say `formerly: [\(cover.address)]` in the campaign" : "")
            ]
            return entry
        }
        if resource.due <= instant { return missed(resource, "it was due \(shown(resource.due, recurrence))") }
        if let reason = isPast(resource, recurrence) { return missed(resource, reason) }
        let zone = recurrence.schedule.zone
        guard let opens = resource.opens.map({ freezes.thaw($0, in: zone).opening }), opens <= instant,
            freezes.end(after: instant).movedBy.isEmpty
        else { return nil }
        let left = daysLeft(resource)
        if left < guardrails.minReviewDays {
            return missed(
                resource,
                "\(left == 1 ? "1 day is" : "\(left) days are") left until it is due, and `guardrails.minReviewDays` is \(guardrails.minReviewDays)"
            )
        }
        let late = instant.wholeSeconds(since: opens) / 86_400
        if recurrence.missed == .skip, late >= Self.daysOfSkip {
            return missed(resource, "it opened \(late) days ago, and `missed: skip` opens none that late")
        }
        return nil
    }

    /// Why a period is not opened any more after the next one has; nothing where it may be.
    private func isPast(_ resource: Resource, _ recurrence: Recurrence) -> String? {
        guard let next = recurrence.period.next, next <= instant else { return nil }
        if recurrence.missed != .all { return "the next one opened \(shown(next, recurrence))" }
        // `all` makes up for an outage, and does not begin in the past.
        guard let first = recordedPeriods.begin(of: resource), first < recurrence.period.opening else {
            return "the next one opened \(shown(next, recurrence)), and none was opened before it"
        }
        return nil
    }

    /// The periods between the last that was opened and this one: nobody reviewed for them.
    func passedOver(before resource: Resource) -> [String] {
        guard let recurrence = resource.recurrence, let end = recordedPeriods.end(before: resource),
            end < recurrence.period.opening
        else { return [] }
        // Those that `all` reaches are opened themselves.
        let reach = instant.adding(seconds: -Recurrence.secondsOfAll)
        let last = recurrence.missed == .all ? min(recurrence.period.opening, reach) : recurrence.period.opening
        if last <= end { return [] }
        let periods = recurrence.schedule.periods(opening: end..<last, limit: 101)
        if periods.isEmpty { return [] }
        let names = periods.prefix(8).map(\.key).joined(separator: ", ")
        let more =
            periods.count > 100
            ? ", and more than 90 others" : periods.count > 8 ? ", and \(periods.count - 8) others" : ""
        return ["passed over, since no run came upon \(periods.count == 1 ? "it" : "them") in time: \(names)\(more)"]
    }

    private func missed(_ resource: Resource, _ reason: String) -> PlanEntry {
        var entry = entry(.missed, resource)
        entry.faults = [
            Diagnostic(
                .missedPeriod, "`\(resource.address)` was never created, and is not any more: \(reason)",
                at: resource.recurrence?.location ?? resource.location, severity: .warning)
        ]
        return entry
    }

    private func shown(_ instant: Instant, _ recurrence: Recurrence) -> String {
        recurrence.schedule.zone.civil(at: instant).date.description
    }
}
