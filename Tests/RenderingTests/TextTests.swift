import Applying
import Calendars
import Campaigns
import Diagnostics
import JSON
import Planning
import Rendering
import State
import Testing

@Suite("Text for people")
struct TextTests {
    private func report(_ source: String, _ range: SourceRange, fix: String? = nil) -> String {
        DiagnosticText(sources: ["a.yaml": Array(source.utf8)], style: .plain).report(
            Diagnostic(.unknownField, "unknown field `x`", at: SourceLocation(file: "a.yaml", range: range), fix: fix))
    }

    private func range(_ line: Int, _ column: Int, _ offset: Int, _ length: Int) -> SourceRange {
        SourceRange(
            start: SourcePosition(line: line, column: column, offset: offset),
            end: SourcePosition(line: line, column: column + length, offset: offset + length))
    }

    @Test("a fault shows its source with a caret and the fix")
    func snippet() {
        #expect(
            report("a: 1\n  bcd: 2\n", range(2, 3, 7, 3), fix: "did you mean `abc`?") == """
                error[M0203]: unknown field `x`
                  --> a.yaml:2:3
                  |
                2 |   bcd: 2
                  |   ^^^ did you mean `abc`?

                """)
    }

    @Test("a caret stands under wide characters and behind tabs")
    func wide() {
        #expect(report("名前: x\n", range(1, 5, 8, 1)).hasSuffix("1 | 名前: x\n  |       ^\n"))
        #expect(report("\tx\n", range(1, 2, 1, 1)).hasSuffix("1 |  x\n  |  ^\n"))
    }

    @Test("a fault without source still says all")
    func noSource() {
        let text = DiagnosticText(sources: [:], style: .plain).report(
            Diagnostic(
                .stateMissing, "gone", at: nil, fix: "restore it",
                notes: [.init("see there", at: SourceLocation(file: "b", range: .start))]))
        #expect(text == "error[M0401]: gone\n  = restore it\n  = note: see there (b:1:1)\n")
    }

    @Test(
        "nothing acts on a terminal or a pipeline's log",
        arguments: [
            ("a\u{1B}[31mb", "a\\u{1B}[31mb"), ("a\u{202E}b", "a\\u{202E}b"), ("a\nb", "a\\nb"),
            ("::error::x", ": :error::x"),
            ("##vso[task.x]", "# #vso[task.x]"), ("x ##[section]", "x # #[section]"), ("\u{9B}1m", "\\u{9B}1m"),
            ("naïve 名", "naïve 名"), ("## 1: a", "## 1: a"), ("#\u{AD}#VSO[x]", "#\u{AD} #VSO[x]"),
            ("\u{3000}:\u{200B}:x::y", "\u{3000}:\u{200B} :x::y"), ("a::b", "a::b"), ("###[x]", "# # #[x]"),
        ])
    func printable(text: String, shown: String) {
        #expect(Printable.line(text) == shown)
        #expect(!Printable.source(text).contains("##vso[") && !Printable.source(text).contains("#\u{AD}#"))
        #expect(Printable.source(text).unicodeScalars.count == text.unicodeScalars.count)
        #expect(!Printable.source(text).unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }

    private var plan: Plan {
        func entry(_ action: PlanEntry.Action, _ campaign: String) -> PlanEntry {
            PlanEntry(
                action, Address(campaign: campaign, review: "opal"), platform: "opal", kind: .opalUAR,
                name: "N \u{1B}[2J", due: Instant(seconds: 1_800_086_400))
        }
        var create = entry(.create, "a")
        create.consequences = ["It starts at once"]
        create.lateness = Lateness(daysLate: 1, daysLeft: 5)
        var held = entry(.held, "b")
        held.faults = [Diagnostic(.heldBack, "2 days are left", at: nil)]
        return Plan(
            instant: Instant(seconds: 1_800_000_000),
            entries: [create, held, entry(.unchanged, "c"), entry(.undeclared, "d")], tidiedAway: 2,
            createLimit: CreateLimit(Guardrails()))
    }

    @Test("a plan shows what is to be done and ends with its summary")
    func planText() {
        var text = ""
        PlanText(style: .plain, isVerbose: false, zone: .utc).report(plan) { text += $0 }
        #expect(
            text == """
                + a/opal  create
                    opal.uar on opal: "N \\u{1B}[2J"
                    due 2027-01-16 08:00 UTC, late by 1 day, 5 left
                    ! It starts at once

                ! b/opal  held
                    opal.uar on opal: "N \\u{1B}[2J"
                    due 2027-01-16 08:00 UTC
                    2 days are left

                - d/opal  undeclared
                    opal.uar on opal: "N \\u{1B}[2J"
                    due 2027-01-16 08:00 UTC
                    No manifest declares it any more; it runs on at the vendor.

                Plan: 1 to create, 1 unchanged, 1 held, 1 undeclared, 2 over.

                """)
    }

    @Test("an apply ends with one line")
    func applied() {
        let address = Address(campaign: "a", review: "opal")
        let result = ApplyResult(ends: [.init(address: address, outcome: Outcome(.created, vendorID: "1"))])
        #expect(
            ApplyText.summary(result, of: plan)
                == "Applied: 1 created, 0 resumed, 0 failed, 0 unknown, 1 unchanged, 1 held.")
        #expect(
            ApplyText.line(.ended(address, Outcome(.created, vendorID: "1")), style: .plain)
                == "+ a/opal: created as 1")
    }

    @Test("what an interrupt left gets a line only where something of it exists")
    func interrupted() {
        let address = Address(campaign: "a", review: "c1")
        let draft = Outcome(.interrupted, vendorID: "7", message: "interrupted; a later run goes on")
        #expect(
            ApplyText.line(.ended(address, draft), style: .plain) == ". a/c1: left: interrupted; a later run goes on")
        #expect(ApplyText.line(.ended(address, Outcome(.interrupted, message: "not begun")), style: .plain) == nil)
    }

    @Test("diagnostics as JSON carry format, counts and places")
    func json() {
        let document = DiagnosticJSON.document([
            Diagnostic(
                .unknownField, "m", at: SourceLocation(file: "a", range: range(2, 3, 7, 3)), fix: "f",
                severity: .warning)
        ])
        #expect(
            JSONWriter.text(document)
                == #"{"format":"muster.diagnostics/1","errors":0,"warnings":1,"diagnostics":[{"code":"M0203","severity":"warning","message":"m","fix":"f","location":{"file":"a","line":2,"column":3,"endLine":2,"endColumn":6}}]}"#
        )
    }
}
