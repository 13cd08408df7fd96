import Campaigns
import Diagnostics
import JSON
import Planning
import State
import Support
import Testing

@Suite("Where credentials go")
struct DestinationTests {
    private typealias Unaccepted = Destination.Unaccepted

    private static func platform(_ vendor: Vendor, _ url: String? = nil, _ variables: [String: String] = [:])
        -> Platform
    {
        Platform(
            name: "p", vendor: vendor, baseURL: url, credentialVariables: variables, location: PlannerTests.place)
    }

    @Test(
        "a host is the vendor's, a tenant's under its suffix, this machine, or anybody's",
        arguments: [
            (Vendor.opal, "api.opal.dev", HostOwner.vendor), (.opal, "api.opal.dev:8443", .other),
            (.opal, "opal.dev", .other), (.opal, "api.opal.dev.evil.example", .other),
            (.opal, "acme.conductor.one", .other), (.opal, "open-api.getcakewalk.io", .other),
            (.cakewalk, "open-api.getcakewalk.io", .vendor), (.cakewalk, "getcakewalk.io", .other),
            (.conductorone, "acme.conductor.one", .tenant), (.conductorone, "acme.c1eu.ai", .tenant),
            (.conductorone, "conductor.one", .other), (.conductorone, "evil-conductor.one", .other),
            (.conductorone, "acme.conductor.one.evil.example", .other),
            (.conductorone, "acme.conductor.one:444", .other),
            (.opal, "localhost", .loopback), (.cakewalk, "127.0.0.1:9", .loopback),
            (.conductorone, "[::1]:9", .loopback),
            (.opal, "127.3.2.1", .loopback), (.opal, "10.0.0.1", .other), (.opal, "localhost.evil.example", .other),
            (.opal, "127.0.0.1.evil.example", .other), (.opal, "0.0.0.0", .other),
        ])
    func owners(vendor: Vendor, host: String, owner: HostOwner) {
        #expect(vendor.owner(of: host) == owner)
    }

