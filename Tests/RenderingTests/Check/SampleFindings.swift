import Calendars
import Campaigns
import Diagnostics
import JSON
import Planning
import Rendering
import Vendors

/// Findings to render, in which every text is the one given.
struct SampleFindings {
    static let now = Instant(seconds: 1_800_000_000)

    /// Stands wherever manifests, vendors and state have a free text.
    var text = "a name"
    var file = "campaigns/sox.yaml"
    var platform = "opal"
    /// Stands in front of a campaign's name.
    var campaign = ""

    /// Every action, with all that may be said of one.
    var plan: Plan {
        var entries: [PlanEntry] = []
        for (index, action) in PlanEntry.Action.allCases.enumerated() {
            var entry = entry(action, index)
            switch action {
            case .create:
                entry.consequences = ["It starts at once", "It goes to `\(text)`, which is not Opal's own host", text]
                entry.lateness = Lateness(daysLate: 3, daysLeft: 20)
            case .resume: entry.reasons = ["whether opal created it is not known: \(text)"]
            case .move: entry.movedFrom = Address(campaign: "\(campaign)old", review: "opal")
            case .changed:
                entry.differences = [
                    FieldDifference(path: "name", declared: .string(text), recorded: "before"),
                    FieldDifference(path: text, declared: nil, recorded: ["a", .string(text)]),
                ]
            case .held: entry.faults = [fault(.heldBack, line: 7)]
            case .missed: entry.faults = [fault(.missedPeriod, line: 8, .warning)]
            case .covered: entry.reasons = ["covered by \(text)"]
            case .unchanged, .upcoming, .undeclared: break
            }
            entries.append(entry)
        }
        return Plan(instant: Self.now, entries: entries, tidiedAway: 4, createLimit: CreateLimit(Guardrails()))
    }

    /// Of a plan: its faults, and some of files.
    var diagnostics: [Diagnostic] {
        (faults + plan.diagnostics).inSourceOrder()
    }

    /// Faults with and without place, fix and notes.
    var faults: [Diagnostic] {
        var secret = fault(.invalidCredentials, line: 3)
        secret.isSourceSecret = true
        return [
            Diagnostic(.stateMissing, text, at: nil, fix: text, notes: [.init(text)]),
            Diagnostic(
                .unknownField, "unknown field `\(text)` for opal.uar", at: place(2, length: 3),
                fix: "did you mean `\(text)`?",
                notes: [.init("the other is here", at: place(5))]),
            fault(.wrongType, line: 2), fault(.wrongType, line: 4), secret,
            fault(.notYetEffective, line: 6, .warning),
        ]
    }

    var sources: [String: [UInt8]] {
        [
            file: Array(String(repeating: "  \(text): \(text)\n", count: 9).utf8),
            "muster.yaml": Array("version: 1\n".utf8),
        ]
    }

    var findings: Findings { Findings(diagnostics, sources: sources, plan: plan) }

    func entry(_ action: PlanEntry.Action, _ index: Int) -> PlanEntry {
        let address = Address(campaign: "\(campaign)c\(index)", period: index == 0 ? "2027-Q1" : nil, review: "opal")
        let due = Self.now.adding(seconds: (index + 10) * 86_400)
        let body: JSONValue = ["name": .string(text), "tags": [["key": .string(text)]]]
        let resource = Resource(
            address: address, platform: platform, kind: .opalUAR, name: text,
            opens: Self.now.adding(seconds: action == .upcoming ? 5 * 86_400 : -3 * 86_400), due: due, fields: [:],
            calls: [Call(step: .create, path: "/uar/\(text)", body: body)], labels: [text: text], location: place(1))
        return PlanEntry(
            action, address, platform: platform, kind: .opalUAR, name: text, due: due,
            resource: action == .undeclared ? nil : resource)
    }

    private func fault(
        _ code: DiagnosticCode, line: Int, _ severity: Diagnostic.Severity = .error
    ) -> Diagnostic {
        Diagnostic(code, "it is \(text)", at: place(line), severity: severity)
    }

    private func place(_ line: Int, length: Int = 1) -> SourceLocation {
        let offset = (line - 1) * (text.utf8.count * 2 + 5) + 2
        return SourceLocation(
            file: file,
            range: SourceRange(
                start: SourcePosition(line: line, column: 3, offset: offset),
                end: SourcePosition(line: line, column: 3 + length, offset: offset + length)))
    }
}
