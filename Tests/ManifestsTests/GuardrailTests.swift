import Campaigns
import Diagnostics
import Manifests
import Support
import Testing

@Suite("Guardrails")
struct GuardrailTests {
    /// A guardrail, and a campaign that it has something against between the marks.
    struct Case: Sendable, CustomTestStringConvertible {
        let guardrails: String
        let code: DiagnosticCode
        let text: String
        var testDescription: String { guardrails }
    }

    private static let cakewalk = """
          cakewalk:
            accessReviewType: Manager
            createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111
            workAppIds: [ 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112 ]

        """
    private static let conductorOne = """
          conductorone:
            ownerIds: [ 2NlXc0wPQNbZ8mEZzWYcBlTzRvj ]
            policyId: 2NlXaVb7CQLwVn5fGXUjvvCNJqE
            scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
            scopeV2: { SCOPE }
            entitlements: [ { appId: a, appEntitlementId: b } ]

        """

    private static func campaign(
        _ block: String = cakewalk, name: String = "c", head: String = "opens: 2027-02-01\ndue: 2027-02-19"
    ) -> String { "campaign: \(name)\nname: N\n\(head)\nreviews:\n\(block)" }

    private static func scoped(_ scope: String) -> String {
        campaign(conductorOne.replacing("{ SCOPE }", with: "{ \(scope) }"))
    }

    private static let everyAccount = "allUsers: {}, allAccounts: {}, allGrants: {}"

    private static let cases = [
        Case(
            guardrails: "minReviewDays: 19", code: .unfitLength,
            text: campaign(head: "opens: 2027-02-01\ndue: 1️⃣2027-02-192️⃣")),
        Case(
            guardrails: "maxReviewDays: 17", code: .unfitLength,
            text: campaign(head: "opens: 2027-02-01\ndue: 1️⃣18d2️⃣")),
        Case(
            guardrails: "maxReviewDays: 13", code: .unfitLength,
            text: campaign(
                head: "schedule: { every: month, start: 2027-02-01, dueFrom: opening }\ndue: 1️⃣14d2️⃣"
            ).replacing("name: N", with: "name: N ${period}")),
        Case(guardrails: "requireDescription: true", code: .missingDescription, text: campaign(name: "1️⃣c2️⃣")),
        Case(
            guardrails: "requireLabels: [ framework, owner ]", code: .missingLabel,
            text: campaign(name: "1️⃣c2️⃣", head: "due: 2027-02-19\nlabels: { framework: sox }")),
        Case(
            guardrails: "requireLabels: [ owner ]", code: .missingLabel,
            text: campaign(name: "1️⃣c2️⃣", head: "due: 2027-02-19\nlabels: { owner: \"  \" }")),
        Case(
            guardrails: "forbidAll: true", code: .forbiddenAll,
            text: campaign(
                cakewalk.replacing("[ 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112 ]", with: "1️⃣all2️⃣"))),
        Case(
            guardrails: "forbidAll: true", code: .forbiddenAll,
            text: FaultTests.opal("    uar_scope: 1️⃣all2️⃣\n", head: "due: 2027-02-19")),
        Case(
            guardrails: "forbidAll: true", code: .forbiddenAll,
            text: scoped("1️⃣appAccess2️⃣: {}, \(everyAccount)").replacing(
                "    entitlements: [ { appId: a, appEntitlementId: b } ]\n", with: "")),
        Case(
            guardrails: "forbidSelfReview: true", code: .forbiddenSelfReview,
            text: campaign(cakewalk.replacing("Manager", with: "1️⃣CurrentUser2️⃣"))),
        Case(
            guardrails: "forbidSelfReview: true", code: .forbiddenSelfReview,
            text: FaultTests.opal("    uar_scope: { tags: [ { key: k, value: v } ] }\n", head: "due: 2027-02-19")
                .replacing("MANUALLY", with: "1️⃣BY_SELF2️⃣").replacing("allowed: true", with: "allowed: false")),
        Case(
            guardrails: "allowedPlatforms: [ opal, conductorone ]", code: .platformNotAllowed,
            text: campaign(cakewalk.replacing("  cakewalk:", with: "  1️⃣cakewalk2️⃣:"))),
        Case(
            guardrails: "requireDirectory: true", code: .unknownName,
            text: campaign(
                cakewalk.replacing(
                    "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111", with: "1️⃣${user:eli@acme.example}2️⃣"))),
    ]

    private func load(_ text: String, _ guardrails: String) async -> LoadedProject {
        await loadProject(["muster.yaml": FaultTests.project + "guardrails: { \(guardrails) }\n", "a.yaml": text])
    }

