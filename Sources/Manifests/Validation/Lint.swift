import Calendars
import Campaigns
import Diagnostics
import JSON
import Vendors

/// Warnings about what can be done and yet is seldom meant: too seldom, too long, due when nobody works, reviewed by those concerned.
struct Lint {
    /// The codes that are about habits, and may be switched off by `lint: { disable: [...] }`.
    static let codes: [DiagnosticCode] = [.slowCadence, .selfReview, .dueOnWeekend, .longReview]

    /// At which instant the campaign is looked at: what is over then is of no interest any more.
    private let instant: Instant
    private let disabled: Set<String>

    init(instant: Instant, _ project: Project) {
        self.instant = instant
        // What the project refuses, or limits itself, needs no warning besides.
        var disabled = project.disabledLints
        if project.guardrails.forbidsSelfReview { disabled.insert(DiagnosticCode.selfReview.rawValue) }
        if project.guardrails.maxReviewDays != nil { disabled.insert(DiagnosticCode.longReview.rawValue) }
        self.disabled = disabled
    }

    /// How often access is reviewed by custom, in days. PCI DSS 4.0 asks for six months (7.2.4); of the others the words leave the interval
    /// open, and auditors expect this.
    private static let customs: [String: (days: Int, words: String)] = [
        "sox": (92, "each quarter"), "pci": (184, "each half-year"), "iso27001": (366, "each year"),
        "soc2": (366, "each year"),
    ]
    /// Openings on certain days of a week move by so much, or nearly.
    private static let tolerance = 10
    private static let mostDays = 30

    /// The warnings about a campaign that recurs.
    func warnings(_ campaign: CampaignDocument) -> [Diagnostic] {
        guard let recurrence = campaign.recurrence, let framework = campaign.labels["framework"],
            let custom = Self.customs[framework.lowercased()],
            let gap = longestGap(of: recurrence.schedule), gap > custom.days + Self.tolerance
        else { return [] }
        return warning(
            .slowCadence,
            "`framework: \(framework)` is reviewed \(custom.words) by custom, and this schedule leaves \(gap) days between two openings",
            at: recurrence.location)
    }

    /// The warnings about a review; none about a request.
    func warnings(_ resource: Resource, of campaign: CampaignDocument) -> [Diagnostic] {
        if resource.kind.isRequest || resource.due <= instant { return [] }
        let vendorKind = resource.kind.vendorKind
        var warnings: [Diagnostic] = []
        if let field = vendorKind.selfReview(in: resource.fields) {
            warnings += warning(
                .selfReview, "`\(field)` lets people review their own access: auditors don't take that for a review",
                at: resource.origins[field]?.location ?? resource.location)
        }
        let due = dueDay(resource, campaign)
        if due.weekday == .saturday || due.weekday == .sunday {
            let day = due.weekday == .saturday ? "Saturday" : "Sunday"
            warnings += warning(
                .dueOnWeekend, "`\(resource.address)` is due on \(due), a \(day), when few review",
                at: resource.dueLocation)
        }
        if let opening = campaign.opening {
            let day = opening.countedFrom ?? opening.date ?? campaign.zone.civil(at: opening.instant).date
            let days = due.days(since: day)
            if days > Self.mostDays {
                warnings += warning(
                    .longReview,
                    "`\(resource.address)` is in review for \(days) days: beyond \(Self.mostDays), access has changed before anyone looks",
                    at: resource.dueLocation)
            }
        }
        return warnings
    }

    /// The day on which it is due, in the zone in which that is read.
    private func dueDay(_ resource: Resource, _ campaign: CampaignDocument) -> CivilDate {
        let vendorKind = resource.kind.vendorKind
        // Most dates were written as a day, and to work one out takes much longer.
        if let written = resource.localDates[vendorKind.dueField ?? "due"],
            let day = CivilDate(String(written.prefix(10)))
        {
            return day
        }
        let zone = vendorKind.table.timeZone.flatMap { resource.fields[$0.name]?.stringValue }
            .flatMap(Zone.init(identifier:))
        return (zone ?? campaign.zone).civil(at: resource.due).date
    }

    /// The most days between two openings; of a rule, of those of the next years, and nothing where there is none to come.
    private func longestGap(of schedule: Schedule) -> Int? {
        if case .every(let cadence) = schedule.recurrence, schedule.overflow == .clamp { return cadence.mostDays }
        let years = instant..<instant.adding(seconds: 3 * 366 * 86_400)
        return schedule.periods(opening: years, limit: 16)
            .compactMap { period in period.next.map { $0.wholeSeconds(since: period.opening) / 86_400 } }.max()
    }

    private func warning(_ code: DiagnosticCode, _ message: String, at location: SourceLocation) -> [Diagnostic] {
        if disabled.contains(code.rawValue) { return [] }
        return [
            Diagnostic(
                code, message, at: location,
                fix: "if it is meant, `lint: { disable: [\(code.rawValue)] }` in `\(Project.fileName)`",
                severity: .warning)
        ]
    }
}
