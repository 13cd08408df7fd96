import Diagnostics
package import Calendars
import Campaigns
import JSON
package import Planning
package import Vendors

/// A plan for people.
package struct PlanText: Sendable {
    private let style: TextStyle
    private let isVerbose: Bool
    private let isQuiet: Bool
    private let zone: Zone

    /// - Parameters:
    ///   - isVerbose: whether what is unchanged, and where each value of a create comes from, is shown too.
    ///   - isQuiet: whether only what may need a person is shown.
    ///   - zone: in which dates are shown.
    package init(style: TextStyle, isVerbose: Bool, isQuiet: Bool = false, zone: Zone) {
        self.style = style
        self.isVerbose = isVerbose
        self.isQuiet = isQuiet
        self.zone = zone
    }

    /// Writes the entries and one summary line, in pieces of some size: the whole may be very long.
    ///
    /// - Parameter isSummed: whether there is that line.
    package func report(_ plan: Plan, isSummed: Bool = true, to write: (String) -> Void) {
        var text = ""
        for index in plan.entries.indices where shows(plan.entries[index].action) {
            text += report(plan.entries[index], at: plan.instant) + "\n"
            if text.utf8.count >= PlanText.pieceSize {
                write(text)
                text = ""
            }
        }
        for refusal in plan.refusals { text += style("\(refusal.message.capitalizedFirst).", .red) + "\n\n" }
        if isSummed { text += PlanText.summary(plan) + "\n" }
        if !text.isEmpty { write(text) }
    }

    private static let pieceSize = 65_536

    private func shows(_ action: PlanEntry.Action) -> Bool {
        switch action {
        case .unchanged: isVerbose
        case .create, .move, .upcoming, .covered: !isQuiet
        case .resume, .changed, .held, .missed, .undeclared: true
        }
    }

    /// Such as `Plan: 3 to create, 41 unchanged, 2 upcoming, 1 changed.`
    package static func summary(_ plan: Plan) -> String {
        let words: [(PlanEntry.Action, String)] = [
            (.resume, "to resume"), (.move, "to move"), (.unchanged, "unchanged"), (.upcoming, "upcoming"),
            (.changed, "changed"),
            (.held, "held"),
            (.missed, "missed"), (.covered, "covered"), (.undeclared, "undeclared"),
        ]
        var parts = ["\(plan.count(of: .create)) to create"]
        for (action, word) in words where plan.count(of: action) > 0 || action == .unchanged {
            parts.append("\(plan.count(of: action)) \(word)")
        }
        if plan.tidiedAway > 0 { parts.append("\(plan.tidiedAway) over") }
        if plan.leftOut > 0 { parts.append("\(plan.leftOut) left out by --only") }
        return "Plan: \(parts.joined(separator: ", "))."
    }

    private func report(_ entry: PlanEntry, at instant: Instant) -> String {
        let (symbol, colour) = PlanText.symbol(entry.action)
        var lines = [
            "\(style(symbol, colour)) \(style(entry.address.description, .bold))  \(style(entry.action.rawValue, colour))"
        ]
        lines.append("    \(entry.kind.rawValue) on \(entry.platform): \"\(Printable.line(entry.name))\"")
        if entry.action != .unchanged { lines.append("    " + dates(entry, at: instant)) }
        if let former = entry.movedFrom {
            lines.append("    It was \(former): its record moves, and nothing is sent")
        }
        lines += (entry.reasons + entry.faults.map(\.message)).map { "    \(Printable.line($0.capitalizedFirst))" }
        if !entry.differences.isEmpty { lines.append(PlanText.differences(entry.differences)) }
        if !entry.differences.isEmpty {
            lines.append(
                "    It runs already, so nothing is sent. Put the manifest back; or, if someone changed it at the vendor,"
            )
            lines.append("    `muster state accept \(entry.address)`; or declare a second review for what was added.")
        }
        if entry.action == .undeclared {
            lines.append("    No manifest declares it any more; it runs on at the vendor.")
        }
        lines += entry.consequences.map { "    \(style("!", .yellow)) \(Printable.line($0))" }
        if isVerbose { lines += origins(entry) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func dates(_ entry: PlanEntry, at instant: Instant) -> String {
        var parts: [String] = []
        if let opens = entry.resource?.opens { parts.append("opens \(shown(opens))") }
        parts.append("due \(shown(entry.due))")
        if let lateness = entry.lateness {
            parts.append(style("late by \(PlanText.days(lateness.daysLate)), \(lateness.daysLeft) left", .yellow))
        } else if entry.due > instant, entry.action == .create {
            parts.append("\(PlanText.days(entry.due.wholeSeconds(since: instant) / 86_400)) left")
        }
        return parts.joined(separator: ", ")
    }

    /// Where each field's value was written; of what was begun, what it was begun with.
    private func origins(_ entry: PlanEntry) -> [String] {
        if entry.action == .resume, let fields = entry.begunFields { return PlanText.begun(fields, style) }
        guard let resource = entry.resource else { return [] }
        return resource.fields.members.map { member in
            let origin = resource.origins[member.key].map {
                " (\($0.layer.rawValue), \(Printable.line($0.location.file)):\($0.location.range.start.line))"
            }
            return "      \(member.key): \(PlanText.value(member.value))\(style(origin ?? " (project)", .grey))"
        }
    }

    /// A line for each field of what was begun.
    static func begun(_ fields: JSONObject, _ style: TextStyle) -> [String] {
        fields.members.map {
            "      \(Printable.line($0.key)): \(value($0.value))\(style(" (as it was begun)", .grey))"
        }
    }

    private func shown(_ instant: Instant) -> String { PlanText.date(instant, in: zone) }

    /// Such as `2027-01-04 09:00 America/New_York`.
    static func date(_ instant: Instant, in zone: Zone) -> String { "\(time(instant, in: zone)) \(zone.identifier)" }

    /// Such as `2027-01-04 09:00`.
    static func time(_ instant: Instant, in zone: Zone) -> String {
        let local = zone.civil(at: instant)
        return "\(local.date) \(PlanText.two(local.hour)):\(PlanText.two(local.minute))"
    }

    /// A line for each field that is declared otherwise than it was created.
    package static func differences(_ differences: [FieldDifference]) -> String {
        differences.map {
            "    \(Printable.line($0.path)): \(value($0.recorded)) was created, \(value($0.declared)) is declared"
        }.joined(separator: "\n")
    }

    static func value(_ value: JSONValue?) -> String {
        guard let value else { return "nothing" }
        let text = Printable.line(JSONWriter.text(value))
        return text.count <= 120 ? text : "\(text.prefix(117))..."
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// Such as `1 day`.
    static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

    private static func symbol(_ action: PlanEntry.Action) -> (String, TextStyle.Colour) {
        switch action {
        case .create: ("+", .green)
        case .resume: (">", .green)
        case .move: ("^", .green)
        case .unchanged: ("=", .grey)
        case .changed: ("~", .yellow)
        case .upcoming: (".", .grey)
        case .held: ("!", .red)
        case .missed: ("x", .yellow)
        case .covered: ("o", .grey)
        case .undeclared: ("-", .yellow)
        }
    }
}
