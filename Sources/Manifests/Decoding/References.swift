import Calendars
import Diagnostics

/// What `${...}` stands for in the texts of a campaign, or of one period of it.
struct References {
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

    private var values: [Name: Value] = [:]
    /// Whether the campaign has a schedule.
    let recurs: Bool
    /// Whether the due date is another as long as the review is not opened, so that no text may hold it.
    private let dueMoves: Bool

    init(
        campaign: String, opens: Instant?, due: Instant?, zone: Zone, period: (Schedule, Period)? = nil,
        dueMoves: Bool = false
    ) {
        recurs = period != nil
        self.dueMoves = dueMoves
        values[.campaign] = Value(campaign)
        values[.opens] = opens.map { Value($0, in: zone) }
        values[.due] = dueMoves ? nil : due.map { Value($0, in: zone) }
        guard let (schedule, period) = period else { return }
        values[.period] = Value(period.key)
        let parts = schedule.parts(of: period)
        values[.year] = Value(parts.year)
        values[.quarter] = Value(parts.quarter)
        values[.month] = Value(parts.month)
    }

    /// What stands for something in every text: for a default, of which it is not known yet whose it will be.
    static let any: References = {
        let instant = Instant(seconds: 0)
        var references = References(campaign: "c", opens: instant, due: instant, zone: .utc)
        for name in [Name.period, .year, .quarter, .month] { references.values[name] = Value("2027") }
        return references
    }()

    subscript(name: Name) -> Value? { values[name] }

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
        func has(_ name: Name) -> Bool { text.replacing("$${", with: "").contains("${\(name.rawValue)}") }
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
