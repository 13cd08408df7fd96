import Calendars
import Campaigns
import Foundation
import JSON
import Sandbox
import State
import Support
import Testing

/// Whoever can write to state can't have another call made than its kind makes.
@Suite("State that someone forged")
struct ForgedStateTests {
    private static let uuid = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"
    private static let blocks = [
        "opal": """
          opal:
            reviewer_assignment_policy: BY_MANAGER
            time_zone: UTC
            send_reviewer_assignment_notification: false
            self_review_allowed: false
            uar_scope: { tags: [{ key: a, value: b }] }
        """,
        "cakewalk": """
          cakewalk: { accessReviewType: Manager, createdByUserId: \(uuid), workAppIds: all }
        """,
        "conductorone": """
          conductorone:
            ownerIds: [2NlXa]
            policyId: 2NlXb
            scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
            scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
            entitlements: [{ appId: 2NlXc, appEntitlementId: 2NlXd }]
            reviewInstructions: Look twice.
        """,
    ]

    /// What is changed in what could have been begun, and what a plan says of it.
    struct Forgery: Sendable, CustomTestStringConvertible {
        let name: String
        let platform: String
        let says: String
        let change: @Sendable (inout Intent) -> Void

        var testDescription: String { name }

        init(_ name: String, _ platform: String, says: String, _ change: @escaping @Sendable (inout Intent) -> Void) {
            (self.name, self.platform, self.says, self.change) = (name, platform, says, change)
        }
    }

    private static let forgeries = [
        Forgery("path", "opal", says: "its create call goes to `/groups/PROD/users/ATTACKER`") {
            $0.calls[ifThere: 0]?.path = "/groups/PROD/users/ATTACKER"
        },
        Forgery("member", "opal", says: "in its create call `users` is none of its members") {
            $0.calls[ifThere: 0]?.set("users", ["ATTACKER"])
        },
        Forgery("inner", "opal", says: "`uar_scope.everything` is none of its members") {
            $0.calls[ifThere: 0]?.set("uar_scope", ["everything": true])
        },
        Forgery("method", "opal", says: "its create call is a GET") { $0.calls[ifThere: 0]?.method = .get },
        Forgery("type", "cakewalk", says: "`workAppIds` can't be a string") {
            $0.calls[ifThere: 0]?.set("workAppIds", "all")
        },
        Forgery("extra", "cakewalk", says: "cakewalk.access-review has no settings call") {
            $0.calls.append(Call(step: .settings, path: "/api/v1/Users", body: ["email": "a@example.com"]))
        },
        Forgery("other-kind", "cakewalk", says: "`cakewalk` is at Cakewalk, which has no opal.request") {
            $0.kind = .opalRequest
        },
        Forgery("name", "opal", says: "its `name` is not the name that it was begun under") {
            $0.calls[ifThere: 0]?.set("name", "Another")
        },
        Forgery("date", "opal", says: "its `deadline` is not when it was begun to be due") {
            $0.calls[ifThere: 0]?.set("deadline", "2098-12-29T23:59:59Z")
        },
        Forgery("host", "opal", says: "it was begun at `elsewhere.example`") { $0.host = "elsewhere.example" },
        Forgery("steps", "conductorone", says: "a scope call stands behind its settings call") {
            $0.calls.swapAt(1, 2)
        },
        Forgery("wider", "conductorone", says: "`scopeV2` is another in its scope call than in its create call") {
            $0.calls[ifThere: 1]?.set("scopeV2", ["appAccess": [:]])
        },
        Forgery("id", "conductorone", says: "its id is none that stands in a path as it is") {
            $0.progress = .made(vendorID: "../x", at: $0.begun, done: [.create], stopped: nil)
        },
        Forgery("dots", "conductorone", says: "its id is none that stands in a path as it is") {
            $0.progress = .made(vendorID: "..", at: $0.begun, done: [.create], stopped: nil)
        },
        Forgery("undone", "conductorone", says: "the steps that are done are not the first of its calls") {
            $0.progress = .made(vendorID: "2NlX", at: $0.begun, done: [], stopped: nil)
        },
    ]

    private func campaign(_ name: String, _ platforms: [String]) -> String {
        "campaign: \(name)\nname: Review \(name)\ndue: 2098-12-28\nreviews:\n"
            + platforms.compactMap { Self.blocks[$0] }.joined(separator: "\n") + "\n"
    }

