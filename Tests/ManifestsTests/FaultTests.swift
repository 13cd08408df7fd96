import Diagnostics
import Manifests
import Support
import Testing

@Suite("Faults of campaigns")
struct FaultTests {
    static let project = """
        version: 1
        timeZone: America/New_York
        platforms: { cakewalk: {}, conductorone: {}, opal: {} }

        """

    /// A campaign around one Opal block.
    static func opal(_ block: String, head: String = "due: 2027-01-29") -> String {
        "campaign: c\nname: N\n\(head)\nreviews:\n  opal:\n    reviewer_assignment_policy: MANUALLY\n"
            + "    send_reviewer_assignment_notification: true\n    self_review_allowed: true\n" + block
    }

    /// Text, marked 1️⃣ where the first fault begins and 2️⃣ behind its end; the code of that fault; a part of its fix.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: DiagnosticCode
        let text: String
        var fix: String?
        var testDescription: String { name }
    }

    @Test("very many faulty reviews, on very many platforms, take no long time", .timeLimit(.minutes(1)))
    func manyFaults() async {
        let platforms = (0..<5000).map { "  opal-\($0): { vendor: opal, credentials: { token: { env: T } } }\n" }
        let reviews = (0..<6000).map { "  r\($0): { platform: opal-\($0) }\n" }.joined()
        let campaign = "campaign: c\nname: N\nreviews:\n\(reviews)requests:\n\(reviews)"
        let loaded = await loadProject([
            "muster.yaml": "version: 1\nplatforms:\n" + platforms.joined(), "c.yaml": campaign,
        ])
        #expect(loaded.diagnostics.count { $0.code == .unknownPlatform } == 1000)
        #expect(loaded.diagnostics.count { $0.code == .duplicateReview } == 6000)
    }

    static let cases: [Case] = [
        Case(name: "no campaign", code: .missingCampaign, text: "1️⃣2️⃣name: x\n"),
        Case(name: "a list", code: .missingCampaign, text: "1️⃣- a2️⃣\n"),
        Case(
            name: "unknown key", code: .unknownKey, text: "campaign: c\n1️⃣revews2️⃣: {}\n", fix: "did you mean `reviews`?"),
        Case(name: "bad name", code: .invalidName, text: "campaign: 1️⃣SOX Q12️⃣\nreviews: {}\n", fix: "`sox-q1`"),
        Case(
            name: "a reference below a lone carriage return", code: .unknownReference,
            text: opal("    name: \"a\r\n\r      1️⃣${x}2️⃣\"\n")),
        Case(name: "nothing in it", code: .emptyCampaign, text: "campaign: 1️⃣c2️⃣\nname: N\n"),
        Case(
            name: "unknown platform", code: .unknownPlatform, text: "campaign: c\nreviews:\n  1️⃣opol2️⃣: {}\n",
            fix: "did you mean `opal`?"),
        Case(
            name: "unknown platform by word", code: .unknownPlatform,
            text: "campaign: c\nreviews:\n  a: { platform: 1️⃣okta2️⃣ }\n"),
        Case(
            name: "a platform's name for another", code: .platformMismatch,
            text: "campaign: c\nreviews:\n  1️⃣cakewalk2️⃣: { platform: opal }\n"),
        Case(
            name: "requests at Cakewalk", code: .wrongKind, text: "campaign: c\nrequests:\n  1️⃣cakewalk2️⃣: {}\n",
            fix: "only Opal does"),
        Case(
            name: "unknown kind", code: .wrongKind, text: "campaign: c\nreviews:\n  opal: { kind: 1️⃣opal.request2️⃣ }\n",
            fix: "`opal.uar`"),
        Case(
            name: "unknown field", code: .unknownField, text: opal("    1️⃣uar_scop2️⃣: all\n    uar_scope: all\n"),
            fix: "did you mean `uar_scope`?"),
        Case(
            name: "unknown field within", code: .unknownField,
            text: opal("    uar_scope: { names: [a], 1️⃣grup_types2️⃣: [] }\n"),
            fix: "did you mean `group_types`?"),
        Case(
            name: "a text for a boolean", code: .wrongType,
            text: opal("    uar_scope: all\n    instantly_action_reviews: 1️⃣no2️⃣\n")),
        Case(
            name: "a quoted boolean", code: .wrongType,
            text: opal("    uar_scope: all\n    instantly_action_reviews: 1️⃣\"true\"2️⃣\n"),
            fix: "without quotes"),
        Case(name: "a word for a list", code: .wrongType, text: opal("    uar_scope: { names: 1️⃣prod2️⃣ }\n")),
        Case(name: "a bad UUID", code: .invalidValue, text: opal("    uar_scope: { apps: [1️⃣app-12️⃣] }\n")),
        Case(
            name: "a closed word", code: .unknownEnumValue,
            text: opal("    uar_scope: { names: [a], filter_operator: 1️⃣SOME2️⃣ }\n")),
        Case(
            name: "a bad zone", code: .invalidTimeZone,
            text: opal("    uar_scope: all\n    time_zone: 1️⃣America/New_Yrok2️⃣\n")),
        Case(name: "a bad date", code: .invalidDate, text: opal("    uar_scope: all\n", head: "due: 1️⃣2027-02-302️⃣")),
        Case(
            name: "a duration after nothing", code: .invalidDate, text: opal("    uar_scope: all\n", head: "due: 1️⃣14d2️⃣")
        ),
        Case(
            name: "due before it opens", code: .dueBeforeOpening,
            text: opal("    uar_scope: all\n", head: "opens: 2027-02-01\ndue: 1️⃣2027-01-292️⃣")),
        Case(
            name: "an unknown reference", code: .unknownReference,
            text: opal("    uar_scope: { names: [\"x é 1️⃣${period}2️⃣\"] }\n"), fix: "$${"),
        Case(
            name: "a missing field", code: .missingField,
            text:
                "campaign: c\nname: N\ndue: 2027-01-29\nreviews:\n  1️⃣cakewalk2️⃣: { workAppIds: all, accessReviewType: Manager }\n"
        ),
        Case(
            name: "an empty list that means all", code: .widerThanWritten,
            text:
                "campaign: c\nname: N\ndue: 2027-01-29\nreviews:\n  cakewalk: { 1️⃣workAppIds2️⃣: [], accessReviewType: Manager, createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111 }\n"
        ),
        Case(
            name: "no scope", code: .widerThanWritten,
            text:
                "campaign: c\nname: N\ndue: 2027-01-29\nreviews:\n  1️⃣opal2️⃣: { reviewer_assignment_policy: MANUALLY, send_reviewer_assignment_notification: true, self_review_allowed: true }\n"
        ),
        Case(
            name: "a scope that filters nothing", code: .widerThanWritten,
            text: opal("    1️⃣uar_scope2️⃣: { filter_operator: ANY }\n")),
        Case(
            name: "both targets", code: .exclusiveFields,
            text:
                "campaign: c\ndue: 2027-01-29\nrequests:\n  opal:\n    reason: r\n    duration_minutes: 1\n    groups: []\n    resources: [{ id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111 }]\n    target_user_id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111\n    target_group_id: 1️⃣5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b1122️⃣\n"
        ),
    ]

    @Test("are placed at their characters", arguments: cases)
    func placed(_ sample: Case) async throws {
        let source = MarkedSource(sample.text)
        let loaded = await loadProject(["muster.yaml": Self.project, "c.yaml": source.text])
        let found = try #require(
            loaded.diagnostics.first { $0.code == sample.code }, "\(loaded.diagnostics.map(\.message))")
        #expect(found.location == SourceLocation(file: "c.yaml", range: source["1️⃣", "2️⃣"]))
        if let fix = sample.fix { #expect(found.fix?.contains(fix) ?? false, "\(found.fix ?? "no fix")") }
        #expect(loaded.resources.isEmpty)
    }

    @Test("all of all files come in one run, a duplicate campaign with a note at the other")
    func all() async throws {
        let first = Self.opal("    uar_scope: all\n    bad_one: 1\n")
        let loaded = await loadProject([
            "muster.yaml": Self.project + "extra: 1\n", "a.yaml": first, "b.yaml": "---\n\(first)---\nnot: [a\n",
        ])
        #expect(
            loaded.diagnostics.map(\.code) == [
                .unknownField, .duplicateCampaign, .unknownField, .yamlSyntax, .unknownKey,
            ])
        let duplicate = try #require(loaded.diagnostics.first { $0.code == .duplicateCampaign })
        #expect(duplicate.location?.file == "b.yaml")
        #expect(duplicate.notes.first?.location?.file == "a.yaml")
    }

    @Test("of an alias stands at the alias, with a note at the anchor")
    func alias() async throws {
        let source = MarkedSource("x-scope: &s { names: [a], 1️⃣bad2️⃣: 1 }\n" + Self.opal("    uar_scope: 3️⃣*s4️⃣\n"))
        let loaded = await loadProject(["muster.yaml": Self.project, "c.yaml": source.text])
        let found = try #require(loaded.diagnostics.first)
        #expect(found.code == .unknownField)
        #expect(found.location?.range == source["3️⃣", "4️⃣"])
        #expect(found.notes.first?.location?.range == source["1️⃣", "2️⃣"])
    }

    @Test(
        "an invisible character that could forge what is seen is refused",
        arguments: ["\u{202E}", "\u{1B}", "\u{2066}", "\u{85}"])
    func invisible(character: String) async {
        let escape =
            "\\u"
            + String(repeating: "0", count: 4 - String(character.unicodeScalars.first?.value ?? 0, radix: 16).count)
            + String(character.unicodeScalars.first?.value ?? 0, radix: 16)
        let loaded = await loadProject([
            "muster.yaml": Self.project, "c.yaml": Self.opal("    uar_scope: { names: [\"a\(escape)b\"] }\n"),
        ])
        #expect(loaded.diagnostics.map(\.code).contains(.forbiddenCharacter))
        let marks = await loadProject([
            "muster.yaml": Self.project, "c.yaml": Self.opal("    uar_scope: { names: [\"a\u{200F}b\"] }\n"),
        ])
        #expect(marks.diagnostics.isEmpty, "right-to-left marks are fine")
    }

    /// Texts of muster.yaml, marked as those of campaigns are.
    static let projects: [(String, DiagnosticCode)] = [
        ("1️⃣2️⃣platforms: { opal: {} }\n", .missingField),
        ("version: 1️⃣22️⃣\nplatforms: { opal: {} }\n", .unsupportedVersion),
        ("version: 1\nlineage: 1️⃣abc2️⃣\nplatforms: { opal: {} }\n", .invalidLineage),
        ("version: 1\nplatforms: { 1️⃣okta2️⃣: {} }\n", .unknownVendor),
        ("version: 1\nplatforms: { opal: { baseURL: 1️⃣http://x.example/v12️⃣ } }\n", .invalidBaseURL),
        ("version: 1\nplatforms: { opal: { baseURL: 1️⃣https://x.example/2️⃣ } }\n", .invalidBaseURL),
        ("version: 1\nplatforms: { opal: { credentials: { token: 1️⃣secret2️⃣ } } }\n", .invalidCredentials),
        ("version: 1\nplatforms: { opal: { credentials: { 1️⃣tokn2️⃣: { env: A } } } }\n", .invalidCredentials),
        ("version: 1\nplatforms: { opal: {}, 1️⃣opal-eu2️⃣: { vendor: opal } }\n", .ambiguousCredentials),
        ("version: 1\ninclude: [ 1️⃣../x2️⃣ ]\nplatforms: { opal: {} }\n", .invalidGlob),
        ("version: 1\nstate: 1️⃣/tmp/x2️⃣\nplatforms: { opal: {} }\n", .outsideProject),
        ("version: 1\nplatforms: { opal: { defaults: { 1️⃣opal.uars2️⃣: {} } } }\n", .wrongKind),
        ("version: 1\nplatforms: { opal: { defaults: { opal.uar: { 1️⃣nam2️⃣: x } } } }\n", .unknownField),
        ("version: 1\ntimeZone: 1️⃣Mars2️⃣\nplatforms: { opal: {} }\n", .invalidTimeZone),
    ]

    @Test("of muster.yaml", arguments: projects)
    func project(text: String, code: DiagnosticCode) async throws {
        let source = MarkedSource(text)
        let loaded = await loadProject(["muster.yaml": source.text])
        let range = source["1️⃣", "2️⃣"]
        #expect(
            loaded.diagnostics.contains { $0.code == code && $0.location?.range == range },
            "\(loaded.diagnostics.map { "\($0.code.rawValue) \($0.message) \(String(describing: $0.location))" })")
    }
}

@Suite("One fault is told once")
struct OnceTests {
    @Test(
        "what could not be read is not missed as well",
        arguments: [
            ("    uar_scope: *nothing\n", DiagnosticCode.undefinedAlias),
            ("    uar_scope: all\n    uar_scope: all\n", .duplicateKey),
            ("    <<: *nothing\n", .undefinedAlias),
            ("    uar_scope: { tags: [{ key: *nothing }] }\n", .undefinedAlias),
        ])
    func once(block: String, code: DiagnosticCode) async {
        let loaded = await loadProject(["muster.yaml": FaultTests.project, "c.yaml": FaultTests.opal(block)])
        #expect(loaded.diagnostics.map(\.code) == [code])
    }
}
