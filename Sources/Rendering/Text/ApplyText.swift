package import Applying
import Campaigns
package import Planning

/// What became of an apply, for people.
package enum ApplyText {
    /// One line for what happens, or nothing where it is not worth one.
    ///
    /// - Parameter isQuiet: whether what goes well is not.
    package static func line(_ event: ApplyEvent, style: TextStyle, isQuiet: Bool = false) -> String? {
        if isQuiet, !needsAttention(event) { return nil }
        switch event {
        case .started: return nil
        case .waiting(let address, let seconds, let reason):
            return "  \(address): waiting \(Int(exactly: seconds.rounded(.up)) ?? .max) s: \(Printable.line(reason))"
        case .noted(let address, let text): return "  \(address): \(Printable.line(text))"
        case .ended(let address, let outcome):
            // A fault with a code is told below, with its place.
            let message = outcome.code == nil ? outcome.message.map { ": \(Printable.line($0))" } : nil
            let id = outcome.vendorID.map(Printable.line)
            let detail = message ?? id.map { " as \($0)" } ?? ""
            let rest = message ?? id.map { ", left as \($0)" } ?? ""
            switch outcome.result {
            case .created: return style("\(style.tick) \(address): created", .green) + detail
            case .resumed: return style("\(style.symbol("\u{2713}", else: ">")) \(address): finished", .green) + detail
            case .recovered:
                return style("\(style.symbol("\u{2713}", else: ">")) \(address): found at the vendor", .green) + detail
            case .moved: return style("\(style.symbol("\u{2192}", else: "^")) \(address): moved", .green)
            case .failed: return style("\(style.cross) \(address): failed", .red) + rest
            case .unknown: return style("? \(address): not known", .red) + rest
            case .ambiguous:
                return style("? \(address): not clear whose", .red) + (message ?? id.map { " \($0) is" } ?? "")
            case .waiting: return style(". \(address): not known yet", .yellow) + detail
            // The summary counts those of which nothing exists; there may be hundreds.
            case .interrupted: return outcome.vendorID == nil ? nil : style(". \(address): left", .yellow) + detail
            }
        }
    }

    private static func needsAttention(_ event: ApplyEvent) -> Bool {
        guard case .ended(_, let outcome) = event else { return false }
        return switch outcome.result {
        case .created, .resumed, .recovered, .moved: false
        case .failed, .unknown, .ambiguous, .waiting, .interrupted: true
        }
    }

    /// Such as `Applied: 3 created, 1 resumed, 1 failed, 0 unknown, 41 unchanged.`
    package static func summary(_ result: ApplyResult, of plan: Plan) -> String {
        var parts = [
            "\(result.count(of: .created)) created", "\(result.count(of: .resumed)) resumed",
            "\(result.count(of: .failed)) failed",
            "\(result.count(of: .unknown)) unknown", "\(plan.count(of: .unchanged)) unchanged",
        ]
        let rest: [(Int, String)] = [
            (result.count(of: .recovered), "recovered"), (result.count(of: .ambiguous), "ambiguous"),
            (result.count(of: .waiting), "waiting"), (result.count(of: .moved), "moved"),
            (plan.count(of: .held), "held"), (plan.count(of: .changed), "changed"),
            (plan.count(of: .upcoming), "upcoming"),
            (plan.count(of: .missed), "missed"), (result.count(of: .interrupted), "left by the interrupt"),
        ]
        for (count, word) in rest where count > 0 { parts.append("\(count) \(word)") }
        return "Applied: \(parts.joined(separator: ", "))."
    }
}