    @Test("has nothing sent for it but reads, whatever was forged; everything else goes on, and the plan says so")
    func forged() async throws {
        let vendors = try SandboxVendors(clock: SystemClock())
        let server = try await SandboxServer(port: 0, vendors: vendors)
        let serving = Task { try await server.run() }
        defer { serving.cancel() }
        let muster = try project(server.port)
        try await forge(muster, at: server.port)

        let plan = try muster("plan")
        #expect(plan.code == 1)
        let text = plan.output + plan.errors
        for forgery in Self.forgeries {
            #expect(text.contains("nothing is sent for `\(forgery.name)/\(forgery.platform)`"), "\(forgery.name)")
            #expect(plan.output.contains(forgery.says), "\(forgery.name)")
        }
        #expect(plan.output.contains("Plan: 3 to create, \(Self.forgeries.count) to resume, 0 unchanged."))
        let recover = try muster("recover", "path/opal")
        #expect(recover.output.contains("Nothing is sent for it, since"), "\(recover.output)")
        #expect(!(recover.output + text).contains("forget path/opal"), "what was lost may still have its effect")

        let applied = try muster("apply", "--yes")
        #expect(applied.code == 4, "\(applied.output)\(applied.errors)")
        #expect(
            applied.output.contains("Applied: 3 created, 0 resumed, 0 failed, \(Self.forgeries.count) unknown"),
            "\(applied.output)\(applied.errors)")
        let posts = await vendors.requests.filter { $0.method != "GET" && !$0.path.hasSuffix("/token") }
        for post in posts {
            let body = String(decoding: post.body, as: UTF8.self)
            #expect(
                body.contains("Review honest") || post.path.contains("/2Sandbox"), "\(post.method) \(post.path) \(body)"
            )
        }
        #expect(posts.count == 5, "\(posts.map(\.path))")
        for request in await vendors.requests {
            #expect(!request.path.contains(".."), "\(request.path)")
            #expect(!request.path.contains("ATTACKER"), "\(request.path)")
        }
        let again = try muster("apply", "--yes")
        #expect(again.code == 4)
        #expect(await vendors.requests.filter { $0.method != "GET" && !$0.path.hasSuffix("/token") }.count == 5)
    }

    private func project(_ port: Int) throws -> Muster {
        var muster = try Muster()
        let platforms = SandboxServer.platformsBlock(port: port).replacing(" }", with: ", settle: 1s }")
        try muster.write("version: 1\n\(platforms)", to: "muster.yaml")
        try muster.write(campaign("honest", ["opal", "cakewalk", "conductorone"]), to: "campaigns/honest.yaml")
        for forgery in Self.forgeries {
            try muster.write(campaign(forgery.name, [forgery.platform]), to: "campaigns/\(forgery.name).yaml")
        }
        muster.environment = [
            "CAKEWALK_API_KEY": "key", "CAKEWALK_API_SECRET": "secret", "OPAL_AUTH_TOKEN": "token",
            "CONDUCTORONE_CLIENT_ID": "quiet-fox-1@acme.conductor.one/pcc", "CONDUCTORONE_CLIENT_SECRET": "plain",
        ]
        #expect(try muster("init").code == 0)
        return muster
    }

    /// Has state know of everything but the honest campaign as begun by an earlier run, and changes each.
    private func forge(_ muster: Muster, at port: Int) async throws {
        let plan = try JSONReader.read(Array(try muster("plan", "--format", "json").output.utf8))
        let lineage = try #require(plan["lineage"]?.stringValue)
        let store = LocalStateStore(
            path: muster.folder.appending(path: "muster.state.json").path, clock: SystemClock())
        let session = try await store.open(
            expecting: StateIdentity(world: .real, lineage: lineage), holder: "a test", lockTimeout: 0)
        let host = "127.0.0.1:\(port)"
        for platform in Self.blocks.keys {
            try await session.record([.platform(name: platform, identity: .init(host: host))])
        }
        for entry in plan["entries"]?.arrayValue ?? [] {
            let address = try #require(entry["address"]?.stringValue.flatMap { Address($0) })
            guard let forgery = Self.forgeries.first(where: { $0.name == address.campaign }) else { continue }
            var intent = Intent(
                attempt: String(repeating: "a", count: 32), address: address, platform: forgery.platform, host: host,
                kind: try #require(entry["kind"]?.stringValue.flatMap(Kind.init(rawValue:))),
                name: try #require(entry["name"]?.stringValue),
                due: try #require(entry["due"]?.stringValue.flatMap(Instant.init(rfc3339:))),
                begun: Instant(seconds: 1_700_000_000), calls: try #require([Call](json: entry["calls"] ?? [])),
                namesakes: forgery.platform == "cakewalk" ? nil : [])
            forgery.change(&intent)
            try await session.record([.intended(intent)])
        }
        try await session.close()
    }
}

extension Call {
    fileprivate mutating func set(_ key: String, _ value: JSONValue) {
        guard var object = body.objectValue else { return }
        object[key] = value
        body = .object(object)
    }
}
