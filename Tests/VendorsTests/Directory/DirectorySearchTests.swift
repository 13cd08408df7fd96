import Campaigns
import JSON
import Support
import Testing

@testable import Vendors

@Suite("A search for names") struct DirectorySearchTests {
    private let dana = DirectoryName(.user, "dana@acme.example")

    private static func users(_ users: [(Int, String)], next: String? = nil) -> Answer {
        DirectoryRun.ok([
            "data": .array(
                users.map { ["id": .string(DirectoryRun.id($0.0)), "email": .string($0.1), "statusName": "Active"] }),
            "links": ["next": next.map { .string("/x?cursor=\($0)") } ?? .null],
        ])
    }

    private func finding(_ names: DirectoryName..., answer: (DirectoryRead) -> Answer?) throws -> DirectoryFinding {
        try #require(DirectoryRun(Set(names), at: .cakewalk, answer: answer).findings[names.at(0)])
    }

    @Test("a page that fails concludes nothing, whatever was on those before it") func failed() throws {
        let found = try finding(dana) { read in
            read.query.isEmpty ? Self.users([(1, "dana@acme.example")], next: "1") : nil
        }
        #expect(found == .incomplete("the network is down"))
    }

    @Test("a cursor that comes again leads nowhere") func loop() throws {
        let found = try finding(dana) { read in
            Self.users([(1, "dana@acme.example")], next: read.query.first?.value == "1" ? "2" : "1")
        }
        #expect(found == .incomplete("page 3 of the answer leads back to one that was read before"))
    }

    @Test("an answer without end is given up, by bytes and by pages") func endless() {
        let long = DirectoryRun([dana], at: .cakewalk, mostBytes: 1000) { read in
            Self.users([(1, "x@acme.example")], next: "\((read.query.first.flatMap { Int($0.value) } ?? 0) + 1)")
        }
        #expect(long.findings[dana]?.reason == "what the vendor lists is longer than 1000 bytes")
        #expect(long.reads.count < 20)
        let pages = DirectoryRun([dana], at: .cakewalk) { read in
            Self.users([], next: "\((read.query.first.flatMap { Int($0.value) } ?? 0) + 1)")
        }
        #expect(pages.findings[dana]?.reason == "the answer has more than 20000 pages")
    }

    @Test("what comes again because pages shifted is one, under the name that was read last") func shifted() throws {
        let again = try finding(dana) { read in
            Self.users([(1, "dana@acme.example")], next: read.query.isEmpty ? "1" : nil)
        }
        #expect(again.foundID == DirectoryRun.id(1))
        let eli = DirectoryName(.user, "eli@acme.example")
        let renamed = DirectoryRun([dana, eli], at: .cakewalk) { read in
            read.query.isEmpty
                ? Self.users([(1, "dana@acme.example")], next: "1") : Self.users([(1, "eli@acme.example")])
        }
        #expect(renamed.findings[dana]?.foundID == nil)
        #expect(renamed.findings[eli]?.foundID == DirectoryRun.id(1))
    }

    @Test("names are equal by canonical equivalence, and never by case or spaces") func equality() throws {
        let composed = DirectoryName(.app, "Caf\u{E9}")
        let apps: (DirectoryRead) -> Answer? = { _ in
            DirectoryRun.ok([
                "data": [
                    ["id": .string(DirectoryRun.id(1)), "name": "Cafe\u{301}"],
                    ["id": .string(DirectoryRun.id(2)), "name": "CAFÉ"],
                    ["id": .string(DirectoryRun.id(3)), "name": " Workday"],
                ], "links": ["next": .null],
            ])
        }
        #expect(try finding(composed, answer: apps).foundID == DirectoryRun.id(1))
        #expect(try finding(DirectoryName(.app, "café"), answer: apps).nearest == ["Cafe\u{301}", "CAFÉ"])
        #expect(try finding(DirectoryName(.app, "Workday"), answer: apps).nearest == [" Workday"])
        #expect(try finding(DirectoryName(.app, "Workdya"), answer: apps).nearest == [" Workday"])
        #expect(try finding(DirectoryName(.app, "Salesforce"), answer: apps).nearest == [])
    }

    @Test(
        "of addresses, one is near that differs on one side of the @, never a colleague's",
        arguments: [
            ("dna@acme.example", ["dana@acme.example"]), ("dana@amce.example", ["dana@acme.example"]),
            ("Dana@acme.example", ["dana@acme.example"]), ("zoe@acme.example", []), ("bob@initech.test", []),
            ("dana", []),
        ] as [(String, [String])])
    func nearAddress(typed: String, near: [String]) throws {
        let found = try finding(DirectoryName(.user, typed)) { _ in
            Self.users([(1, "dana@acme.example"), (2, "bob@acme.example")])
        }
        #expect(found == .none(nearest: near))
    }

