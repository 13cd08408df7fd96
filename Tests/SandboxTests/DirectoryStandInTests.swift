import Calendars
import Campaigns
import JSON
import Sandbox
import Support
import Testing

/// What the stand-ins answer about people and things, and what they refuse.
@Suite("The stand-ins' directories")
struct DirectoryStandInTests {
    private static let search = "/conductorone/api/v1/search/"

    private func answer(
        _ vendors: SandboxVendors, _ target: String, _ body: JSONValue? = nil
    ) async throws -> (status: Int, json: JSONValue) {
        let request = SandboxRequest(
            method: body == nil ? "GET" : "POST", target: target, headers: StandInTests.keys,
            body: body.map { JSONWriter.write($0) } ?? [])
        guard case .answer(let answer) = await vendors.answer(request) else { return (0, .null) }
        return (answer.status, (try? JSONReader.read(answer.body)) ?? .null)
    }

    private func vendors(_ company: Company = .acme) throws -> SandboxVendors {
        try SandboxVendors(company: company, clock: ManualClock())
    }

    private func crowd(_ count: Int) -> [Company.User] {
        (0..<count).map { Company.User("u\($0)", "N", "n\($0)@acme.example", "Active") }
    }

    @Test("the built-in company has the ids of the sample project, and each vendor its people") func acme() throws {
        func has(_ vendor: Vendor, _ kind: DirectoryName.Kind, _ id: String) -> Bool {
            let directory = Company.acme.directories[vendor]
            return kind == .user
                ? directory?.users.contains { $0.id == id } ?? false
                : directory?.items[kind]?.contains { $0.id == id } ?? false
        }
        #expect(has(.cakewalk, .user, "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"))
        #expect(has(.cakewalk, .app, "0b1f7a52-51c4-4a5e-8a52-0f4f6d1c2a01"))
        #expect(has(.cakewalk, .app, "0b1f7a52-51c4-4a5e-8a52-0f4f6d1c2a02"))
        #expect(has(.conductorone, .user, "2NlXc0wPQNbZ8mEZzWYcBlTzRvj"))
        #expect(has(.conductorone, .user, "2NlXd9qLmR4sT7vW1xYzA3bCeFg"))
        #expect(has(.conductorone, .policy, "2NlXaVb7CQLwVn5fGXUjvvCNJqE"))
        #expect(has(.conductorone, .app, "2NlXerp0QkYV8sTnLwB3hR1uZxC"))
        #expect(has(.conductorone, .entitlement, "2NlXerpAdmin7gW5dF2kJ9pQsVb"))
        #expect(has(.conductorone, .entitlement, "2NlXerpPoster4cM6tH8yE3rNaK"))
        #expect(has(.opal, .resource, "7c9e6679-7425-40de-944b-e07fc1f90ae7"))
        #expect(has(.opal, .user, "f454d283-ca87-4a8a-bdbb-df212eca5353"))
        for vendor in Vendor.allCases {
            let directory = try #require(Company.acme.directories[vendor])
            #expect(directory.users.count == 12)
            let ids = directory.users.map(\.id) + directory.items.values.joined().map(\.id)
            #expect(Set(ids).count == ids.count)
            let hasTwins = directory.items.values.contains { items in
                Set(items.map { "\($0.appID ?? "") \($0.name)" }).count < items.count
            }
            #expect(hasTwins, "two things of one name at \(vendor)")
        }
    }

    @Test("Cakewalk links a hundred users a page, as the documentation's example does") func cakewalk() async throws {
        let vendors = try vendors(Company([.cakewalk: .init(users: crowd(201))]))
        let first = try await answer(vendors, "/cakewalk/api/v1/Users").json
        #expect(first["data"]?.arrayValue?.count == 100)
        #expect(first["links"]?["next"] == "/api/v1/OpenApiBFF/Users?cursor=cGFnZU51bWJlcj0xJnBhZ2VTaXplPTEwMA==")
        let last = try await answer(
            vendors, "/cakewalk/api/v1/Users?cursor=cGFnZU51bWJlcj0yJnBhZ2VTaXplPTEwMA%3D%3D"
        ).json
        #expect(last["data"]?.arrayValue?.count == 1 && last["links"]?["next"] == .null)
        for query in [
            "page=1", "pageSize=10", "cursor=", "cursor=x", "page[cursor]=cGFnZU51bWJlcj0xJnBhZ2VTaXplPTEwMA==",
            "cursor=cGFnZU51bWJlcj0zJnBhZ2VTaXplPTEwMA==", "cursor=cGFnZU51bWJlcj0tMSZwYWdlU2l6ZT0xMDA=",
        ] {
            #expect(try await answer(vendors, "/cakewalk/api/v1/Users?\(query)").status == 400, "\(query)")
        }
        let apps = try await answer(vendors, "/cakewalk/api/v1/WorkApps").json
        #expect(apps["data"] == [] && apps["links"]?["next"] == .null)
        #expect(try await answer(vendors, "/cakewalk/api/v1/OpenApiBFF/Users").status == 404)
    }