    @Test("a variable is the vendor's by its name alone")
    func variables() {
        for vendor in Vendor.allCases {
            for name in vendor.credentialNames { #expect(vendor.owns(variable: name.variable)) }
            for other in Vendor.allCases where other != vendor {
                for name in other.credentialNames { #expect(!vendor.owns(variable: name.variable)) }
            }
            for name in [
                "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "X_OPAL_TOKEN", "OPALTOKEN", "opal_token", "MUSTER_X",
            ] {
                #expect(!vendor.owns(variable: name), "\(name)")
            }
        }
        #expect(Vendor.opal.owns(variable: "OPAL_EU_TOKEN"))
    }

    private static let stranger = "https://opal.acme.example/v1"
    private static let local = "http://127.0.0.1:9/v1"
    private static let own = ["token": "OPAL_EU_TOKEN"]
    private static let foreign = ["token": "GITHUB_TOKEN"]

    /// What state knows before, where the platform is declared to be, from which variables, and what is left to be accepted.
    private static let table: [(String, StateContents.PlatformIdentity?, Platform, Unaccepted)] = [
        ("the vendor's host and variables", nil, platform(.opal), Unaccepted()),
        ("its prefix", nil, platform(.opal, nil, own), Unaccepted()),
        ("a tenant's host", nil, platform(.conductorone, "https://acme.conductor.one"), Unaccepted()),
        ("this machine", nil, platform(.opal, local), Unaccepted()),
        ("a host that is known at apply", nil, platform(.conductorone), Unaccepted()),
        ("a stranger's host", nil, platform(.opal, stranger), Unaccepted(host: "opal.acme.example")),
        ("a stranger's variable", nil, platform(.opal, nil, foreign), Unaccepted(variables: ["GITHUB_TOKEN"])),
        (
            "another vendor's variable", nil, platform(.opal, nil, ["token": "CAKEWALK_API_SECRET"]),
            Unaccepted(variables: ["CAKEWALK_API_SECRET"])
        ),
        (
            "a stranger's variable on this machine", nil, platform(.opal, local, foreign),
            Unaccepted(variables: ["GITHUB_TOKEN"])
        ),
        (
            "one where the host is known at apply", nil, platform(.conductorone, nil, ["token": "T"]),
            Unaccepted(variables: ["T"])
        ),
        (
            "both", nil, platform(.opal, stranger, foreign),
            Unaccepted(host: "opal.acme.example", variables: ["GITHUB_TOKEN"])
        ),
        (
            "several, each once and in order", nil, platform(.cakewalk, nil, ["apiSecret": "B", "apiKey": "A"]),
            Unaccepted(variables: ["A", "B"])
        ),
        (
            "a host that state knows", .init(host: "opal.acme.example", variables: []), platform(.opal, stranger, own),
            Unaccepted()
        ),
        (
            "and a variable that it knows", .init(host: "opal.acme.example", variables: ["GITHUB_TOKEN"]),
            platform(.opal, stranger, foreign), Unaccepted()
        ),
        (
            "a new variable on a known host", .init(host: "opal.acme.example", variables: ["OTHER"]),
            platform(.opal, stranger, foreign), Unaccepted(variables: ["GITHUB_TOKEN"])
        ),
        (
            "none accepted is not all accepted", .init(host: "api.opal.dev", variables: []),
            platform(.opal, nil, foreign),
            Unaccepted(variables: ["GITHUB_TOKEN"])
        ),
        (
            "what 0.1 knew counts as accepted", .init(host: "opal.acme.example"), platform(.opal, stranger, foreign),
            Unaccepted()
        ),
        (
            "another host than state knows, though the vendor's own", .init(host: "opal.acme.example", variables: []),
            platform(.opal), Unaccepted(knownHost: "opal.acme.example")
        ),
        (
            "a stranger's instead of the vendor's", .init(host: "api.opal.dev"), platform(.opal, stranger, foreign),
            Unaccepted(knownHost: "api.opal.dev", variables: ["GITHUB_TOKEN"])
        ),
        (
            "and what was accepted for the other host", .init(host: "api.opal.dev", variables: ["GITHUB_TOKEN"]),
            platform(.opal, stranger, foreign), Unaccepted(knownHost: "api.opal.dev", variables: ["GITHUB_TOKEN"])
        ),
        (
            "another port of this machine", .init(host: "127.0.0.1:8", variables: []), platform(.opal, local),
            Unaccepted(knownHost: "127.0.0.1:8")
        ),
    ]

    @Test("what nobody accepted is what must be, no more and no less", arguments: table.indices)
    func rule(index: Int) {
        let (name, known, platform, unaccepted) = Self.table[index]
        let destination = Destination(platform, known: known)
        #expect(destination.unaccepted == unaccepted, "\(name)")
        #expect((destination.fault == nil) == unaccepted.isEmpty, "\(name)")
    }

    @Test("the host that a credential names is asked about once it is known")
    func credentialsHost() {
        let platform = Self.platform(.conductorone)
        #expect(Destination(platform, known: nil).owner == nil)
        #expect(Destination(platform, at: "acme.conductor.one", known: nil).unaccepted.isEmpty)
        #expect(Destination(platform, at: "evil.example", known: nil).unaccepted == .init(host: "evil.example"))
        let known = StateContents.PlatformIdentity(host: "acme.conductor.one")
        #expect(Destination(platform, known: known).unaccepted.isEmpty)
        #expect(
            Destination(platform, at: "other.conductor.one", known: known).unaccepted
                == .init(knownHost: "acme.conductor.one"))
    }

    @Test(
        "a host is written alone, and comes in the form that state has",
        arguments: [
            ("Opal.Acme.Example", "opal.acme.example"), ("127.0.0.1:9", "127.0.0.1:9"), ("a.example:443", "a.example"),
            ("https://a.example", nil), ("a.example/v1", nil), ("a.example/", nil), ("u@a.example", nil), ("", nil),
            ("a b", nil), ("a.example:0", nil), ("--yes", nil), ("a.example?x", nil),
        ])
    func written(text: String, host: String?) {
        #expect(PlatformHost.host(written: text) == host)
    }

    // MARK: In a plan

    private func plan(_ platform: Platform, _ state: StateContents = PlannerTests.state()) -> Plan {
        Planner.plan(
            [PlannerTests.resource(), PlannerTests.resource("later", name: "L", opens: 3)], state: state,
            at: PlannerTests.now, guardrails: Guardrails(), platforms: ["p": platform])
    }

    @Test("a plan warns, goes on, and marks what apply would hold, what opens later too")
    func warned() throws {
        var plan = plan(Self.platform(.opal, Self.stranger, Self.foreign))
        #expect(plan.entries.map(\.action) == [.create, .upcoming])
        #expect(plan.diagnostics.map(\.code) == [.notAccepted] && !plan.diagnostics.hasErrors)
        let command = "`muster state platform p --accept --host opal.acme.example --variable GITHUB_TOKEN`"
        for entry in plan.entries {
            #expect(entry.consequences.contains("It goes to `opal.acme.example`, which is not Opal's own host"))
            #expect(
                entry.consequences.contains("Its credential comes from `GITHUB_TOKEN`, which is no variable of Opal's"))
            #expect(entry.consequences.contains("It is held by apply until accepted: \(command)"))
        }
        #expect(plan.diagnostics.first?.fix?.contains(command) == true)
        plan.holdUnaccepted()
        #expect(plan.entries.map(\.action) == [.held, .upcoming])
        #expect(plan.diagnostics.map(\.code) == [.notAccepted] && plan.diagnostics.hasErrors)
    }

