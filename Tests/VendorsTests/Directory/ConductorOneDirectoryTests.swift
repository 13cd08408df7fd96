import Campaigns
import JSON
import Testing

@testable import Vendors

@Suite("ConductorOne's people and things by name") struct ConductorOneDirectoryTests {
    private let admin = DirectoryName(.entitlement, "Admin", app: "NetSuite")

    private static func list(_ items: [JSONValue], next: JSONValue = "") -> Answer {
        DirectoryRun.ok(["list": .array(items), "nextPageToken": next])
    }

    private static func app(_ id: String, _ name: String = "NetSuite", deleted: JSONValue = .null) -> JSONValue {
        ["id": .string(id), "displayName": .string(name), "deletedAt": deleted]
    }

    private static func entitlement(_ id: String, _ name: String = "Admin", app: String = "a1") -> JSONValue {
        [
            "appEntitlement": [
                "id": .string(id), "appId": .string(app), "displayName": .string(name), "deletedAt": .null,
            ]
        ]
    }

    private func finding(_ name: DirectoryName, _ items: JSONValue...) throws -> DirectoryFinding {
        try #require(DirectoryRun([name], at: .conductorone) { _ in Self.list(items) }.findings[name])
    }

    @Test("one search a name; an app is searched for once, before what is named within it") func searches() {
        let names: Set = [
            admin, DirectoryName(.entitlement, "Viewer", app: "NetSuite"), DirectoryName(.app, "NetSuite"),
            DirectoryName(.resourceType, "Role", app: "NetSuite"), DirectoryName(.user, "dana@acme.example"),
            DirectoryName(.policy, "Yearly"),
        ]
        let run = DirectoryRun(names, at: .conductorone) { read in
            switch (read.path, read.body?["displayName"]) {
            case ("/api/v1/search/apps", _): Self.list([Self.app("a0", "NETSUITE"), Self.app("a1")])
            case ("/api/v1/search/entitlements", "Admin"?): Self.list([Self.entitlement("e1")])
            case ("/api/v1/search/entitlements", _):
                read.body?["pageToken"] == nil
                    ? Self.list([], next: "t") : Self.list([Self.entitlement("e2", "Viewer")])
            case ("/api/v1/search/app_resource_types", _):
                Self.list([["id": "r1", "appId": "a1", "displayName": "Role"]])
            case ("/api/v1/search/users", _):
                Self.list([["user": ["id": "u1", "email": "dana@acme.example", "status": "ENABLED"]]])
            default: Self.list([["id": "p1", "displayName": "Yearly", "policyType": "POLICY_TYPE_CERTIFY"]])
            }
        }
        #expect(
            run.lines == [
                #"POST /api/v1/search/apps {"displayName":"NetSuite","pageSize":25}"#,
                #"POST /api/v1/search/policies {"displayName":"Yearly","policyTypes":["POLICY_TYPE_CERTIFY"],"pageSize":25}"#,
                #"POST /api/v1/search/users {"email":"dana@acme.example","pageSize":25}"#,
                #"POST /api/v1/search/entitlements {"displayName":"Admin","appIds":["a1"],"pageSize":10}"#,
                #"POST /api/v1/search/entitlements {"displayName":"Viewer","appIds":["a1"],"pageSize":10}"#,
                #"POST /api/v1/search/app_resource_types {"displayName":"Role","appIds":["a1"],"pageSize":25}"#,
                #"POST /api/v1/search/entitlements {"displayName":"Viewer","appIds":["a1"],"pageSize":10,"pageToken":"t"}"#,
            ])
        #expect(run.findings[admin] == .found(DirectoryItem(id: "e1", appID: "a1", displayName: "Admin")))
        #expect(run.findings.values.compactMap(\.foundID).sorted() == ["a1", "e1", "e2", "p1", "r1", "u1"])
        #expect(Set(run.findings.keys) == names)
    }

    @Test("what is named within an app that isn't found, or twice, isn't either") func noApp() {
        func run(_ apps: [JSONValue]?) -> DirectoryFinding? {
            DirectoryRun([admin], at: .conductorone) { _ in apps.map { Self.list($0) } }.findings[admin]
        }
        #expect(run([]) == DirectoryFinding.none(nearest: []))
        #expect(run([Self.app("a0", "Netsuite")]) == DirectoryFinding.none(nearest: ["Netsuite/Admin"]))
        #expect(run([Self.app("a1"), Self.app("a2")])?.severalIDs == ["a1", "a2"])
        #expect(run(nil) == .incomplete("the network is down"))
    }

    @Test("what is named within an app that was deleted is of no use either, and that in another app is no answer")
    func within() {
        func run(_ app: JSONValue, _ item: JSONValue) -> DirectoryFinding? {
            DirectoryRun([admin], at: .conductorone) { Self.list($0.path.hasSuffix("apps") ? [app] : [item]) }
                .findings[admin]
        }
        #expect(
            run(Self.app("a1", deleted: "2026-01-02T03:04:05Z"), Self.entitlement("e1"))?.absence
                == "belongs to an app that was deleted (deletedAt 2026-01-02T03:04:05Z)")
        #expect(
            run(Self.app("a1"), Self.entitlement("e1", "Administrator"))
                == DirectoryFinding.none(nearest: []))
        #expect(run(Self.app("a1"), Self.entitlement("e1", "admin")) == .none(nearest: ["NetSuite/admin"]))
        #expect(run(Self.app("a1"), Self.entitlement("e1", app: "a2"))?.reason != nil)
    }

    @Test(
        "who isn't enabled is found, and the reason says so",
        arguments: [
            ("ENABLED", .null, nil), ("DISABLED", .null, "is disabled (status DISABLED)"),
            ("DELETED", .null, "was deleted (status DELETED)"), ("UNKNOWN", .null, "is not enabled (status UNKNOWN)"),
            (.null, .null, "shows no status"),
            ("ENABLED", "2026-01-02T03:04:05Z", "was deleted (deletedAt 2026-01-02T03:04:05Z)"),
        ] as [(JSONValue, JSONValue, String?)])
    func users(status: JSONValue, deleted: JSONValue, absence: String?) throws {
        let user: JSONValue = [
            "user": ["id": "u1", "email": "dana@acme.example", "status": status, "deletedAt": deleted]
        ]
        let found = try finding(DirectoryName(.user, "dana@acme.example"), user)
        #expect(found.foundID == "u1")
        #expect(found.absence == absence)
    }

    @Test("a user is known by the one address, and not by those of accounts") func addresses() throws {
        let user: JSONValue = [
            "user": ["id": "u1", "email": "dana.r@acme.example", "emails": ["dana@acme.example"], "status": "ENABLED"]
        ]
        #expect(try finding(DirectoryName(.user, "dana@acme.example"), user).foundID == nil)
        #expect(try finding(DirectoryName(.user, "DANA.R@acme.example"), user).nearest == ["dana.r@acme.example"])
    }

    @Test("only a policy for reviews is one") func policies() throws {
        func policy(_ id: String, _ type: String) -> JSONValue {
            ["id": .string(id), "displayName": "Yearly", "policyType": .string(type)]
        }
        let yearly = DirectoryName(.policy, "Yearly")
        #expect(
            try finding(yearly, policy("p1", "POLICY_TYPE_GRANT"), policy("p2", "POLICY_TYPE_CERTIFY")).foundID == "p2")
        #expect(try finding(yearly, policy("p1", "POLICY_TYPE_GRANT")) == DirectoryFinding.none(nearest: []))
    }

    @Test("a name that isn't ASCII is searched for in each of its forms") func forms() {
        let name = DirectoryName(.app, "Caf\u{E9}")
        var sent: [Int] = []
        let run = DirectoryRun([name], at: .conductorone) { read in
            let text = read.body?["displayName"]?.stringValue ?? ""
            sent.append(text.utf8.count)
            return Self.list(text.utf8.count == 6 ? [Self.app("a1", "Cafe\u{301}")] : [])
        }
        #expect(sent == [5, 6])
        #expect(run.findings[name]?.foundID == "a1")
        let both = DirectoryRun([name], at: .conductorone) { _ in Self.list([Self.app("a1", "Caf\u{E9}")]) }
        #expect(both.findings[name]?.foundID == "a1", "the same item twice is one")
    }

    @Test(
        "what ConductorOne doesn't document concludes nothing",
        arguments: [
            [:], [], ["list": [:]], ["list": [7]], ["list": [["displayName": "NetSuite"]]],
            ["list": [["id": "../x", "displayName": "NetSuite"]]], ["list": [["id": "a1", "displayName": 1]]],
            ["list": [], "nextPageToken": 1], ["list": [["id": "a1", "displayName": "NetSuite", "deletedAt": 1]]],
        ] as [JSONValue])
    func undocumented(body: JSONValue) {
        let name = DirectoryName(.app, "NetSuite")
        let run = DirectoryRun([name], at: .conductorone) { _ in DirectoryRun.ok(body) }
        #expect(run.findings[name]?.reason == "page 1 of the answer is not what the vendor documents")
    }

    @Test(
        "an empty list may be null, or left out beside its token",
        arguments: [
            ["list": .null, "nextPageToken": ""], ["nextPageToken": ""], ["list": []],
        ] as [JSONValue])
    func empty(body: JSONValue) {
        let name = DirectoryName(.app, "NetSuite")
        let run = DirectoryRun([name], at: .conductorone) { _ in DirectoryRun.ok(body) }
        #expect(run.findings[name] == DirectoryFinding.none(nearest: []))
    }
}
