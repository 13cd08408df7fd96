import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Support
import Testing

@Suite("Names of people and things")
struct NameTests {
    private static let dana = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"
    private static let directory = """
        version: 1
        platforms:
          cakewalk:
            app:
              "Net\\\\/Suite": { id: "0b1f7a52-51c4-4a5e-8a52-0f4f6d1c2a01", lookedUp: 2027-01-01T00:00:00Z, name: Net/Suite }
            user:
              "dana@acme.example": { id: "\(dana)", lookedUp: 2027-01-01T00:00:00Z, name: "Dana \\"D\\" Reyes" }
          conductorone:
            entitlement:
              "NetSuite/Admin": { app: app1, id: ent1, lookedUp: 2027-01-01T00:00:00Z, name: Admin }
            user:
              "dana@acme.example": { id: u1, lookedUp: 2027-01-01T00:00:00Z, name: Dana }

        """

    private static func cakewalk(apps: String = "all", user: String = dana, more: String = "") -> String {
        "campaign: c\nname: N\ndue: 2027-01-29\n\(more)reviews:\n  cakewalk:\n    accessReviewType: Manager\n"
            + "    createdByUserId: \(user)\n    workAppIds: \(apps)\n"
    }

    private static func conductorOne(_ entitlements: String, scope: String = "specificResources: {}, allUsers: {}")
        -> String
    {
        """
        campaign: c
        name: N
        due: 2027-01-29
        reviews:
          conductorone:
            ownerIds: [ "${user:dana@acme.example}" ]
            policyId: "${policy:Manager \\\\} review}"
            scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
            scopeV2: { \(scope), allAccounts: {}, allGrants: {} }
            entitlements: [ \(entitlements) ]

        """
    }

    private func load(
        _ campaign: String, directory: String? = directory, project: String = FaultTests.project
    ) async -> LoadedProject {
        var files = ["muster.yaml": project, "a.yaml": campaign]
        files["muster.directory.yaml"] = directory
        return await loadProject(files)
    }

