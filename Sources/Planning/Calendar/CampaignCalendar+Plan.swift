package import Calendars
import Campaigns
import Diagnostics
import State

extension CampaignCalendar {
    /// What a plan of all that opens within some days, and of what was open before, says of them.
    ///
    /// - Parameter plan: made of resources with every period that touches the days.
    package init(
        _ plan: Plan, from: CivilDate, to: CivilDate, freezes: FreezeWindows, platforms: [String],
        lineage: String? = nil
    ) {
        self.init(
            now: plan.instant, from: from, to: to, zone: freezes.zone, entries: [], freezes: freezes.freezes,
            platforms: platforms, lineage: lineage)
        let span = span
        entries = plan.entries.map { Entry($0, freezes) }.filter { entry in
            entry.due >= span.lowerBound && (entry.opens ?? entry.createdAt ?? entry.due) < span.upperBound
        }
    }
}

extension CampaignCalendar.Entry {
    fileprivate init(_ entry: PlanEntry, _ freezes: FreezeWindows) {
        let zone = entry.resource?.recurrence?.schedule.zone ?? freezes.zone
        let thawed = entry.resource?.opens.map { freezes.thaw($0, in: zone) }
        self.init(
            address: entry.address, name: entry.name, platform: entry.platform, kind: entry.kind,
            opens: thawed?.opening, due: entry.due, status: CampaignCalendar.Status(entry.action),
            vendorID: entry.record?.vendorID, createdAt: entry.record?.createdAt, movedBy: thawed?.movedBy ?? [],
            note: entry.faults.first?.message ?? entry.reasons.first)
    }
}

extension CampaignCalendar.Status {
    fileprivate init(_ action: PlanEntry.Action) {
        self =
            switch action {
            case .create: .toCreate
            case .resume: .unknown
            case .move, .unchanged, .changed, .undeclared: .created
            case .upcoming: .upcoming
            case .held: .held
            case .missed: .missed
            case .covered: .covered
            }
    }
}
