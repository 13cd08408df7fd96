import Calendars
import Diagnostics

/// What `${...}` stands for in the texts of a campaign, or of one period of it.
final class References: Sendable {
    enum Name: String, CaseIterable {
        case campaign
        case period
        case year
        case quarter
        case month
        case opens
        case due
    }

    /// What a reference stands for, and in a vendor's date-time field.
    struct Value {
        let text: String
        let instant: String

        init(_ text: String) { (self.text, instant) = (text, text) }

        /// A day in the campaign's zone, and the instant itself.
        init(_ instant: Instant, in zone: Zone) {
            text = zone.civil(at: instant).date.description
            self.instant = instant.rfc3339
        }
    }

    private let campaign: String
    private let opens: Instant?
    /// When it is due, worked out when it is asked for: few texts say it.
    private let due: @Sendable () -> Instant?
    private let zone: Zone
    private let period: (schedule: Schedule, period: Period)?
    /// Whether the due date is another as long as the review is not opened, so that no text may hold it.
    private let dueMoves: Bool
    private let standsForAny: Bool

    /// Whether the campaign has a schedule.
    var recurs: Bool { period != nil }

    convenience init(
        campaign: String, opens: Instant?, due: @escaping @Sendable () -> Instant?, zone: Zone,
        period: (Schedule, Period)? = nil,
        dueMoves: Bool = false
    ) {
        self.init(
            campaign: campaign, opens: opens, due: due, zone: zone, period: period, dueMoves: dueMoves,
            standsForAny: false)
    }

    private init(
        campaign: String, opens: Instant?, due: @escaping @Sendable () -> Instant?, zone: Zone,
        period: (Schedule, Period)?, dueMoves: Bool,
        standsForAny: Bool
    ) {
        self.campaign = campaign
        self.opens = opens
        self.due = due
        self.zone = zone
        self.period = period
        self.dueMoves = dueMoves
        self.standsForAny = standsForAny
    }

    /// What stands for something in every text: for a default, of which it is not known yet whose it will be.
    static let any = References(
        campaign: "c", opens: Instant(seconds: 0), due: { Instant(seconds: 0) }, zone: .utc, period: nil,
        dueMoves: false,
        standsForAny: true)

    /// Worked out when it is asked for: most texts have no references.
    subscript(name: Name) -> Value? {
        switch name {
        case .campaign: Value(campaign)
        case .opens: opens.map { Value($0, in: zone) }
        case .due: dueMoves ? nil : due().map { Value($0, in: zone) }
        case .period, .year, .quarter, .month: periodValue(name)
        }
    }

    private func periodValue(_ name: Name) -> Value? {
        if standsForAny { return Value("2027") }
        guard let (schedule, period) = period else { return nil }
        if name == .period { return Value(period.key) }
        let parts = schedule.parts(of: period)
        return Value(name == .year ? parts.year : name == .quarter ? parts.quarter : parts.month)
    }

    /// Why a name stands for nothing here, and what to do.
    func refusal(of name: String) -> (message: String, fix: String) {
        guard let known = Name(rawValue: name) else {
            let names = Name.allCases.map(\.rawValue)
            return (
                "unknown reference `${\(name)}`",
                nearest(to: name, among: names).map { "did you mean `${\($0)}`?" }
                    ?? "known are " + names.map { "`${\($0)}`" }.joined(separator: ", ")
                    + "; write `$${` for a literal `${`"
            )
        }
        switch known {
        case .due where dueMoves:
            return (
                "`${due}` stands for no certain day, since the schedule says `dueFrom: opening`",
                "leave it out, or count from the nominal opening"
            )
        case .due:
            return ("`${due}` stands for nothing, since the campaign says no `due` that can be read", "give it a `due`")
        case .opens:
            return ("`${opens}` stands for nothing, since the campaign does not say when it opens", "give it `opens`")
        default:
            return (
                "`${\(name)}` stands for nothing, since the campaign has no `schedule`",
                "give it a `schedule`, or write `$${` for a literal `${`"
            )
        }
    }
}

extension References {
    /// Whether a text with references differs between any two periods of a schedule.
    static func vary(_ text: String, with schedule: Schedule) -> Bool {
        let names = ReferenceText.names(in: text)
        func has(_ name: Name) -> Bool { names.contains(name.rawValue) }
        if has(.period) || has(.opens) || has(.due) { return true }
        guard has(.year), case .every(let cadence) = schedule.recurrence else { return false }
        switch cadence {
        case .year: return true
        case .halfYear, .quarter: return has(.quarter) || has(.month)
        case .month: return has(.month)
        case .week: return false
        }
    }
}
