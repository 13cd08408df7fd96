import Campaigns
import JSON
import Support
import Testing

@testable import Vendors

@Suite("Opal's people and things by name") struct OpalDirectoryTests {
    private let dana = DirectoryName(.user, "dana@acme.example")

    private static func user(_ number: Int, _ email: String, _ status: JSONValue? = nil) -> JSONValue {
        var user: JSONObject = [
            "user_id": .string(DirectoryRun.id(number)), "email": .string(email), "full_name": "Dana Reyes",
            "first_name": "Dana", "last_name": "Reyes", "position": "Lead",
        ]
        user["hr_idp_status"] = status
        return .object(user)
    }

    private static func results(_ items: [JSONValue], next: JSONValue = .null) -> Answer {
        DirectoryRun.ok(["results": .array(items), "next": next, "previous": .null])
    }

    @Test("each kind is read as it is documented: apps at once, others by name and page by page") func reads() {
        let names = (DirectoryName.Kind.allCases).filter { OpalDirectory().kinds.contains($0) }.map {
            DirectoryName($0, "N & M")
        }
        let run = DirectoryRun(Set(names), at: .opal) { read in
            let kind = read.path.dropFirst().dropLast()
            if read.path == "/user" { return DirectoryRun.ok(Self.user(7, "N & M")) }
            if read.path == "/apps" {
                return DirectoryRun.ok(["apps": [["app_id": .string(DirectoryRun.id(1)), "name": "N & M"]]])
            }
            if !read.query.contains(where: { $0.name == "cursor" }) { return Self.results([], next: "c=1") }
            return Self.results([
                ["\(kind)_id": .string(DirectoryRun.id(2)), "name": "N & M"],
                ["\(kind)_id": .string(DirectoryRun.id(3)), "name": "N & M 2"],
                ["\(kind)_id": .string(DirectoryRun.id(4))],
            ])
        }
        #expect(
            run.lines == [
                "GET /apps", "GET /groups?group_name=N & M&page_size=200", "GET /owners?name=N & M&page_size=200",
                "GET /resources?resource_name=N & M&page_size=200", "GET /user?email=N & M",
                "GET /groups?group_name=N & M&page_size=200&cursor=c=1",
                "GET /owners?name=N & M&page_size=200&cursor=c=1",
                "GET /resources?resource_name=N & M&page_size=200&cursor=c=1",
            ])
        #expect(names.map { run.findings[$0]?.foundID } == [7, 1, 2, 2, 2].map { DirectoryRun.id($0) })
    }

    @Test("who isn't at /user, or by another spelling, is looked for among all users, once for all") func confirmed()
        throws
    {
        let others = ["eli@acme.example", "fay@acme.example"].map { DirectoryName(.user, $0) }
        let run = DirectoryRun(Set([dana] + others), at: .opal) { read in
            switch (read.path, read.query.first?.value) {
            case ("/users", _):
                read.query.count == 1
                    ? Self.results([Self.user(1, "Dana@acme.example")], next: "1")
                    : Self.results([Self.user(2, "eli@acme.example")])
            case (_, "dana@acme.example"?): DirectoryRun.ok(Self.user(1, "Dana@acme.example"))
            default: Answer(status: 404)
            }
        }
        #expect(
            run.lines == [
                "GET /user?email=dana@acme.example", "GET /user?email=eli@acme.example",
                "GET /user?email=fay@acme.example", "GET /users?page_size=1000", "GET /users?page_size=1000&cursor=1",
            ])
        #expect(run.findings[dana] == DirectoryFinding.none(nearest: ["Dana@acme.example"]))
        #expect(try run.findings[others.at(0)]?.foundID == DirectoryRun.id(2))
        #expect(try run.findings[others.at(1)]?.nearest == [])
    }

    @Test("a 404 concludes nothing by itself, and nothing at all of a list") func absent() {
        let group = DirectoryName(.group, "Ops")
        let run = DirectoryRun([dana, group], at: .opal) { _ in Answer(status: 404) }
        #expect(run.findings[dana]?.reason != nil)
        #expect(run.findings[group]?.reason != nil)
    }

    @Test(
        "who is not active is found, and the reason says so",
        arguments: [
            (nil, nil), ("ACTIVE", nil), ("SUSPENDED", "is suspended (hr_idp_status SUSPENDED)"),
            ("DEPROVISIONED", "is deprovisioned (hr_idp_status DEPROVISIONED)"),
            ("DELETED", "was deleted (hr_idp_status DELETED)"),
            ("NOT_FOUND", "is not in the identity provider (hr_idp_status NOT_FOUND)"),
            ("ON_LEAVE", "is not active (hr_idp_status ON_LEAVE)"),
        ] as [(JSONValue?, String?)])
    func status(status: JSONValue?, absence: String?) {
        let run = DirectoryRun([dana], at: .opal) { _ in
            DirectoryRun.ok(Self.user(1, "dana@acme.example", status))
        }
        let item = DirectoryItem(id: DirectoryRun.id(1), displayName: "Dana Reyes", absence: absence)
        #expect(run.findings[dana] == .found(item))
    }

    @Test("two groups of one name are several; each answer that isn't Opal's concludes nothing") func lists() {
        let ops = DirectoryName(.group, "Ops")
        func group(_ id: JSONValue, _ name: JSONValue = "Ops") -> JSONValue { ["group_id": id, "name": name] }
        func finding(_ body: JSONValue) -> DirectoryFinding? {
            DirectoryRun([ops], at: .opal) { _ in DirectoryRun.ok(body) }.findings[ops]
        }
        let (one, two) = (JSONValue.string(DirectoryRun.id(1)), JSONValue.string(DirectoryRun.id(2)))
        #expect(
            finding(["results": [group(two), group(one)]])?.severalIDs == [DirectoryRun.id(1), DirectoryRun.id(2)])
        #expect(finding(["results": .null])?.nearest == [], "Go writes an empty list as null")
        for body: JSONValue in [
            [:], [], ["groups": []], ["results": [group("ops")]], ["results": [group(one, 7)]],
            ["results": [["name": "Ops"]]], ["results": [], "next": 5],
        ] {
            #expect(finding(body)?.reason != nil, "\(body)")
        }
        for body: JSONValue in [[:], ["results": []], ["apps": [["app_id": one]]], ["apps": 1]] {
            let app = DirectoryName(.app, "Okta")
            let run = DirectoryRun([app], at: .opal) { _ in DirectoryRun.ok(body) }
            #expect(run.findings[app]?.reason != nil, "\(body)")
        }
        for body: JSONValue in [[:], ["user_id": one], ["user_id": "x", "email": "dana@acme.example"]] {
            #expect(DirectoryRun([dana], at: .opal) { _ in DirectoryRun.ok(body) }.findings[dana]?.reason != nil)
        }
    }
}