    @Test("stand for the ids that the directory has, and for themselves where it has none")
    func resolved() async throws {
        let loaded = await load(
            Self.cakewalk(apps: "[ \"${app:Net\\\\/Suite}\", \"${app:Workday}\" ]", user: "${user:dana@acme.example}"))
        #expect(loaded.diagnostics.map(\.message) == [])
        let resource = try #require(loaded.resources.first)
        #expect(resource.fields["createdByUserId"]?.stringValue == Self.dana)
        #expect(resource.fields["workAppIds"] == ["0b1f7a52-51c4-4a5e-8a52-0f4f6d1c2a01", "${app:Workday}"])
        #expect(resource.unknownNames == [DirectoryName(.app, "Workday")])
        #expect(
            resource.recordedNames == [
                "${user:dana@acme.example}": Self.dana, "${app:Net\\/Suite}": "0b1f7a52-51c4-4a5e-8a52-0f4f6d1c2a01",
            ])
        let filled = resource.filled([DirectoryName(.app, "Workday"): DirectoryID("w")])
        #expect(filled.fields["workAppIds"] == ["0b1f7a52-51c4-4a5e-8a52-0f4f6d1c2a01", "w"])
        #expect(filled.calls.first?.body["workAppIds"] == ["0b1f7a52-51c4-4a5e-8a52-0f4f6d1c2a01", "w"])
        #expect(filled.unknownNames.isEmpty)
    }

    @Test("stand for pairs of ids, and within an expression")
    func pairs() async throws {
        let loaded = await load(
            Self.conductorOne(
                "\"${entitlement:NetSuite/Admin}\", \"${entitlement:NetSuite/Viewer}\"",
                scope: "specificResources: {}, celExpression: { expression: \"u == '${user:dana@acme.example}'\" }"))
        #expect(loaded.diagnostics.map(\.message) == [])
        let resource = try #require(loaded.resources.first)
        let viewer = "${entitlement:NetSuite/Viewer}"
        #expect(
            resource.fields["entitlements"] == [
                ["appId": "app1", "appEntitlementId": "ent1"],
                ["appId": .string(viewer), "appEntitlementId": .string(viewer)],
            ])
        #expect(resource.fields["scopeV2"]?["celExpression"]?["expression"] == "u == 'u1'")
        #expect(resource.fields["policyId"] == "${policy:Manager \\} review}")
        let filled = resource.filled([
            DirectoryName(.entitlement, "Viewer", app: "NetSuite"): DirectoryID("ent2", appID: "app1"),
            DirectoryName(.policy, "Manager } review"): DirectoryID("p1"),
        ])
        #expect(filled.fields["policyId"] == "p1")
        #expect(filled.fields["entitlements"]?.arrayValue?.last == ["appId": "app1", "appEntitlementId": "ent2"])
        #expect(filled.calls.allSatisfy { !JSONWriter.text($0.body).contains("${") })
    }

    static let cases: [FaultTests.Case] = [
        .init(
            name: "a kind that is none", code: .unknownReference, text: cakewalk(user: "1️⃣${usr:dana@acme.example}2️⃣"),
            fix: "did you mean `${user:...}`?"),
        .init(
            name: "a kind that does not fit", code: .unfittingName, text: cakewalk(user: "1️⃣${app:NetSuite}2️⃣"),
            fix: "`${user:...}`"),
        .init(
            name: "a kind that the vendor lacks", code: .unfittingName, text: cakewalk(user: "1️⃣${policy:P}2️⃣"),
            fix: "it has"),
        .init(name: "an empty name", code: .unknownReference, text: cakewalk(user: "1️⃣${user:}2️⃣")),
        .init(
            name: "a backslash before nothing", code: .unknownReference, text: cakewalk(user: "1️⃣${user:a\\b}2️⃣")),
        .init(
            name: "an entitlement without its app", code: .unknownReference,
            text: conductorOne("1️⃣\"${entitlement:Admin}\"2️⃣"), fix: nil),
        .init(
            name: "in a name that people see", code: .unknownReference,
            text: cakewalk().replacing("name: N", with: "name: N 1️⃣${user:dana@acme.example}2️⃣")),
        .init(
            name: "in a label", code: .unknownReference,
            text: cakewalk(more: "labels: { a: \"1️⃣${user:dana@acme.example}2️⃣\" }\n"), fix: "fields for ids"),
        .init(
            name: "in the campaign's name", code: .unknownReference,
            text: cakewalk().replacing("campaign: c", with: "campaign: 1️⃣${user:d}2️⃣")),
        .init(
            name: "an id that is no UUID", code: .invalidValue,
            text: cakewalk(user: "1️⃣x${user:dana@acme.example}2️⃣")),
    ]

    @Test("are refused at the place where they can't be meant", arguments: cases)
    func refused(_ sample: FaultTests.Case) async throws {
        let source = MarkedSource(sample.text)
        let loaded = await load(source.text)
        // A list that could not be read is missed besides.
        let errors = loaded.diagnostics.filter { $0.severity == .error && $0.code != .widerThanWritten }
        #expect(errors.map(\.code).first == sample.code, "\(errors.map(\.message))")
        #expect(errors.first?.location?.range == source["1️⃣", "2️⃣"], "\(errors.map(\.message))")
        if let fix = sample.fix { #expect(errors.first?.fix?.contains(fix) == true, "\(errors.first?.fix ?? "")") }
    }

    @Test("must be in the directory where the project says so, each once, at its place")
    func required() async throws {
        let source = MarkedSource(
            Self.cakewalk(user: "1️⃣${user:eli@acme.example}2️⃣").replacing(
                "due: 2027-01-29", with: "schedule: { every: month, start: 2027-01-04 }\ndue: 7d"
            ).replacing("name: N", with: "name: N ${period}"))
        let project = FaultTests.project + "guardrails: { requireDirectory: true }\n"
        let loaded = await load(source.text, project: project)
        #expect(loaded.diagnostics == [])
        #expect(loaded.resources.map { $0.refusals.map(\.code) } == [[.unknownName], [.unknownName]])
        let places = Set(loaded.resources.flatMap(\.refusals).map { $0.location?.range })
        #expect(places == [source["1️⃣", "2️⃣"]], "what the periods have in common is one fault")
    }

    @Test("stand in defaults, too")
    func defaults() async throws {
        let project = """
            version: 1
            platforms:
              cakewalk: { defaults: { cakewalk.access-review: { createdByUserId: "${user:dana@acme.example}" } } }

            """
        let loaded = await load(
            Self.cakewalk().replacing("    createdByUserId: \(Self.dana)\n", with: ""), project: project)
        #expect(loaded.diagnostics.map(\.message) == [])
        #expect(loaded.resources.first?.fields["createdByUserId"]?.stringValue == Self.dana)
        let unfit = await load(Self.cakewalk(), project: project.replacing("${user:", with: "${app:"))
        #expect(unfit.diagnostics.map(\.code) == [.unfittingName])
    }

    private static let damages: [FaultTests.Case] = [
        .init(name: "no mapping", code: .wrongType, text: "1️⃣[]2️⃣"),
        .init(
            name: "a kind that is none", code: .invalidDirectory, text: "version: 1\nplatforms: { opal: { 1️⃣usr2️⃣: {} } }"
        ),
        .init(
            name: "a name that is none", code: .invalidDirectory,
            text: "version: 1\nplatforms: { opal: { entitlement: { 1️⃣Admin2️⃣: {} } } }"),
        .init(
            name: "an id with a path in it", code: .invalidDirectory,
            text:
                "version: 1\nplatforms: { opal: { user: { a: { id: 1️⃣../x2️⃣, lookedUp: 2027-01-01T00:00:00Z, name: A } } } }"
        ),
        .init(
            name: "no instant", code: .invalidDirectory,
            text: "version: 1\nplatforms: { opal: { user: { a: { id: x, lookedUp: 1️⃣soon2️⃣, name: A } } } }"),
        .init(
            name: "no id", code: .invalidDirectory,
            text: "version: 1\nplatforms: { opal: { user: { 1️⃣a2️⃣: { lookedUp: 2027-01-01T00:00:00Z, name: A } } } }"),
        .init(
            name: "a name twice", code: .duplicateKey,
            text:
                "version: 1\nplatforms: { opal: { user: { a: { id: x, lookedUp: 2027-01-01T00:00:00Z, name: A }, 1️⃣a2️⃣: { id: y, lookedUp: 2027-01-01T00:00:00Z, name: A } } } }"
        ),
        .init(
            name: "a character that hides", code: .forbiddenCharacter,
            text:
                "version: 1\nplatforms: { opal: { user: { a: { id: x, lookedUp: 2027-01-01T00:00:00Z, name: 1️⃣\"A\\u202E\"2️⃣ } } } }"
        ),
    ]

    @Test("a directory that was written by somebody else is refused at the character", arguments: damages)
    func damaged(_ sample: FaultTests.Case) async {
        let source = MarkedSource(sample.text)
        let loaded = await load(Self.cakewalk(), directory: source.text)
        #expect(loaded.diagnostics.map(\.code) == [sample.code], "\(loaded.diagnostics.map(\.message))")
        #expect(loaded.diagnostics.first?.location?.file == "muster.directory.yaml")
        #expect(loaded.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
    }

    @Test("a directory is written as it is read, in one order, whatever stands in it")
    func written() async throws {
        let loaded = await load(Self.cakewalk())
        var directory = loaded.directory
        #expect(directory["cakewalk", DirectoryName(.user, "dana@acme.example")]?.displayName == "Dana \"D\" Reyes")
        let entry = Directory.Entry(
            DirectoryID("i", appID: "a"), lookedUp: Instant(seconds: 1_800_000_000), displayName: "É\u{301} \\ \" # : {"
        )
        for name in ["x/y}\\", "#", "- a: b", "null", "~", "ʼ\u{301}", "日本"] {
            directory["conductorone", DirectoryName(.entitlement, name, app: name + "/")] = entry
        }
        let text = DirectoryText.text(directory)
        let again = await load(Self.cakewalk(), directory: text)
        #expect(again.diagnostics.map(\.message) == [])
        #expect(again.directory == directory)
        #expect(DirectoryText.text(again.directory) == text)
        #expect(await load(Self.cakewalk(), directory: DirectoryText.text(Directory())).directory == Directory())
    }
}
