import Calendars
import Diagnostics
import Manifests
import Support
import Testing

@Suite("Warnings about habits")
struct LintTests {
    private static let project = "version: 1\ntimeZone: America/New_York\nplatforms: { opal: {}, cakewalk: {} }\n"

    private static func campaign(
        _ when: String, labels: String = "{ owner: x }", type: String = "Manager"
    ) -> String {
        "campaign: c\nname: C ${campaign} ${period}\n\(when)\nlabels: \(labels)\nreviews:\n  cakewalk:\n"
            + "    accessReviewType: \(type)\n    createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111\n"
            + "    workAppIds: all\n"
    }

    static let cases: [FaultTests.Case] = [
        .init(
            name: "a half-year for SOX", code: .slowCadence,
            text: campaign(
                "1️⃣schedule2️⃣: { every: half-year, start: 2027-01-05 }\ndue: 14d", labels: "{ framework: SOX }")
        ),
        .init(
            name: "a rule with a long gap in each year", code: .slowCadence,
            text: campaign(
                "1️⃣schedule2️⃣: { rrule: \"FREQ=YEARLY;BYMONTH=1,4,7;BYDAY=1MO\", start: 2027-01-04 }\ndue: 14d",
                labels: "{ framework: sox }")),
        .init(
            name: "a year for PCI", code: .slowCadence,
            text: campaign("1️⃣schedule2️⃣: { every: year, start: 2027-01-04 }\ndue: 14d", labels: "{ framework: pci }")),
        .init(
            name: "every second year", code: .slowCadence,
            text: campaign(
                "1️⃣schedule2️⃣: { rrule: FREQ=YEARLY;INTERVAL=2, start: 2027-01-04 }\ndue: 14d",
                labels: "{ framework: iso27001 }")),
        .init(
            name: "one's own access", code: .selfReview,
            text: campaign("opens: 2027-01-04\ndue: 2027-01-29", type: "1️⃣CurrentUser2️⃣")
                .replacing(" ${period}", with: "")),
        .init(
            name: "a Saturday in the zone of the dates", code: .dueOnWeekend,
            text: campaign("opens: 2027-01-04\ndue: 1️⃣2027-01-302️⃣").replacing(" ${period}", with: "")),
        .init(
            name: "a period's Sunday", code: .dueOnWeekend,
            text: campaign("schedule: { every: month, start: 2027-01-15 }\ndue: 1️⃣16d2️⃣")),
        .init(
            name: "31 days", code: .longReview,
            text: campaign("opens: 2027-01-04\ndue: 1️⃣2027-02-042️⃣").replacing(" ${period}", with: "")),
    ]

    @Test("are given at the place, and switched off by their code", arguments: cases)
    func warned(_ sample: FaultTests.Case) async throws {
        let source = MarkedSource(sample.text)
        let loaded = await loadProject(["muster.yaml": Self.project, "a.yaml": source.text], lints: true)
        #expect(loaded.diagnostics.map(\.code) == [sample.code], "\(loaded.diagnostics.map(\.message))")
        #expect(loaded.diagnostics.first?.severity == .warning)
        #expect(loaded.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
        let disabled = Self.project + "lint: { disable: [ \(sample.code.rawValue) ] }\n"
        let quiet = await loadProject(["muster.yaml": disabled, "a.yaml": source.text], lints: true)
        #expect(quiet.diagnostics.isEmpty, "\(quiet.diagnostics.map(\.message))")
    }

    @Test(
        "are not given where custom is kept, nobody works on it any more, or it is no review",
        arguments: [
            campaign("schedule: { every: quarter, start: 2027-01-04 }\ndue: 18d", labels: "{ framework: sox }"),
            campaign(
                "schedule: { rrule: FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO, start: 2027-01-04 }\ndue: 18d",
                labels: "{ framework: sox }"),
            campaign("schedule: { every: year, start: 2027-01-04 }\ndue: 16d", labels: "{ framework: soc2 }"),
            campaign("schedule: { every: year, start: 2027-01-04 }\ndue: 16d", labels: "{ framework: ours }"),
            campaign("opens: 2026-10-01\ndue: 2026-12-05", type: "CurrentUser").replacing(" ${period}", with: ""),
            campaign("opens: 2027-01-01\ndue: 2027-01-31T04:00:00Z\nx-saturday: in Europe, but not there")
                .replacing(" ${period}", with: "").replacing("31T04", with: "30T04"),
            "campaign: r\nname: R\nopens: 2027-01-04\ndue: 2027-02-28\nrequests:\n  opal:\n    reason: Audit\n"
                + "    duration_minutes: 60\n    resources: [{ id: 7c9e6679-7425-40de-944b-e07fc1f90ae7 }]\n"
                + "    groups: []\n    target_user_id: f454d283-ca87-4a8a-bdbb-df212eca5353\n",
        ])
    func sound(_ text: String) async {
        let loaded = await loadProject(["muster.yaml": Self.project, "a.yaml": text], lints: true)
        #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics.map { "\($0.code.rawValue) \($0.message)" })")
    }

    @Test(
        "are the only ones that can be switched off",
        arguments: [
            ("lint: { disable: [ 1️⃣M02292️⃣ ] }", DiagnosticCode.notDisableable),
            ("lint: { disable: [ M0232, 1️⃣weekend2️⃣ ] }", .notDisableable), ("lint: { 1️⃣off2️⃣: [] }", .unknownKey),
            ("lint: 1️⃣none2️⃣", .wrongType),
        ])
    func disabled(text: String, code: DiagnosticCode) async {
        let source = MarkedSource(Self.project + text + "\n")
        let loaded = await loadProject([
            "muster.yaml": source.text,
            "a.yaml": Self.campaign("opens: 2027-01-04\ndue: 2027-01-29").replacing(" ${period}", with: ""),
        ])
        #expect(loaded.diagnostics.map(\.code) == [code])
        #expect(loaded.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
    }
}
