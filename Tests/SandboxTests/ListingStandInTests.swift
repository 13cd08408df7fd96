import Calendars
import Campaigns
import JSON
import Sandbox
import Support
import Testing

/// What the stand-ins list, to whom, and what comes late.
@Suite("The stand-ins' lists")
struct ListingStandInTests {
    private let clock = ManualClock(Instant(seconds: 1_800_000_000))

    private func answer(
        _ vendors: SandboxVendors, _ method: String, _ target: String, _ body: JSONValue? = nil, token: String = "t"
    ) async throws -> (status: Int, json: JSONValue) {
        let headers: [Answer.Header] = [
            .init("X-API-KEY", "k"), .init("X-API-SECRET", "s"), .init("Authorization", "Bearer \(token)"),
            .init("Content-Type", "application/json"),
        ]
        let request = SandboxRequest(
            method: method, target: target, headers: headers, body: body.map { JSONWriter.write($0) } ?? [])
        guard case .answer(let answer) = await vendors.answer(request) else { return (0, .null) }
        return (answer.status, (try? JSONReader.read(answer.body)) ?? .null)
    }

    private static let reviews = "/conductorone/api/v1/access_reviews"
    private static let review: JSONValue = ["displayName": "R", "ownerIds": ["o"]]

    private func names(_ list: JSONValue, _ member: String = "createdById") -> [String] {
        (list["list"]?.arrayValue ?? []).compactMap { $0["accessReview"]?[member]?.stringValue }
    }

    @Test("ConductorOne clamps the size of a page to 10 and 100, and takes 25 where none is given")
    func sizes() async throws {
        let vendors = try SandboxVendors(clock: clock)
        for number in 0..<120 {
            try await vendors.put(
                .init(account: "conductorone", collection: "reviews", id: "r\(number)", object: ["displayName": "R"]))
        }
        for (query, count) in [("", 25), ("?page_size=1", 10), ("?page_size=40", 40), ("?page_size=5000", 100)] {
            #expect(try await answer(vendors, "GET", Self.reviews + query).json["list"]?.arrayValue?.count == count)
        }
        for query in ["?page_token=x", "?page_token=-1", "?page_token=500", "?page_size=many", "?cursor=10"] {
            #expect(try await answer(vendors, "GET", Self.reviews + query).status == 400, "\(query)")
        }
    }

