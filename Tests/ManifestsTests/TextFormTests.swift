import Campaigns
import Diagnostics
import JSON
import Manifests
import Support
import Testing

@Suite("The forms that a manifest may take")
struct TextFormTests {
    static let project = """
        version: 1
        platforms:
          cakewalk: { defaults: { cakewalk.access-review: { description: From the platform } } }
          opal:
            defaults:
              opal.uar: &uar { self_review_allowed: false, send_reviewer_assignment_notification: true, time_zone: UTC }
          opal-eu:
            vendor: opal
            credentials: { token: { env: OPAL_EU_TOKEN } }
            defaults: { opal.uar: { <<: *uar, self_review_allowed: true } }

        """
        .replacing("  opal:\n", with: "  opal:\n    credentials: { token: { env: OPAL_TOKEN } }\n")

    private func load(_ text: String) async -> LoadedProject {
        await loadProject(["muster.yaml": Self.project, "c.yaml": text])
    }

    private func fields(_ text: String) async throws -> JSONObject {
        let loaded = await load(text)
        #expect(loaded.diagnostics.map(\.message) == [])
        return try #require(loaded.resources.first).fields
    }

    private static let head = "campaign: c\nname: N\ndue: 2099-01-29\n"

    @Test("a block's own keys win over merged ones, and the first of a list of merges over the next")
    func merges() async throws {
        let fields = try await fields(
            """
            x-first: &first { reviewer_assignment_policy: MANUALLY, uar_scope: { names: [first] } }
            x-second: &second { uar_scope: { names: [second] }, reminder_schedule: [7], instantly_action_reviews: true }
            \(Self.head)reviews:
              opal:
                instantly_action_reviews: false
                <<: [*first, *second]
            """)
        #expect(fields["uar_scope"] == ["names": ["first"]], "a value replaces the whole value below it")
        #expect(fields["reminder_schedule"] == [7])
        #expect(fields["instantly_action_reviews"] == false)
        #expect(fields["reviewer_assignment_policy"] == "MANUALLY")
    }

    @Test("merges work in a project's defaults, too")
    func mergedDefaults() async throws {
        let block = "reviewer_assignment_policy: MANUALLY, uar_scope: all"
        let fields = try await fields(Self.head + "reviews: { opal-eu: { \(block) } }\n")
        #expect(fields["self_review_allowed"] == true)
        #expect(fields["send_reviewer_assignment_notification"] == true)
    }

    @Test(
        "a merge of what is no mapping is a fault at its value",
        arguments: ["1️⃣no2️⃣", "[*s, 1️⃣no2️⃣]", "1️⃣null2️⃣", "[1️⃣[*s]2️⃣]"])
    func badMerge(value: String) async {
        let source = MarkedSource(
            "x-s: &s { uar_scope: all }\n\(Self.head)reviews:\n  opal:\n    <<: \(value)\n    uar_scope: all\n")
        let loaded = await load(source.text)
        let found = loaded.diagnostics.filter { $0.code == .invalidMerge }
        #expect(found.map(\.location?.range) == [source["1️⃣", "2️⃣"]], "\(loaded.diagnostics.map(\.message))")
    }

    @Test("a fault of what was merged stands at the alias that brought it")
    func mergedFault() async throws {
        let source = MarkedSource(
            "x-s: &s { 1️⃣uar_scop2️⃣: all }\n\(Self.head)reviews:\n  opal:\n    <<: 3️⃣*s4️⃣\n    uar_scope: all\n    reviewer_assignment_policy: MANUALLY\n"
        )
        let found = try #require(await load(source.text).diagnostics.first)
        #expect(found.code == .unknownField)
        #expect(found.location?.range == source["3️⃣", "4️⃣"])
        #expect(found.notes.first?.location?.range == source["1️⃣", "2️⃣"])
    }

    @Test("keys `x-...` are free at the top of a document and of muster.yaml, and nowhere else")
    func extensions() async {
        let block = "reviews: { opal: { reviewer_assignment_policy: MANUALLY, uar_scope: all } }\n"
        #expect(await load("x-: 1\nx-y: [ { z: null } ]\n" + Self.head + block).diagnostics == [])
        let project = await loadProject(["muster.yaml": "x-y: { a: 1 }\n" + Self.project])
        #expect(project.diagnostics == [])
        let inBlock = await load(Self.head + block.replacing("opal: {", with: "opal: { x-y: 1,"))
        #expect(inBlock.diagnostics.map(\.code) == [.unknownField])
        let inGuardrails = await loadProject(["muster.yaml": Self.project + "guardrails: { x-y: 1 }\n"])
        #expect(inGuardrails.diagnostics.map(\.code) == [.unknownKey])
    }

    @Test("null removes a default, and is sent where the vendor takes it")
    func nulls() async throws {
        let cakewalk =
            "reviews:\n  cakewalk:\n    accessReviewType: Manager\n    workAppIds: all\n    createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111\n"
        #expect(try await fields(Self.head + cakewalk)["description"] == "From the platform")
        #expect(try await fields(Self.head + cakewalk + "    description: ~\n")["description"] == .null)
        let opal = "reviews:\n  opal:\n    reviewer_assignment_policy: MANUALLY\n    uar_scope: all\n"
        #expect(try await fields(Self.head + opal)["self_review_allowed"] == false)
        let required = MarkedSource(Self.head + opal + "    self_review_allowed: 1️⃣null2️⃣\n")
        let loaded = await load(required.text)
        #expect(loaded.diagnostics.map(\.code) == [.missingField])
        #expect(loaded.diagnostics.first?.location?.range == required["1️⃣", "2️⃣"])
        let scope = await load(Self.head + opal.replacing("uar_scope: all", with: "uar_scope: null"))
        #expect(scope.diagnostics.map(\.code) == [.widerThanWritten], "no way to widen by null")
    }

    @Test(
        "a fault of a later document has the file's own line, behind any mark and any end of lines",
        arguments: ["\n", "\r\n", "\r"])
    func laterDocuments(lineEnd: String) async {
        let text =
            "\u{FEFF}" + FileRulesTests.campaign("a") + "---\n# nothing\n---\n" + FileRulesTests.campaign("b")
            + "1️⃣revews2️⃣: {}\n...\n---\n" + FileRulesTests.campaign("c") + "3️⃣x4️⃣: é\n"
        let source = MarkedSource(text.replacing("\n", with: lineEnd))
        let loaded = await load(source.text)
        #expect(loaded.diagnostics.map(\.location?.range) == [source["1️⃣", "2️⃣"], source["3️⃣", "4️⃣"]])
        #expect(loaded.campaigns.count == 3)
    }

    @Test("the first document stands when a later one can't be read, so that all faults come in one run")
    func brokenLater() async {
        let loaded = await load(FileRulesTests.campaign("a") + "bad: 1\n---\nb: [\n")
        #expect(loaded.diagnostics.map(\.code) == [.unknownKey, .yamlSyntax])
    }

    @Test(
        "an invisible text is no id",
        arguments: ["\\u200B", "a\\u200Bb", " ", "a b", "\\u00A0", "\\uFEFF", "\\u3164"])
    func invisibleIDs(id: String) async {
        let loaded = await loadProject([
            "muster.yaml": "version: 1\nplatforms: { conductorone: {} }\n",
            "c.yaml": """
            \(Self.head)reviews:
              conductorone:
                ownerIds: [a]
                policyId: b
                scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
                scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
                entitlements: [{ appId: "\(id)", appEntitlementId: e }]
            """,
        ])
        #expect(loaded.diagnostics.map(\.code).contains(.invalidValue), "\(loaded.diagnostics.map(\.message))")
    }
}