    @Test("refuse the resource alone, at the place that is to be changed", arguments: cases)
    func refused(_ sample: Case) async throws {
        let source = MarkedSource(sample.text)
        let loaded = await load(source.text, sample.guardrails)
        #expect(loaded.diagnostics.map(\.message) == [], "a guardrail is no fault of the file")
        let refusals = Set(loaded.resources.flatMap(\.refusals))
        #expect(refusals.map(\.code) == [sample.code], "\(refusals.map(\.message))")
        #expect(refusals.first?.location?.range == source["1️⃣", "2️⃣"])
        #expect(refusals.first?.severity == .error && refusals.first?.fix != nil)
        let name = sample.guardrails.prefix { $0 != ":" }
        if sample.code != .unknownName { #expect(refusals.first?.message.contains("`guardrails.\(name)`") == true) }
        // Without it, nothing stands against the same campaign.
        let free = await load(source.text, "maxCreates: 25")
        #expect(!free.resources.isEmpty && free.resources.allSatisfy(\.refusals.isEmpty))
    }

    @Test(
        "let pass what they don't mean",
        arguments: [
            ("minReviewDays: 18, maxReviewDays: 18", campaign()),
            ("maxReviewDays: 1", campaign(head: "due: 2027-02-19")),
            (
                "maxReviewDays: 14",
                campaign(head: "schedule: { every: month, start: 2026-12-20, dueFrom: opening }\ndue: 14d")
                    .replacing("name: N", with: "name: N ${period}")
            ),
            ("requireDescription: true", campaign(head: "description: D\ndue: 2027-02-19")),
            ("requireDescription: true", campaign(cakewalk + "    description: D\n")),
            (
                "requireDescription: true",
                "description: D\n" + FaultTests.opal("    uar_scope: { tags: [ { key: k, value: v } ] }\n")
            ),
            ("requireLabels: [ owner ]", campaign(head: "due: 2027-02-19\nlabels: { owner: grc }")),
            ("forbidAll: true", scoped("specificResources: {}, \(everyAccount)")),
            ("forbidAll: true, forbidSelfReview: true", campaign()),
            ("allowedPlatforms: [ cakewalk ]", campaign()),
            (
                "maxReviewDays: 5",
                """
                campaign: c
                opens: 2027-02-01
                due: 2027-02-19
                requests:
                  opal: { reason: R, duration_minutes: 60, resources: [ { id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112 } ], groups: [], target_user_id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b113 }

                """
            ),
        ])
    func allowed(guardrails: String, text: String) async throws {
        let loaded = await load(text, guardrails)
        #expect(loaded.diagnostics.map(\.message) == [])
        #expect(!loaded.resources.isEmpty && loaded.resources.allSatisfy(\.refusals.isEmpty))
    }

    @Test("limit each platform by one number, or by name")
    func platforms() async {
        let each = await load("", "maxPerPlatform: 3").project?.guardrails.maxPerPlatform
        #expect(each?.mapValues(\.maxCreates) == ["cakewalk": 3, "conductorone": 3, "opal": 3])
        let one = await load("", "maxPerPlatform: { opal: 2 }").project?.guardrails.maxPerPlatform
        #expect(one?.mapValues(\.maxCreates) == ["opal": 2])
    }

    @Test(
        "that can't be understood are faults of muster.yaml",
        arguments: [
            ("maxPerPlatform: { 1️⃣opla2️⃣: 2 }", DiagnosticCode.unknownPlatform),
            ("maxPerPlatform: 1️⃣many2️⃣", .wrongType), ("maxPerPlatform: { opal: 1️⃣-12️⃣ }", .wrongType),
            ("allowedPlatforms: [ 1️⃣okta2️⃣ ]", .unknownPlatform), ("allowedPlatforms: 1️⃣[ ]2️⃣", .invalidValue),
            ("allowedPlatforms: 1️⃣opal2️⃣", .wrongType), ("requireLabels: [ 1️⃣''2️⃣ ]", .invalidValue),
            ("minReviewDays: 9, maxReviewDays: 1️⃣82️⃣", .invalidValue), ("forbidAll: 1️⃣yes2️⃣", .wrongType),
            ("forbidSelfReview: 1️⃣'true'2️⃣", .wrongType), ("requireDescription: 1️⃣12️⃣", .wrongType),
            ("1️⃣forbidEverything2️⃣: true", .unknownKey), ("maxReviewDays: 1️⃣30d2️⃣", .wrongType),
        ])
    func faults(text: String, code: DiagnosticCode) async throws {
        let source = MarkedSource(FaultTests.project + "guardrails: { \(text) }\n")
        let loaded = await loadProject(["muster.yaml": source.text, "a.yaml": Self.campaign()])
        #expect(loaded.diagnostics.map(\.code) == [code], "\(loaded.diagnostics.map(\.message))")
        #expect(loaded.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
    }
}