    @Test("a campaign says by whose token it was made, and introspection says whose a token is")
    func users() async throws {
        let vendors = try SandboxVendors(clock: clock)
        for token in ["one", "two-own-only"] {
            _ = try await answer(vendors, "POST", "/conductorone/api/v1/access_review", Self.review, token: token)
        }
        func user(_ token: String) async throws -> String {
            try #require(
                try await answer(vendors, "GET", "/conductorone/api/v1/auth/introspect", token: token).json["userId"]?
                    .stringValue)
        }
        let (one, two) = (try await user("one"), try await user("two-own-only"))
        #expect(one != two)
        #expect(try await user("one") == one)
        #expect(names(try await answer(vendors, "GET", Self.reviews, token: "one").json) == [one, two])
        #expect(names(try await answer(vendors, "GET", Self.reviews, token: "two-own-only").json) == [two])
    }

    @Test("tokens that were signed in for with one client id are one user's, and end") func signedIn() async throws {
        let vendors = try SandboxVendors(clock: clock)
        func token(_ client: String) async throws -> String {
            let form = PercentEncoding.encode([
                ("grant_type", "client_credentials"), ("client_id", client), ("client_secret", "x"),
            ])
            let request = SandboxRequest(
                method: "POST", target: "/conductorone/auth/v1/token",
                headers: [.init("Content-Type", "application/x-www-form-urlencoded")], body: Array(form.utf8))
            guard case .answer(let answer) = await vendors.answer(request) else { return "" }
            return try JSONReader.read(answer.body)["access_token"]?.stringValue ?? ""
        }
        func user(_ token: String) async throws -> (Int, String?) {
            let found = try await answer(vendors, "GET", "/conductorone/api/v1/auth/introspect", token: token)
            return (found.status, found.json["userId"]?.stringValue)
        }
        let first = try await token("a@acme.example/pcc")
        let before = try await user(first)
        #expect(before.0 == 200 && before.1 != nil)
        clock.advance(seconds: 601)
        #expect(try await user(first).0 == 401)
        let second = try await token("a@acme.example/pcc")
        #expect(second != first)
        #expect(try await user(second).1 == before.1)
        #expect(try await user(try await token("b@acme.example/pcc")).1 != before.1)
    }

    @Test("Opal lists requests by user, resource and group, and pages what is left") func requests() async throws {
        let vendors = try SandboxVendors(clock: clock)
        let ids = (1...3).map { "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b11\($0)" }
        func make(_ changes: JSONObject) async throws {
            var body: JSONObject = ["reason": "r", "duration_minutes": 1, "resources": [], "groups": []]
            for member in changes.members { body[member.key] = member.value }
            #expect(try await answer(vendors, "POST", "/opal/v1/requests", .object(body)).status == 200)
        }
        for _ in 0..<2 {
            try await make(["target_user_id": .string(ids.at(0)), "resources": [["id": .string(ids.at(1))]]])
            try await make(["target_group_id": .string(ids.at(0)), "groups": [["id": .string(ids.at(2))]]])
        }
        func list(_ query: String) async throws -> JSONValue {
            try await answer(vendors, "GET", "/opal/v1/requests?\(query)").json
        }
        let (user, resource, group) = try (ids.at(0), ids.at(1), ids.at(2))
        for query in ["target_user_id=\(user)", "resource_id=\(resource.uppercased())", "group_id=\(group)"] {
            #expect(try await list(query)["requests"]?.arrayValue?.count == 2, "\(query)")
        }
        #expect(try await list("group_id=\(ids.at(1))")["requests"] == [])
        let first = try await list("group_id=\(ids.at(2))&page_size=1")
        #expect(first["requests"]?.arrayValue?.count == 1)
        let second = try await list("group_id=\(ids.at(2))&page_size=1&cursor=\(first["cursor"]?.stringValue ?? "")")
        #expect(second["requests"]?.arrayValue?.count == 1 && second["cursor"] == "")
        #expect(second["requests"] != first["requests"])
        for query in ["group_id=x", "targetUserId=1", "page_size=1001", "cursor=9"] {
            #expect(try await answer(vendors, "GET", "/opal/v1/requests?\(query)").status == 400, "\(query)")
        }
        #expect(try await answer(vendors, "GET", "/opal/v1/uars?name=x").status == 400)
    }

    @Test("an effect that comes late is there at the first request after its time, once") func late() async throws {
        let path = "/conductorone/api/v1/access_review"
        let faults = SandboxFaults(script: [.init("POST", path, .dropLate)], lateSeconds: 30)
        let store = MemorySandboxStore()
        let vendors = try SandboxVendors(store: store, clock: clock, faults: faults)
        #expect(try await answer(vendors, "POST", path, Self.review).status == 0)
        clock.advance(seconds: 29)
        #expect(names(try await answer(vendors, "GET", Self.reviews).json) == [])
        clock.advance(seconds: 10)
        #expect(
            names(try await answer(vendors, "GET", Self.reviews).json, "createdAt")
                == [Instant(seconds: 1_800_000_030).rfc3339])
        clock.advance(seconds: 100)
        #expect(names(try await answer(vendors, "GET", Self.reviews).json).count == 1)
        #expect(try store.load().count == 1)
    }

    @Test("what comes late was sent with a credential that was good then") func lateToken() async throws {
        let path = "/conductorone/api/v1/access_review"
        let faults = SandboxFaults(script: [.init("POST", path, .dropLate)], lateSeconds: 900)
        let vendors = try SandboxVendors(clock: clock, faults: faults)
        let token = "sandbox-token-\(1_800_000_000 + 600).a"
        #expect(try await answer(vendors, "POST", path, Self.review, token: token).status == 0)
        clock.advance(seconds: 900)
        #expect(try await answer(vendors, "GET", Self.reviews, token: token).status == 401)
        #expect(names(try await answer(vendors, "GET", Self.reviews).json).count == 1)
    }

    @Test("what comes late is refused where something else took its name meanwhile") func lateConflict() async throws {
        let path = "/cakewalk/api/v1/AccessReviews"
        let vendors = try SandboxVendors(
            clock: clock, faults: SandboxFaults(script: [.init("POST", path, .dropLate)]))
        #expect(try await answer(vendors, "POST", path, .object(StandInTests.cakewalk)).status == 0)
        #expect(try await answer(vendors, "POST", path, .object(StandInTests.cakewalk)).status == 204)
        clock.advance(seconds: 31)
        #expect(try await answer(vendors, "POST", path, .object(StandInTests.cakewalk)).status == 409)
        #expect(await vendors.contents.list("cakewalk", "reviews").count == 1)
    }

    @Test("what someone else puts in or edits is shown, its state too") func put() async throws {
        let vendors = try SandboxVendors(clock: clock)
        let path = "/conductorone/api/v1/access_review"
        let made = try await answer(vendors, "POST", path, Self.review).json
        let id = try #require(made["accessReview"]?["accessReview"]?["id"]?.stringValue)
        var edited = try #require(await vendors.contents.item("conductorone", "reviews", id))
        edited["displayName"] = "Edited"
        edited["state"] = "ACCESS_REVIEW_STATE_DELETED"
        try await vendors.put(.init(account: "conductorone", collection: "reviews", id: id, object: edited))
        let shown = try await answer(vendors, "GET", "\(path)/\(id)").json["accessReview"]?["accessReview"]
        #expect(shown?["displayName"] == "Edited" && shown?["state"] == "ACCESS_REVIEW_STATE_DELETED")
        #expect(
            try await answer(vendors, "POST", "\(path)/\(id)/scope_and_entitlements", ["entitlements": []]).status
                == 400)
        try await vendors.put(
            .init(account: "opal", collection: "uars", id: "u1", object: ["uar_id": "u1", "name": "A colleague's"]))
        #expect(
            try await answer(vendors, "GET", "/opal/v1/uars").json["results"]?.arrayValue?.first?["name"]
                == "A colleague's")
    }
}
