import Campaigns
import JSON
import Testing

@testable import Vendors

@Suite("Cakewalk's users and apps by name") struct CakewalkDirectoryTests {
    private let dana = DirectoryName(.user, "dana@acme.example")
    private static let links: JSONValue = ["self": "/api/v1/OpenApiBFF/Users", "next": .null]

    private static func user(_ number: Int, _ email: String, _ status: JSONValue = "Active") -> JSONValue {
        [
            "id": .string(DirectoryRun.id(number)), "name": "N", "email": .string(email), "statusId": 2,
            "statusName": status,
        ]
    }

    private static func page(_ data: [JSONValue], next: JSONValue = .null) -> Answer {
        DirectoryRun.ok(["data": .array(data), "links": ["self": "/api/v1/OpenApiBFF/Users", "next": next]])
    }

    private func finding(_ answer: Answer) throws -> DirectoryFinding {
        try #require(DirectoryRun([dana], at: .cakewalk) { _ in answer }.findings[dana])
    }

    @Test("one pass finds all users, and one all apps, by the cursor alone whatever the link's path and parameter")
    func onePass() {
        let names: Set = [
            dana, DirectoryName(.user, "eli@acme.example"), DirectoryName(.app, "NetSuite"),
            DirectoryName(.app, "netsuite"),
        ]
        let run = DirectoryRun(names, at: .cakewalk) { read in
            if read.path == "/api/v1/WorkApps" {
                return DirectoryRun.ok([
                    "data": [["id": .string(DirectoryRun.id(9)), "name": "NetSuite", "statusName": "Managed"]],
                    "links": ["self": ""],
                ])
            }
            switch read.query.first?.value {
            case nil:
                return Self.page(
                    [Self.user(1, "x@acme.example")], next: "/api/v1/OpenApiBFF/Users?cursor=cGFnZU51bWJlcj0xJg==")
            case "cGFnZU51bWJlcj0xJg=="?:
                return Self.page(
                    [Self.user(2, "dana@acme.example")], next: "https://evil.example/x?page%5Bcursor%5D=a%2Bb")
            default: return Self.page([Self.user(3, "eli@acme.example")], next: "")
            }
        }
        #expect(
            run.lines == [
                "GET /api/v1/WorkApps", "GET /api/v1/Users", "GET /api/v1/Users?cursor=cGFnZU51bWJlcj0xJg==",
                "GET /api/v1/Users?cursor=a+b",
            ])
        #expect(run.findings[dana]?.foundID == DirectoryRun.id(2))
        #expect(run.findings[DirectoryName(.user, "eli@acme.example")]?.foundID == DirectoryRun.id(3))
        #expect(run.findings[DirectoryName(.app, "NetSuite")]?.foundID == DirectoryRun.id(9))
        #expect(run.findings[DirectoryName(.app, "netsuite")]?.nearest == ["NetSuite"])
    }

    @Test(
        "the cursor is taken out of a link, and a link without one is none",
        arguments: [
            ("/x?cursor=abc", "abc"), ("/x?page[cursor]=abc", "abc"), ("/x?page%5Bcursor%5D=abc%3D", "abc="),
            ("/x?after=abc", "abc"), ("/x?pageSize=100&Cursor=a+b==", "a+b=="), ("/x?cursor=abc#top", "abc"),
            ("/x", nil), ("abc", nil), ("/x?", nil), ("/x?cursor=", nil), ("/x?page=2&size=100", nil),
            ("/x?cursor=a&page[cursor]=b", nil), ("/x?cursor=%zz", nil), ("/x?cursor=%FF", nil),
        ] as [(String, String?)])
    func cursors(link: String, cursor: String?) { #expect(CakewalkDirectory.cursor(in: link) == cursor) }

    @Test(
        "who isn't active is found, and the reason says so",
        arguments: [
            ("Active", nil), ("Invited", "has not accepted the invitation (statusName Invited)"),
            ("Off\nboarded", "is not active (statusName Off boarded)"), (.null, "shows no statusName"),
        ] as [(JSONValue, String?)])
    func status(status: JSONValue, absence: String?) throws {
        let found = try finding(Self.page([Self.user(1, "dana@acme.example", status)]))
        #expect(found.foundID == DirectoryRun.id(1))
        #expect(found.absence == absence)
    }

    @Test("two users with one address are several, be one of them not active") func several() throws {
        let found = try finding(
            Self.page([Self.user(1, "dana@acme.example"), Self.user(2, "dana@acme.example", "Invited")]))
        #expect(found.severalIDs == [DirectoryRun.id(1), DirectoryRun.id(2)])
    }

    @Test(
        "what Cakewalk doesn't document concludes nothing",
        arguments: [
            [:], [], ["data": []], ["data": .null, "links": links], ["data": [:], "links": links],
            ["data": [], "links": []], ["data": [], "links": ["next": 7]], ["data": [], "links": ["next": "/Users"]],
            ["data": [7], "links": links], ["data": [["email": "dana@acme.example"]], "links": links],
            ["data": [["id": "../x", "email": "dana@acme.example"]], "links": links],
            ["data": [["id": .string(DirectoryRun.id(1)), "email": ["dana@acme.example"]]], "links": links],
        ] as [JSONValue])
    func undocumented(body: JSONValue) throws {
        #expect(try finding(DirectoryRun.ok(body)).reason == "page 1 of the answer is not what the vendor documents")
    }

    @Test("a user without an address is nobody's") func noAddress() throws {
        let users: [JSONValue] = [["id": .string(DirectoryRun.id(1)), "email": .null]]
        #expect(try finding(Self.page(users)).nearest == [])
    }
}