    @Test("what was begun there is held too, what only moves is not, and nothing is said in the sandbox")
    func others() throws {
        let platform = Self.platform(.opal, Self.stranger)
        let resource = PlannerTests.resource()
        var begun = plan(platform, PlannerTests.state(intents: [PlannerTests.intent(resource)]))
        #expect(try begun.entries.at(0).action == .resume)
        #expect(try begun.entries.at(0).consequences.count == 2)
        begun.holdUnaccepted()
        #expect(try begun.entries.at(0).action == .held)
        var state = PlannerTests.state()
        state.world = .sandbox
        let sandbox = plan(platform, state)
        #expect(sandbox.diagnostics.isEmpty)
        #expect(sandbox.entries.allSatisfy { !$0.consequences.contains { $0.contains("opal.acme.example") } })
    }

    // MARK: In a saved plan

    private func saved(_ plan: Plan) throws -> SavedPlan {
        try SavedPlan.read(
            JSONWriter.write(
                SavedPlan.document(plan, identity: SavedPlanTests.identity, isInstantGiven: false), style: .pretty))
    }

    @Test("a consent is for a host and for variables, of what is begun too; what is created already binds nothing")
    func consent() throws {
        let file = try saved(plan(Self.platform(.opal, Self.local, Self.own)))
        func moved(_ platform: Platform, _ state: StateContents = PlannerTests.state()) -> [String] {
            if case .stale(_, let notes) = Consent(of: file, to: plan(platform, state)) {
                notes.map(\.message)
            } else {
                []
            }
        }
        #expect(moved(Self.platform(.opal, Self.local, Self.own)) == [])
        let begun = PlannerTests.state(intents: [PlannerTests.intent(PlannerTests.resource())])
        for state in [PlannerTests.state(), begun] {
            #expect(
                moved(Self.platform(.opal, "http://127.0.0.1:8/v1", Self.own), state)
                    == ["`c/r` would go to `127.0.0.1:8`, and in the file to `127.0.0.1:9`"])
            #expect(
                moved(Self.platform(.opal, Self.local, ["token": "OPAL_US_TOKEN"]), state) == [
                    "`c/r` would have its credential from `OPAL_US_TOKEN` (token), and in the file from `OPAL_EU_TOKEN` (token)"
                ])
        }
        let done = PlannerTests.state([PlannerTests.record(PlannerTests.resource())])
        #expect(moved(Self.platform(.opal, "http://127.0.0.1:8/v1", Self.own), done) == [])
    }

    @Test("variables that change places are others")
    func swapped() throws {
        let cakewalk = { (key: String, secret: String) in
            Self.platform(.cakewalk, nil, ["apiKey": key, "apiSecret": secret])
        }
        let file = try saved(plan(cakewalk("CAKEWALK_A", "CAKEWALK_B")))
        guard case .stale(1, _) = Consent(of: file, to: plan(cakewalk("CAKEWALK_B", "CAKEWALK_A"))) else {
            Issue.record("it is taken for the same")
            return
        }
    }
}
