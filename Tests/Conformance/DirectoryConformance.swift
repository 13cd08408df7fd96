import Campaigns
import JSON
import Sandbox
import Support
import Synchronization
import Testing
import Transport
import Vendors

/// People and things are found by name at every vendor, and nothing else is taken for them.
@Suite("Every vendor's people and things, by name")
struct DirectoryConformance {
    /// All names of the built-in company at a vendor, each with the items that have it.
    private static func names(_ vendor: Vendor) -> [DirectoryName: [DirectoryItem]] {
        let directory = Company.acme.directories[vendor] ?? .init()
        var names: [DirectoryName: [DirectoryItem]] = [:]
        for user in directory.users {
            names[DirectoryName(.user, user.email), default: []].append(.init(id: user.id, displayName: user.name))
        }
        for (kind, items) in directory.items {
            for item in items {
                let app = directory.items[.app]?.first { $0.id == item.appID && kind.isWithinApp }
                if kind == .policy, item.type != "POLICY_TYPE_CERTIFY" { continue }
                names[DirectoryName(kind, item.name, app: app?.name), default: []].append(
                    .init(id: item.id, appID: app?.id, displayName: item.name))
            }
        }
        return names
    }

    @Test("each is found with its id, and what has its namesake's name is several", arguments: Vendor.allCases)
    func found(vendor: Vendor) async throws {
        let world = try DirectoryWorld()
        let names = Self.names(vendor)
        #expect(Set(names.keys.map(\.kind)) == Set(vendor.directory.kinds))
        let findings = try await world.findings(of: Set(names.keys), at: vendor)
        #expect(findings.count == names.count)
        var absent: Set<String> = []
        for (name, items) in names {
            switch try #require(findings[name]) {
            case .found(var item):
                if item.absence != nil { absent.insert(name.name) }
                item.absence = nil
                #expect([item] == items)
            case .several(let found): #expect(Set(found) == Set(items), "\(name)")
            case let other: Issue.record("\(name): \(other)")
            }
        }
        let gone = ["lee@acme.example", "mia@acme.example"] + (vendor == .conductorone ? ["Old CRM"] : [])
        #expect(absent == Set(gone))
    }

    @Test("what nobody has is none, and another case is near where the vendor shows it", arguments: Vendor.allCases)
    func none(vendor: Vendor) async throws {
        let world = try DirectoryWorld()
        func nearest(_ kind: DirectoryName.Kind, _ name: String, app: String? = nil) async throws -> [String]? {
            let finding = try await world.finding(of: DirectoryName(kind, name, app: app), at: vendor)
            return if case .none(let nearest) = finding { nearest } else { nil }
        }
        #expect(try await nearest(.user, "nobody@acme.example") == [])
        #expect(try await nearest(.app, "NETSUITE") == ["NetSuite"])
        #expect(try await nearest(.app, "Nothing of the sort") == [])
        // ConductorOne's search for users is exact, and shows nobody else.
        #expect(
            try await nearest(.user, "Dana@acme.example") == (vendor == .conductorone ? [] : ["dana@acme.example"]))
        if vendor == .opal {
            #expect(try await nearest(.group, "Eng") == [])
            #expect(try await nearest(.group, "engineering") == ["Engineering"])
            #expect(try await nearest(.owner, "Finance System") == ["Finance Systems"])
        }
        if vendor == .conductorone {
            #expect(try await nearest(.entitlement, "Admin", app: "netsuite") == ["NetSuite/Admin"])
            #expect(try await nearest(.entitlement, "Nobody", app: "NetSuite") == [])
            #expect(try await nearest(.policy, "Manager Review") == ["Manager review"])
            #expect(try await nearest(.policy, "Manager approval") == [], "it is not for reviews")
            let github = try await world.finding(of: DirectoryName(.entitlement, "Admin", app: "GitHub"), at: vendor)
            guard case .several(let apps) = github else {
                Issue.record("\(github)")
                return
            }
            #expect(apps.map(\.displayName) == ["GitHub", "GitHub"] && apps.allSatisfy { $0.appID == nil })
        }
    }

    @Test("composed and decomposed letters are one name, whoever writes which", arguments: Vendor.allCases)
    func unicode(vendor: Vendor) async throws {
        let forms = [
            ("Caf\u{E9} \u{1E9B}\u{323}", "Cafe\u{301} \u{17F}\u{323}\u{307}"),
            ("\u{E9}@acme.example", "e\u{301}@acme.example"), ("\u{AC00}", "\u{1100}\u{1161}"),
            ("\u{C5}ngstr\u{F6}m", "A\u{30A}ngstro\u{308}m"),
        ]
        // A vendor that has the third form of this letter, U+212B, and compares bytes finds it by that form alone.
        let third = [("\u{C5}", "\u{212B}"), ("A\u{30A}", "\u{212B}")]
        for (has, wanted) in forms + forms.map({ ($1, $0) }) + third {
            let (company, names) = Company.named(has, at: vendor)
            let other = Set(names.keys.map { DirectoryName($0.kind, wanted, app: $0.app) })
            let findings = try await DirectoryWorld(company).findings(of: other, at: vendor)
            for (name, id) in names {
                guard case .found(let item)? = findings[name] else {
                    Issue.record("\(name): \(String(describing: findings[name]))")
                    continue
                }
                #expect(item.id == id)
            }
        }
    }

    private static let hostile = [
        "a&b=c?d#e+f%2F", "../../x", "\"},{\"id\":\"1", "line\nbreak\r\n\t", "\u{202E}evil\u{2066}", "::error::x",
        "$(id) `id` ${x}", "<script>", "\u{0}\u{1B}[31m", "👩‍👩‍👧‍👦🏳️‍🌈", "{{x}} %s %n", String(repeating: "x", count: 4000),
        " ", "null", "'; DROP TABLE users; --", "ﬀ", "İ", "ß", "a/b", "x\u{300}\u{316}", "\u{FEFF}x", "%", "&", "+",
    ]

    @Test("any text is a name, and only itself", arguments: Vendor.allCases)
    func hostile(vendor: Vendor) async throws {
        for text in Self.hostile {
            let (company, names) = Company.named(text, at: vendor)
            let world = try DirectoryWorld(company)
            let findings = try await world.findings(of: Set(names.keys), at: vendor)
            for (name, id) in names {
                guard case .found(let item)? = findings[name] else {
                    Issue.record("\(name): \(String(describing: findings[name]))")
                    continue
                }
                #expect(item.id == id)
                #expect(!item.displayName.contains { $0.isNewline } && item.displayName.unicodeScalars.count <= 500)
            }
            let others = Set(names.keys.map { DirectoryName($0.kind, $0.name + "x", app: $0.app) })
            for (name, finding) in try await world.findings(of: others, at: vendor) {
                guard case .none = finding else {
                    Issue.record("\(name): \(finding)")
                    continue
                }
            }
        }
    }

    @Test("ten thousand users are gone through in as few calls as each vendor allows", arguments: Vendor.allCases)
    func manyUsers(vendor: Vendor) async throws {
        let emails = (0..<10_000).map { "person.\($0)@acme.example" }
        let world = try DirectoryWorld(.of(vendor, users: Company.users(emails, at: vendor)))
        let wanted = (0..<200).map { $0 * 50 }
        let names = Set(wanted.map { DirectoryName(.user, emails[$0]) })
        let findings = try await world.findings(of: names, at: vendor)
        for number in wanted {
            let name = DirectoryName(.user, emails[number])
            #expect(findings[name] == .found(DirectoryItem(id: Company.id(number), displayName: "A Person")))
        }
        let calls: [Vendor: Int] = [.cakewalk: 100, .conductorone: 200, .opal: 200]
        #expect(await world.calls == calls[vendor])
        let absent = try await world.finding(of: DirectoryName(.user, "person.x@acme.example"), at: vendor)
        guard case .none(let nearest) = absent else {
            Issue.record("\(absent)")
            return
        }
        #expect(nearest == (vendor == .conductorone ? [] : ["person.0@acme.example"]))
        let more: [Vendor: Int] = [.cakewalk: 100, .conductorone: 1, .opal: 11]
        #expect(await world.calls == (calls[vendor] ?? 0) + (more[vendor] ?? 0))
    }

    @Test("what fills several pages is read to its end: a namesake on the last one counts", arguments: Vendor.allCases)
    func paging(vendor: Vendor) async throws {
        for kind in vendor.directory.kinds where kind != .user {
            let app = kind.isWithinApp ? Company.id(9000) : nil
            let type = kind == .policy ? "POLICY_TYPE_CERTIFY" : nil
            /// Names that every vendor's filter lets through, the first and the last of which are wanted.
            let items = (0..<450).map { number -> Company.Item in
                let isWanted = [0, 449].contains(number) || (vendor == .conductorone && number % 2 == 0)
                return Company.Item(Company.id(number), isWanted ? "On-call" : "on-call", appID: app, type: type)
            }
            var all: [DirectoryName.Kind: [Company.Item]] = [kind: items]
            if app != nil { all[.app] = [Company.Item(Company.id(9000), "App")] }
            let world = try DirectoryWorld(.of(vendor, all))
            let name = DirectoryName(kind, "On-call", app: app.map { _ in "App" })
            let finding = try await world.finding(of: name, at: vendor)
            guard case .several(let found) = finding else {
                Issue.record("\(kind): \(finding)")
                continue
            }
            #expect(found.count == items.count { $0.name == "On-call" })
            #expect(found.map(\.id) == found.map(\.id).sorted())
        }
    }

    @Test(
        "faults on the way cost time, and change nothing",
        arguments: Vendor.allCases, [1, 2, 3] as [UInt64])
    func faults(vendor: Vendor, seed: UInt64) async throws {
        let names = Set(Self.names(vendor).keys).union([DirectoryName(.user, "nobody@acme.example")])
        let calm = try await DirectoryWorld().findings(of: names, at: vendor)
        let chances = Dictionary(uniqueKeysWithValues: SandboxFault.allCases.map { ($0, 0.1) })
        let world = try DirectoryWorld(faults: SandboxFaults(probabilities: chances, seed: seed))
        #expect(try await world.findings(of: names, at: vendor) == calm)
        #expect(!calm.values.contains { if case .incomplete = $0 { true } else { false } })
    }

    @Test("where the next page is the first one again, nothing is concluded", arguments: Vendor.allCases)
    func loop(vendor: Vendor) async throws {
        let kind: DirectoryName.Kind = vendor == .opal ? .group : .app
        let items = (0..<450).map { Company.Item(Company.id($0), $0 == 0 ? "On-call" : "on-call") }
        let first = Mutex<Answer?>(nil)
        let signIns = vendor == .conductorone ? 1 : 0
        let world = try DirectoryWorld(.of(vendor, [kind: items])) { number, answer in
            if number < signIns { return answer }
            return first.withLock { first in
                first = first ?? answer
                return first ?? answer
            }
        }
        let finding = try await world.finding(of: DirectoryName(kind, "On-call"), at: vendor)
        #expect(finding == .incomplete("page 2 of the answer leads back to one that was read before"))
        #expect(await world.calls == 2)
    }

    @Test("of an answer that was distorted, nothing is ever concluded", arguments: Vendor.allCases)
    func distorted(vendor: Vendor) async throws {
        let name = DirectoryName(.app, "NetSuite")
        let bodies = ["", "{}", "[]", "null", "<html>", "{\"data\":", "{\"list\":7}", "{\"apps\":{}}"]
        for body in bodies {
            let isSignIn = vendor == .conductorone ? 1 : 0
            let world = try DirectoryWorld { number, answer in
                var answer = answer
                if number >= isSignIn { answer.body = Array(body.utf8) }
                return answer
            }
            guard case .incomplete = try await world.finding(of: name, at: vendor) else {
                Issue.record("\(body) is an answer")
                continue
            }
        }
    }
}
