import Foundation
import JSON
import State
import Support
import Synchronization
import Testing

/// Everything that would reach a vendor, or anybody else, goes through a proxy on loopback that notes it.
@Suite("Credentials go nowhere unseen")
struct AcceptanceTests {
    private static let made = LoopbackServer.Reply.bytes(
        "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"uar_id\": \"u1\"}")
    /// Of a proxy that lets nobody through.
    private static let closed = LoopbackServer.Reply.bytesThenClose(
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
    /// A listing of nothing, and then what is created.
    @Sendable private static func opal(_ request: Int) -> LoopbackServer.Reply {
        request % 2 == 0 ? LoopbackServer.emptyList : made
    }

    private static func project(_ platforms: String) -> String { "version: 1\nplatforms:\n\(platforms)" }
    private static func review(_ platform: String, _ campaign: String = "sox") -> String {
        """
        campaign: \(campaign)
        name: SOX access review
        due: 2099-01-29
        reviews:
          \(platform):
            reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN
            send_reviewer_assignment_notification: true
            self_review_allowed: false
            time_zone: Europe/Berlin
            uar_scope: { tags: [{ key: scope, value: high }] }

        """
    }

    /// A project after `init`, with these platforms and a review of Opal's on one of them.
    private func made(_ platforms: String, review platform: String = "opal", proxy: LoopbackServer? = nil) async throws
        -> CommandRun
    {
        var muster = try CommandRun(baseURL: "http://127.0.0.1:9/v1")
        muster.environment["GITHUB_TOKEN"] = "ghp_CANARY"
        if let proxy { muster.environment["HTTPS_PROXY"] = proxy.url }
        try muster.write(Self.project(platforms), to: "muster.yaml")
        try muster.write(Self.review(platform), to: "campaigns/sox.yaml")
        #expect(try await muster("init").code == 0)
        return muster
    }

    private func platforms(_ muster: CommandRun, _ platforms: String) throws {
        let lineage = try muster.read("muster.yaml").split(separator: "\n").at(1)
        try muster.write(
            Self.project(platforms).replacing("version: 1\n", with: "version: 1\n\(lineage)\n"), to: "muster.yaml")
    }

    private static let stranger =
        "  opal: { baseURL: \"https://opal.attacker.example/v1\", credentials: { token: { env: GITHUB_TOKEN } } }\n"
    private static let accept =
        "muster state platform opal --accept --host opal.attacker.example --variable GITHUB_TOKEN"

    @Test("a stranger's host and another's variable: a plan warns, and nothing is sent by any command")
    func stranger() async throws {
        try await LoopbackServer.run({ _ in Self.closed }) { proxy in
            let muster = try await made(Self.stranger, proxy: proxy)
            let plan = try await muster("plan")
            #expect(plan.code == 0, "\(plan.errors)")
            #expect(plan.errors.hasPrefix("warning[M0520]: `opal` is held by apply until accepted: "), "\(plan.errors)")
            #expect(plan.errors.contains("`\(Self.accept)`") && plan.output.contains("`\(Self.accept)`"))
            #expect(try await muster("plan", "--detailed-exitcode").code == 2)
            let apply = try await muster("apply", "--yes")
            #expect(apply.code == 3 && apply.errors.contains("error[M0520]"), "\(apply.errors)")
            #expect(apply.output.contains("0 created") && apply.output.contains("1 held"))
            let check = try await muster("check")
            #expect(check.code == 1 && check.output.contains("`\(Self.accept)`"), "\(check.output)")
            #expect(try await muster("check", "--verbose").code == 1)
            let adopt = try await muster("adopt", "sox/opal", "u1", "--yes")
            #expect(adopt.code == 1 && adopt.errors.contains("error[M0520]"), "\(adopt.errors)")
            try muster.write(
                muster.read("campaigns/sox.yaml").replacing(
                    "{ tags: [{ key: scope, value: high }] }", with: "{ users: [ \"${user:a@b.example}\" ] }"),
                to: "campaigns/sox.yaml")
            // With state, and without, as where it is on a branch of its own.
            let resolve = try await muster("resolve")
            #expect(resolve.code == 1 && resolve.errors.contains("error[M0520]"), "\(resolve.errors)")
            try FileManager.default.removeItem(atPath: muster.path("muster.state.json"))
            for verb in ["resolve", "check"] {
                let without = try await muster(verb)
                let said = without.output + without.errors
                #expect(without.code == 1 && said.contains("`\(Self.accept)`"), "\(said)")
                #expect(said.contains("fetch the state and say where it is: `--state PATH` or MUSTER_STATE"), "\(said)")
            }
            #expect(proxy.requests == [], "nothing is sent")
        }
    }

    @Test("what is accepted before the first apply, and before the merge, is applied without a word")
    func accepted() async throws {
        try await LoopbackServer.run({ _ in Self.closed }) { proxy in
            // Not in muster.yaml yet.
            let muster = try await made("  opal: {}\n", proxy: proxy)
            let accepted = try await muster(
                "state", "platform", "opal-eu", "--accept", "--host", "opal.eu.acme.example", "--variable", "EU_TOKEN",
                "--yes")
            #expect(accepted.code == 0, "\(accepted.errors)")
            #expect(
                accepted.output
                    == "opal-eu is at opal.eu.acme.example, with the variables EU_TOKEN from now on.\n")
            #expect(
                try await muster("state", "platform", "opal-eu").output
                    == "opal-eu  opal.eu.acme.example  variables EU_TOKEN\n")
            #expect(proxy.requests == [])
            try platforms(
                muster,
                "  opal: { credentials: { token: { env: OPAL_AUTH_TOKEN } } }\n  opal-eu: { vendor: opal, baseURL: \"https://opal.eu.acme.example/v1\", credentials: { token: { env: EU_TOKEN } } }\n"
            )
            try muster.write(Self.review("opal-eu"), to: "campaigns/sox.yaml")
            let plan = try await muster("plan")
            #expect(plan.code == 0 && plan.errors == "", "\(plan.errors)")
            #expect(plan.output.contains("It goes to `opal.eu.acme.example`") && !plan.output.contains("held"))
            var ready = muster
            ready.environment["EU_TOKEN"] = "eu-1c0ffee"
            let applied = try await ready("apply", "--yes")
            #expect(!applied.errors.contains("M0520"))
            #expect(proxy.requests.first?.hasPrefix("CONNECT opal.eu.acme.example:443") == true)
        }
    }

    @Test("what is accepted is what was named: another variable, or another host, is asked about again")
    func exactly() async throws {
        let muster = try await made(Self.stranger)
        #expect(try await muster("state", "platform", "opal", "--accept", "--yes").code == 0)
        #expect(try await muster("plan").errors == "")
        try platforms(muster, Self.stranger.replacing("GITHUB_TOKEN", with: "NPM_TOKEN"))
        #expect(try await muster("plan").errors.contains("`NPM_TOKEN` is no variable of Opal's"))
        try platforms(muster, Self.stranger.replacing("attacker", with: "attacker2"))
        let moved = try await muster("plan")
        #expect(moved.code == 1 && moved.errors.hasPrefix("error[M0506]"), "\(moved.errors)")
        try platforms(muster, "  opal: {}\n")
        #expect(try await muster("plan").code == 1, "not back to the vendor's own unseen")
        let named = try await muster(
            "state", "platform", "opal", "--accept", "--host", "opal.attacker.example", "--variable", "A", "--variable",
            "B", "--yes")
        #expect(named.output == "opal is at opal.attacker.example, with the variables A, B from now on.\n")
    }

    @Test(
        "of several platforms one is held, and the others are done; --yes and a person's yes alike",
        arguments: [true, false])
    func one(yes: Bool) async throws {
        try await LoopbackServer.run(Self.opal) { server in
            var muster = try await made(
                "  opal: { baseURL: \"\(server.url)/v1\", credentials: { token: { env: OPAL_AUTH_TOKEN } } }\n  opal-new: { vendor: opal, baseURL: \"\(server.url)/new/v1\", credentials: { token: { env: GITHUB_TOKEN } } }\n"
            )
            try muster.write(Self.review("opal-new", "other"), to: "campaigns/other.yaml")
            if !yes { muster.ask = { _ in "yes" } }
            let result = try await muster.run(["apply"] + (yes ? ["--yes"] : []))
            #expect(result.code == 3, "\(result.errors)")
            #expect(
                result.output.contains("Applied: 1 created") && result.output.contains("1 held"), "\(result.output)")
            #expect(!server.requests.contains { $0.contains("ghp_CANARY") || $0.contains("/new/") })
            let state = try muster.read("muster.state.json")
            #expect(state.contains("OPAL_AUTH_TOKEN") && !state.contains("opal-new") && !state.contains("GITHUB_TOKEN"))
            #expect(try await muster("state", "platform", "opal-new", "--accept", "--yes").code == 0)
            let rest = try await muster("apply", "--yes")
            #expect(rest.code == 0 && rest.output.contains("Applied: 1 created"), "\(rest.errors)\(rest.output)")
            #expect(server.requests.last?.contains("ghp_CANARY") == true)
        }
    }

    @Test("a platform that moved is held alone too, and is an error of the plan")
    func movedAlone() async throws {
        try await LoopbackServer.run(Self.opal) { server in
            let two = { (path: String) in
                "  opal: { baseURL: \"\(server.url)/v1\", credentials: { token: { env: OPAL_AUTH_TOKEN } } }\n  opal-b: { vendor: opal, baseURL: \"\(path)/v1\", credentials: { token: { env: OPAL_B } } }\n"
            }
            var muster = try await made(two(server.url), review: "opal-b")
            muster.environment["OPAL_B"] = "b-1c0ffee"
            #expect(try await muster("apply", "--yes").code == 0)
            try muster.write(
                Self.review("opal-b", "b2").replacing("SOX", with: "B2"), to: "campaigns/b2.yaml")
            try muster.write(Self.review("opal", "a").replacing("SOX", with: "A"), to: "campaigns/a.yaml")
            try platforms(muster, two("http://localhost:9"))
            let plan = try await muster("plan")
            #expect(plan.code == 1 && plan.errors.hasPrefix("error[M0506]"), "\(plan.errors)")
            let applied = try await muster("apply", "--yes")
            #expect(
                applied.code == 3 && applied.output.contains("Applied: 1 created"), "\(applied.errors)\(applied.output)"
            )
            #expect(applied.output.contains("1 held") && applied.errors.contains("error[M0506]"))
            #expect(try await muster("apply", "--yes").code == 1, "there is nothing but the error")
            let check = try await muster("check", "opal-b")
            #expect(check.code == 1 && check.output.contains("state knows it at"), "\(check.output)")
        }
    }

    @Test("a client id says the host: a tenant's is called, a stranger's is held, another than state's too")
    func clientID() async throws {
        try await LoopbackServer.run({ _ in Self.closed }) { proxy in
            var muster = try await made("  opal: {}\n  conductorone: {}\n", proxy: proxy)
            try muster.write(
                """
                campaign: c1
                name: C1
                due: 2099-01-29
                reviews:
                  conductorone:
                    ownerIds: [ 2NlXc0wPQNbZ8mEZzWYcBlTzRvj ]
                    policyId: 2NlXaVb7CQLwVn5fGXUjvvCNJqE
                    scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
                    scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
                    entitlements: [{ appId: 2NlXc, appEntitlementId: 2NlXd }]

                """, to: "campaigns/c1.yaml")
            muster.environment["CONDUCTORONE_CLIENT_SECRET"] = "c1-1c0ffee"
            muster.environment["CONDUCTORONE_CLIENT_ID"] = "x@evil.example/pcc"
            let only = ["--only", "c1/*", "--yes"]
            let plan = try await muster("plan", "--only", "c1/*")
            #expect(plan.code == 0, "\(plan.errors)")
            #expect(plan.output.contains("The host of `conductorone` is known at apply"), "\(plan.output)")
            let held = try await muster.run(["apply"] + only)
            #expect(held.code == 3 && held.errors.contains("error[M0520]"), "\(held.errors)")
            #expect(held.errors.contains("`evil.example` is not ConductorOne's own host"))
            #expect(proxy.requests == [])
            muster.environment["CONDUCTORONE_CLIENT_ID"] = "x@acme.conductor.one/pcc"
            _ = try await muster.run(["apply"] + only)
            #expect(proxy.requests.first?.hasPrefix("CONNECT acme.conductor.one:443") == true)
            #expect(try muster.read("muster.state.json").contains("acme.conductor.one"))
            let sent = proxy.requests.count
            muster.environment["CONDUCTORONE_CLIENT_ID"] = "x@other.conductor.one/pcc"
            let other = try await muster.run(["apply"] + only)
            #expect(other.code == 1 && other.errors.contains("error[M0506]"), "\(other.errors)")
            #expect(proxy.requests.count == sent)
        }
    }

    // MARK: The saved plan

    @Test("a saved plan binds host and variables, and one of 0.1 is stale", arguments: ["host", "variable", "format"])
    func saved(moves: String) async throws {
        try await LoopbackServer.run(Self.opal) { server in
            var muster = try await made("  opal: { baseURL: \"\(server.url)/v1\" }\n")
            muster.environment["OPAL_OTHER"] = "o-1c0ffee"
            #expect(try await muster("plan", "--out", muster.path("plan.json")).code == 0)
            let reason: String
            switch moves {
            case "host":
                try platforms(muster, "  opal: { baseURL: \"http://127.0.0.1:9/v1\" }\n")
                reason = "`sox/opal` would go to `127.0.0.1:9`, and in the file to `127.0.0.1:\(server.port)`"
            case "variable":
                try platforms(
                    muster,
                    "  opal: { baseURL: \"\(server.url)/v1\", credentials: { token: { env: OPAL_OTHER } } }\n")
                reason =
                    "would have its credential from `OPAL_OTHER` (token), and in the file from `OPAL_AUTH_TOKEN` (token)"
            default:
                let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .appending(path: "Fixtures/0.1.0/planned/plan.json")
                try muster.write(String(contentsOf: fixture, encoding: .utf8), to: "plan.json")
                reason = "it was made by Muster 0.1.0"
            }
            let stale = try await muster("apply", muster.path("plan.json"))
            #expect(stale.code == 6 && stale.errors.hasPrefix("error[M0411]"), "\(stale.errors)")
            #expect(stale.errors.contains(reason) && stale.errors.contains("make the plan anew"), "\(stale.errors)")
            #expect(server.requests == [])
            if moves == "format" { return }
            #expect(try await muster("plan", "--out", muster.path("plan.json")).code == 0)
            let again = try await muster("apply", muster.path("plan.json"))
            #expect(again.code == (moves == "host" ? 3 : 0), "\(again.errors)")
        }
    }

    @Test("a saved plan of what is held is applied once it is accepted")
    func savedThenAccepted() async throws {
        try await LoopbackServer.run(Self.opal) { server in
            let muster = try await made(
                "  opal: { baseURL: \"\(server.url)/v1\", credentials: { token: { env: GITHUB_TOKEN } } }\n")
            #expect(try await muster("plan", "--out", muster.path("plan.json")).code == 0)
            #expect(try await muster("apply", muster.path("plan.json")).code == 3)
            #expect(server.requests == [])
            #expect(try await muster("state", "platform", "opal", "--accept", "--yes").code == 0)
            let applied = try await muster("apply", muster.path("plan.json"))
            #expect(applied.code == 0 && applied.output.contains("1 created"), "\(applied.errors)")
        }
    }

    @Test("JSON says host, whose it is and variables, of what opens later too; the reference has each member")
    func json() async throws {
        let muster = try await made(Self.stranger)
        try muster.write(
            Self.review("opal", "later").replacing("due:", with: "opens: 2099-01-02\ndue:").replacing("SOX", with: "L"),
            to: "campaigns/later.yaml")
        let plan = try await muster("plan", "--format", "json")
        let entries = try #require(try JSONReader.read(Array(plan.output.utf8))["entries"]?.arrayValue)
        #expect(entries.map { $0["action"]?.stringValue } == ["upcoming", "create"])
        let page = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Sources/Commands/Commands.docc/Plan.md"), encoding: .utf8)
        for entry in entries {
            #expect(entry["host"] == "opal.attacker.example" && entry["hostOwner"] == "other")
            #expect(entry["variables"] == ["token": "GITHUB_TOKEN"] && entry["heldUntilAccepted"] == true)
            for member in entry.objectValue?.members ?? [] {
                #expect(page.contains("`\(member.key)`"), "\(member.key)")
            }
        }
        for format in ["text", "markdown", "github", "sarif", "gitlab", "junit"] {
            let shown = try await muster("plan", "--format", format)
            #expect(shown.output.contains("GITHUB") || shown.errors.contains("GITHUB_TOKEN"), "\(format)")
        }
        let markdown = try await muster("plan", "--format", "markdown", "--max-bytes", "2000").output
        #expect(markdown.contains("### Where it goes") && markdown.contains("1 to create, 1 upcoming"), "\(markdown)")
    }

    // MARK: By hand

    @Test(
        "what is accepted by hand is checked",
        arguments: [
            ["--host", "https://a.example"], ["--host", "a.example/v1"], ["--host", ""], ["--host", "-x"],
            ["--variable", "A-B"], ["--variable", "9A"], ["--variable", ""], ["--variable", "MUSTER_GIT_TOKEN"],
        ])
    func refused(arguments: [String]) async throws {
        let muster = try await made("  opal: {}\n")
        await #expect(throws: (any Error).self) {
            try await muster.run(["state", "platform", "opal", "--accept", "--yes"] + arguments)
        }
    }

    @Test("it needs --accept, a person, and a platform that is named or a host")
    func asks() async throws {
        var muster = try await made(Self.stranger)
        await #expect(throws: (any Error).self) { try await muster("state", "platform", "opal", "--host", "a.example") }
        #expect(try await muster("state", "platform", "opal", "--accept").code == 64)
        let unknown = try await muster("state", "platform", "nosuch", "--accept", "--yes")
        #expect(unknown.code == 1 && unknown.errors.contains("--accept --host HOST"), "\(unknown.errors)")
        let shown = try await muster("state", "platform", "opal")
        #expect(shown.output.contains("opal was never applied to, so state knows no host.\n"))
        #expect(
            shown.output.contains(
                "opal.attacker.example (not Opal's own host), with the variables GITHUB_TOKEN"), "\(shown.output)")
        #expect(shown.output.contains(Self.accept))
        let asked = Asked()
        muster.ask = { question in
            asked.note(question)
            return "no"
        }
        #expect(try await muster("state", "platform", "opal", "--accept").code != 0)
        #expect(
            asked.text.contains(
                "credentials may go to `opal.attacker.example` (not Opal's own host), from the variables GITHUB_TOKEN"),
            "\(asked.text)")
        #expect(try await muster("plan").errors.contains("M0520"), "a no is a no")
    }

    @Test("Muster's own variables are no credentials")
    func reserved() async throws {
        var muster = try CommandRun(baseURL: "http://127.0.0.1:9/v1")
        muster.environment["MUSTER_GIT_TOKEN"] = "x"
        try muster.write(
            Self.project("  opal: { credentials: { token: { env: MUSTER_GIT_TOKEN } } }\n"), to: "muster.yaml")
        let validated = try await muster("validate")
        #expect(validated.code == 1 && validated.errors.hasPrefix("error[M0315]"), "\(validated.errors)")
        #expect(validated.errors.contains("muster.yaml:3:40") && validated.errors.contains("such as `OPAL_TOKEN`"))
    }

    // MARK: What was there before

    @Test("what 0.1 applied is planned without a warning, and the next apply notes the variables")
    func before() async throws {
        try await LoopbackServer.run(Self.opal) { server in
            let muster = try await made(
                "  opal: { baseURL: \"\(server.url)/v1\", credentials: { token: { env: GITHUB_TOKEN } } }\n")
            // As 0.1 left it: the host alone.
            let state = try muster.read("muster.state.json")
            let old = state.replacing(
                "\"platforms\": {}",
                with: "\"platforms\": {\n    \"opal\": {\n      \"host\": \"127.0.0.1:\(server.port)\"\n    }\n  }"
            ).replacing("muster.state/2", with: "muster.state/1")
            let end = try #require(old.range(of: "  \"digest\""))
            let before = old[..<end.lowerBound]
            try muster.write(
                before + "  \"digest\": \"\(CanonicalJSON.digest(Array((before + "  \"digest\": ").utf8)[...]))\"\n}\n",
                to: "muster.state.json")
            let plan = try await muster("plan")
            #expect(plan.code == 0 && plan.errors == "", "\(plan.errors)")
            let applied = try await muster("apply", "--yes")
            #expect(applied.code == 0, "\(applied.errors)")
            #expect(try muster.read("muster.state.json").contains("\"GITHUB_TOKEN\""))
            try platforms(
                muster, "  opal: { baseURL: \"\(server.url)/v1\", credentials: { token: { env: NPM_TOKEN } } }\n")
            #expect(try await muster("plan").errors.contains("`NPM_TOKEN` is no variable of Opal's"))
        }
    }
}

/// What a person was asked.
private final class Asked: Sendable {
    private let questions = Mutex("")

    var text: String { questions.withLock { $0 } }

    func note(_ question: String) { questions.withLock { $0 += question } }
}
