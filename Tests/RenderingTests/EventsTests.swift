import Applying
import Calendars
import Campaigns
import Diagnostics
import Foundation
import JSON
import Planning
import Rendering
import State
import Support
import Testing

@Suite("Events of an apply")
struct EventsTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Commands/Commands.docc/Events.md")

    private static let address = Address(campaign: "sox-2027-q1", review: "opal")
    private static let now = Instant(seconds: 1_800_000_000, nanoseconds: 123_456_789)

    private static func entry(_ action: PlanEntry.Action) -> PlanEntry {
        var entry = PlanEntry(
            action, address, platform: "opal", kind: .opalUAR, name: "SOX access review Q1 2027",
            due: Instant(seconds: 1_801_285_199),
            movedFrom: action == .move ? Address(campaign: "sox", review: "opal") : nil)
        if action == .create { entry.consequences = ["Reviewers are notified at once"] }
        if action == .held { entry.faults = [Diagnostic(.heldBack, "2 days are left", at: nil)] }
        return entry
    }

    /// One example of each event, in the order of `ApplyJSON.Event`.
    private static var examples: [JSONValue] {
        let json = ApplyJSON(platforms: [Self.address: "opal"])
        func ended(_ outcome: Outcome) -> JSONValue { json.happened(.ended(address, outcome), at: now) }
        let place = SourceRange(
            start: SourcePosition(line: 18, column: 5, offset: 300),
            end: SourcePosition(line: 18, column: 14, offset: 309))
        return [
            ApplyJSON.begun(version: "0.2.0", world: .real, at: now),
            ApplyJSON.planned(entry(.create), at: now),
            ApplyJSON.diagnostic(
                Diagnostic(
                    .refusedByVendor, "`sox-2027-q1/opal`: the vendor refused it (400): uar_scope",
                    at: SourceLocation(file: "campaigns/sox.yaml", range: place)), at: now),
            json.happened(.started(address), at: now),
            json.happened(.waiting(address, seconds: 29.2, reason: "the vendor has too many requests"), at: now),
            json.happened(.noted(address, "opal has `5a0db0c4` of its name, which is over"), at: now),
            ended(Outcome(.created, vendorID: "5a0db0c5")), ended(Outcome(.resumed, vendorID: "5a0db0c5")),
            ended(Outcome(.recovered, vendorID: "5a0db0c5")), ended(Outcome(.moved)),
            ended(Outcome(.failed, message: "the vendor refused it (400): uar_scope", code: .refusedByVendor)),
            ended(
                Outcome(
                    .unknown, message: "whether it was created is not known: the connection was lost",
                    code: .outcomeUnknown)),
            ended(Outcome(.ambiguous, message: "2 reviews there may be it: 5a0db0c5, 5a0db0c6", code: .outcomeUnknown)),
            ended(Outcome(.waiting, message: "it is too early to know")),
            ended(Outcome(.interrupted, message: "interrupted before it was begun")),
            ApplyJSON.summary(
                ApplyResult(ends: [.init(address: address, outcome: Outcome(.created))]),
                of: Plan(
                    instant: now, entries: [entry(.create), entry(.held)], settled: 41,
                    createLimit: CreateLimit(Guardrails())),
                exitCode: 3, at: now),
        ]
    }

    @Test("the page lists every event, and shows each as it is written")
    func page() throws {
        let lines = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n")
        let listed = try lines.filter { $0.hasPrefix("| `") }.map { try $0.split(separator: "`").at(1) }
        #expect(listed.map(String.init) == ApplyJSON.Event.allCases.map(\.rawValue))
        let shown = lines.filter { $0.hasPrefix("{") }.map(String.init)
        #expect(shown == Self.examples.map { JSONWriter.text($0) })
    }

    @Test("the examples are one of each event")
    func each() {
        #expect(Self.examples.map { $0["event"]?.stringValue } == ApplyJSON.Event.allCases.map(\.rawValue))
        #expect(Self.examples.map { $0["format"] != nil } == [true] + Array(repeating: false, count: 15))
    }

    @Test("a plan's entry says where a record was, and what holds it back")
    func planned() {
        #expect(ApplyJSON.planned(Self.entry(.move), at: Self.now)["movedFrom"] == "sox/opal")
        #expect(ApplyJSON.planned(Self.entry(.held), at: Self.now)["reasons"] == ["2 days are left"])
    }

    @Test("the summary counts nothing where nothing was begun")
    func nothing() {
        let summary = ApplyJSON.summary(nil, of: nil, exitCode: 5, at: Self.now)
        #expect(summary["exitCode"] == 5)
        #expect(summary["counts"]?.objectValue?.members.allSatisfy { $0.value == 0 } == true)
    }

    @Test("a wait of any length can be written", arguments: [Double.infinity, 1e300, .nan])
    func endless(seconds: Double) {
        let event = ApplyJSON(platforms: [:]).happened(
            .waiting(Self.address, seconds: seconds, reason: ""), at: Self.now)
        #expect(event["seconds"] == .integer(.max))
    }
}