    @Test("ConductorOne searches exactly, but apps and policies in any case, and clamps the size of a page")
    func conductorOne() async throws {
        let vendors = try vendors()
        func ids(_ collection: String, _ body: JSONValue) async throws -> [String] {
            let found = try await answer(vendors, Self.search + collection, body)
            #expect(found.status == 200)
            return (found.json["list"]?.arrayValue ?? []).compactMap {
                ($0["user"] ?? $0["appEntitlement"] ?? $0)["id"]?.stringValue
            }
        }
        #expect(try await ids("users", ["email": "dana@acme.example"]) == ["2NlXc0wPQNbZ8mEZzWYcBlTzRvj"])
        #expect(try await ids("users", ["email": "Dana@acme.example"]) == [])
        #expect(try await ids("users", [:]).count == 12, "without a filter, everyone")
        #expect(try await ids("users", ["pageSize": 1]).count == 10)
        #expect(try await ids("apps", ["displayName": "netsuite"]) == ["2NlXerp0QkYV8sTnLwB3hR1uZxC"])
        #expect(try await ids("apps", ["displayName": "GitHub"]).count == 2)
        #expect(
            try await ids("policies", ["displayName": "manager review", "policyTypes": ["POLICY_TYPE_CERTIFY"]])
                == ["2NlXaVb7CQLwVn5fGXUjvvCNJqE"])
        #expect(
            try await ids("policies", ["displayName": "Manager review", "policyTypes": ["POLICY_TYPE_GRANT"]]) == [])
        let app: JSONValue = ["2NlXerp0QkYV8sTnLwB3hR1uZxC"]
        #expect(
            try await ids("entitlements", ["displayName": "Admin", "appIds": app]) == ["2NlXerpAdmin7gW5dF2kJ9pQsVb"])
        #expect(try await ids("entitlements", ["displayName": "Admin"]).count == 2)
        #expect(try await ids("entitlements", ["displayName": "admin", "appIds": app]) == [])
        #expect(try await ids("app_resource_types", ["displayName": "Role", "appIds": app]).count == 1)
        let many = try self.vendors(Company([.conductorone: .init(users: crowd(130))]))
        for (size, count) in [(0, 25), (10, 10), (100, 100), (5000, 100)] {
            let page = try await answer(many, Self.search + "users", ["pageSize": .integer(size)]).json
            #expect(page["list"]?.arrayValue?.count == count)
        }
        let first = try await answer(many, Self.search + "users", ["pageSize": 100]).json
        let rest = try await answer(
            many, Self.search + "users", ["pageSize": 100, "pageToken": first["nextPageToken"] ?? .null]
        ).json
        #expect(rest["list"]?.arrayValue?.count == 30 && rest["nextPageToken"] == "")
    }

    @Test(
        "ConductorOne refuses what a search does not document",
        arguments: [
            ("users", ["mail": "x"]), ("users", ["email": 1]), ("users", ["pageSize": "10"]), ("users", []),
            ("users", ["pageToken": "x"]), ("apps", ["name": "x"]), ("entitlements", ["appIds": "a"]),
            ("policies", ["policyTypes": "POLICY_TYPE_CERTIFY"]), ("app_resource_types", ["email": "x"]),
        ] as [(String, JSONValue)])
    func conductorOneStrict(collection: String, body: JSONValue) async throws {
        #expect(try await answer(try vendors(), Self.search + collection, body).status == 400)
        #expect(try await answer(try vendors(), Self.search + collection).status == 404, "it is no GET")
        #expect(try await answer(try vendors(), Self.search + "groups", [:]).status == 404)
    }

    @Test("Opal knows one user by address, filters by a part of a name, and lists apps at once") func opal()
        async throws
    {
        let vendors = try vendors()
        func get(_ target: String) async throws -> (status: Int, json: JSONValue) {
            try await answer(vendors, "/opal/v1/\(target)")
        }
        func names(_ target: String) async throws -> [String] {
            try await get(target).json["results"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
        }
        #expect(
            try await get("user?email=priya%40acme.example").json["user_id"] == "f454d283-ca87-4a8a-bdbb-df212eca5353")
        #expect(try await get("user?email=nobody%40acme.example").status == 404)
        #expect(try await get("apps").json["apps"]?.arrayValue?.count == 6)
        #expect(try await names("groups?group_name=engineering") == ["Engineering", "Engineering Leads"])
        #expect(try await names("resources?resource_name=ReadOnlyAudit") == ["ReadOnlyAudit"])
        #expect(try await names("owners?name=Security") == ["Security", "Platform Security"])
        let first = try await get("users?page_size=7").json
        #expect(first["results"]?.arrayValue?.count == 7)
        let rest = try await get("users?page_size=7&cursor=\(first["next"]?.stringValue ?? "")").json
        #expect(rest["results"]?.arrayValue?.count == 5 && rest["next"] == .null)
        for target in [
            "user", "user?email=", "user?mail=x", "apps?name=x", "groups?name=x", "groups?page_size=1001",
            "owners?cursor=x", "users?email=x",
        ] {
            #expect(try await get(target).status == 400, "\(target)")
        }
    }

    @Test(
        "every answer is what the vendor documents",
        .enabled(if: OpenAPI.folder != nil, "MUSTER_VENDOR_SPECS names no folder with the vendors' OpenAPI files"))
    func contract() async throws {
        let vendors = try vendors()
        func check(_ spec: OpenAPI, _ base: String, _ path: String, _ query: String = "", _ body: JSONValue? = nil)
            async throws
        {
            let schema = try #require(spec.responseSchema(body == nil ? "GET" : "POST", path, status: 200))
            let found = try await answer(vendors, base + path + query, body)
            #expect(found.status == 200, "\(path)")
            #expect(spec.faults(of: found.json, against: schema) == [], "\(path)")
        }
        for path in ["/api/v1/Users", "/api/v1/WorkApps"] { try await check(.cakewalk(), "/cakewalk", path) }
        for collection in ["users", "apps", "policies", "entitlements", "app_resource_types"] {
            try await check(.conductorOne(), "/conductorone", "/api/v1/search/\(collection)", "", [:])
        }
        for path in ["/apps", "/users", "/groups", "/resources", "/owners"] {
            try await check(.opal(), "/opal/v1", path)
        }
        try await check(.opal(), "/opal/v1", "/user", "?email=lee%40acme.example")
    }
}