    @Test("of many names among many users, only the first are guessed at, but another case is always told")
    func guesses() throws {
        let users = (0..<21_000).map { ($0, "person.\($0)@acme.example") }
        let absent = (10..<20).map { DirectoryName(.user, "persn.\($0)@acme.example") }
        let other = DirectoryName(.user, "zZ@acme.example")
        let run = DirectoryRun(Set(absent + [other]), at: .cakewalk) { _ in
            Self.users(users + [(30_000, "zz@acme.example")])
        }
        #expect(absent.prefix(9).allSatisfy { run.findings[$0]?.nearest?.count == 1 })
        #expect(try run.findings[absent.at(9)]?.nearest == [])
        #expect(run.findings[other]?.nearest == ["zz@acme.example"])
    }

    @Test("of names that differ in case alone, three are shown") func manyAlike() throws {
        let found = try finding(dana) { _ in
            Self.users(["Dana", "DAna", "DANa", "DANA", "dANA"].enumerated().map { ($0.0, "\($0.1)@acme.example") })
        }
        #expect(found.nearest == ["Dana@acme.example", "DAna@acme.example", "DANa@acme.example"])
    }

    @Test("a hostile vendor's long names are no suggestions, and its texts are cut to a line") func hostile() throws {
        let long = String(repeating: "dana", count: 10_000)
        let found = try finding(DirectoryName(.app, "dana")) { _ in
            DirectoryRun.ok([
                "data": [
                    ["id": .string(DirectoryRun.id(1)), "name": .string(long)],
                    ["id": .string(DirectoryRun.id(2)), "name": "dana"],
                ], "links": [:],
            ])
        }
        #expect(found.foundID == DirectoryRun.id(2))
        let other = try finding(DirectoryName(.app, long.uppercased())) { _ in
            DirectoryRun.ok(["data": [["id": .string(DirectoryRun.id(1)), "name": .string(long)]], "links": [:]])
        }
        #expect(other.nearest == [])
        let user = try finding(dana) { _ in
            DirectoryRun.ok([
                "data": [
                    [
                        "id": .string(DirectoryRun.id(1)), "email": "dana@acme.example", "statusName": "Active",
                        "name": .string("a\n::error::\u{2028}" + long),
                    ]
                ], "links": [:],
            ])
        }
        guard case .found(let item) = user else {
            Issue.record("\(user)")
            return
        }
        #expect(item.displayName.unicodeScalars.count == 500)
        #expect(item.displayName.hasPrefix("a ::error:: dana"))
    }

    @Test("what a vendor has no look-up for, and names without one, are never asked for")
    func notAsked() {
        for vendor in Vendor.allCases {
            for kind in DirectoryName.Kind.allCases where !vendor.directory.kinds.contains(kind) {
                let name = DirectoryName(kind, "x", app: kind.isWithinApp ? "a" : nil)
                let run = DirectoryRun([name], at: vendor) { _ in nil }
                #expect(run.reads.isEmpty)
                #expect(run.findings[name]?.reason?.contains(kind.rawValue) == true)
            }
        }
        let faulty = [
            DirectoryName(.entitlement, "x"), DirectoryName(.user, "x", app: "a"), DirectoryName(.user, ""),
            DirectoryName(.entitlement, "x", app: ""), DirectoryName(.entitlement, "", app: "a"),
        ]
        let run = DirectoryRun(Set(faulty), at: .conductorone) { _ in nil }
        #expect(run.reads.isEmpty)
        #expect(
            faulty.map { run.findings[$0]?.reason } == [
                "it is named within an app", "it is not named within an app", nil, nil, nil,
            ])
        #expect(faulty.suffix(3).allSatisfy { run.findings[$0] == DirectoryFinding.none(nearest: []) })
        #expect(DirectorySearch([], at: .opal).findings == [:])
    }

    @Test("a read is answered once; what else comes changes nothing") func once() throws {
        var search = DirectorySearch([dana], at: .cakewalk)
        let read = try search.nextReads().at(0)
        #expect(search.nextReads().isEmpty && search.findings == nil)
        search.take(Self.users([(1, "dana@acme.example")]), to: read)
        search.fail(read, because: "late")
        search.take(Self.users([]), to: read)
        #expect(search.findings?[dana]?.foundID == DirectoryRun.id(1))
    }

    @Test("a status other than the documented ones is no answer", arguments: [204, 304, 404])
    func status(status: Int) throws {
        let found = try finding(dana) { _ in Answer(status: status, body: Self.users([]).body) }
        #expect((found.reason == nil) == (status == 204), "204 with that body is one all the same")
    }

    @Test("names are written, compared and sorted with their kind and app") func names() {
        #expect(dana.description == "user:dana@acme.example")
        let admin = DirectoryName(.entitlement, "Admin", app: "NetSuite")
        #expect(admin.description == "entitlement:NetSuite/Admin")
        #expect(DirectoryName(.resourceType, "Role", app: "Okta").description == "resource-type:Okta/Role")
        #expect([dana, admin].sorted() == [admin, dana])
        #expect(DirectoryName(.entitlement, "Z", app: "A") < admin)
        #expect(DirectoryName(.user, "é") == DirectoryName(.user, "e\u{301}"))
    }
}
