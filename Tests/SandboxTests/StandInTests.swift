import Calendars
import Campaigns
import JSON
import Sandbox
import Support
import Testing

@Suite("The stand-ins")
struct StandInTests {
    static let keys: [Answer.Header] = [
        .init("X-API-KEY", "k"), .init("X-API-SECRET", "s"), .init("Authorization", "Bearer t"),
        .init("Content-Type", "application/json"),
    ]

    private func send(
        _ vendors: SandboxVendors, _ method: String, _ target: String, _ body: JSONValue? = nil,
        headers: [Answer.Header] = keys
    ) async -> SandboxReply {
        await vendors.answer(
            SandboxRequest(
                method: method, target: target, headers: headers, body: body.map { JSONWriter.write($0) } ?? []))
    }

    private func answer(
        _ vendors: SandboxVendors, _ method: String, _ target: String, _ body: JSONValue? = nil,
        headers: [Answer.Header] = keys
    ) async throws -> (status: Int, json: JSONValue) {
        guard case .answer(let answer) = await send(vendors, method, target, body, headers: headers) else {
            Issue.record("dropped")
            return (0, .null)
        }
        return (answer.status, (try? JSONReader.read(answer.body)) ?? .null)
    }

    private func vendors(_ faults: SandboxFaults = SandboxFaults(), rate: Int? = nil) throws -> SandboxVendors {
        try SandboxVendors(clock: ManualClock(), faults: faults, rate: rate)
    }

    static let cakewalk: JSONObject = [
        "name": "A", "accessReviewType": "Manager", "dueDate": "2027-01-29T00:00:00Z", "workAppIds": [],
        "createdByUserId": "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111",
    ]

    private func changed(_ key: String, _ value: JSONValue?) -> JSONValue {
        var object = Self.cakewalk
        object[key] = value
        return .object(object)
    }

    @Test("Cakewalk makes a review once for each name")
    func cakewalkNames() async throws {
        let vendors = try vendors()
        #expect(
            try await answer(vendors, "POST", "/cakewalk/api/v1/AccessReviews", .object(Self.cakewalk)).status == 204)
        #expect(
            try await answer(vendors, "POST", "/cakewalk/api/v1/AccessReviews", .object(Self.cakewalk)).status == 409)
        #expect(
            try await answer(vendors, "POST", "/cakewalk-two/api/v1/AccessReviews", .object(Self.cakewalk)).status
                == 204)
        #expect(await vendors.contents.list("cakewalk", "reviews").count == 1)
    }

    @Test(
        "Cakewalk refuses what it does not document",
        arguments: [
            ("extra", JSONValue.integer(1)), ("name", ""), ("name", .integer(1)), ("accessReviewType", "Boss"),
            ("dueDate", "tomorrow"),
            ("workAppIds", ["x"]), ("createdByUserId", .null),
        ] as [(String, JSONValue)])
    func cakewalkStrict(key: String, value: JSONValue) async throws {
        let vendors = try vendors()
        #expect(try await answer(vendors, "POST", "/cakewalk/api/v1/AccessReviews", changed(key, value)).status == 400)
        #expect(try await answer(vendors, "POST", "/cakewalk/api/v1/AccessReviews", changed("name", nil)).status == 400)
        #expect(await vendors.contents.list("cakewalk", "reviews").isEmpty)
    }

    @Test("without a credential nothing is answered")
    func credentials() async throws {
        let vendors = try vendors()
        for target in ["/cakewalk/api/v1/Users", "/conductorone/api/v1/access_reviews", "/opal/v1/uars"] {
            #expect(try await answer(vendors, "GET", target, headers: []).status == 401)
            #expect(try await answer(vendors, "GET", target).status == 200)
        }
        let readOnly: [Answer.Header] = [
            .init("Authorization", "Bearer read-only"), .init("Content-Type", "application/json"),
        ]
        #expect(try await answer(vendors, "POST", "/opal/v1/uar", [:], headers: readOnly).status == 403)
    }

    @Test("ConductorOne doubles its envelope, pages its list and wants a mask")
    func conductorOne() async throws {
        let vendors = try vendors()
        var ids: [String] = []
        for number in 0..<12 {
            let made = try await answer(
                vendors, "POST", "/conductorone/api/v1/access_review",
                ["displayName": .string("R\(number)"), "ownerIds": ["o"]])
            #expect(made.status == 200)
            let review = try #require(made.json["accessReview"]?["accessReview"])
            #expect(review["state"] == "ACCESS_REVIEW_STATE_DRAFT")
            #expect(review["ownerIds"] == nil, "owners are write-only")
            #expect(review["autoResolve"] == false, "unset values come back")
            ids.append(try #require(review["id"]?.stringValue))
        }
        let first = try await answer(vendors, "GET", "/conductorone/api/v1/access_reviews?page_size=10").json
        #expect(first["list"]?.arrayValue?.count == 10)
        let token = try #require(first["nextPageToken"]?.stringValue)
        let rest = try await answer(
            vendors, "GET", "/conductorone/api/v1/access_reviews?page_size=10&page_token=\(token)"
        ).json
        #expect(rest["list"]?.arrayValue?.count == 2)
        #expect(rest["nextPageToken"] == "")
        let path = try "/conductorone/api/v1/access_review/\(ids.at(0))"
        #expect(
            try await answer(vendors, "POST", path, ["accessReview": ["autoResolve": true]]).json["message"]
                == "update_mask is required")
        let updated = try await answer(
            vendors, "POST", path,
            ["accessReview": ["autoResolve": true, "description": "x"], "updateMask": "autoResolve"])
        #expect(updated.json["accessReview"]?["accessReview"]?["autoResolve"] == true)
        #expect(
            updated.json["accessReview"]?["accessReview"]?["description"] == "", "what the mask does not name stays")
        #expect(try await answer(vendors, "GET", "/conductorone/api/v1/access_review/").status == 301)
        #expect(try await answer(vendors, "POST", "/conductorone/api/v1/access_review", ["ownerIds": []]).status == 400)
        let two: JSONValue = ["ownerIds": ["o"], "scopeV2": ["allUsers": [:], "selectedUsers": ["userIds": ["u"]]]]
        #expect(try await answer(vendors, "POST", "/conductorone/api/v1/access_review", two).status == 400)
    }

    @Test("ConductorOne's campaign starts by the clock, and its scope is then fixed")
    func started() async throws {
        let clock = ManualClock(Instant(seconds: 1_800_000_000))
        let vendors = try SandboxVendors(clock: clock)
        let made = try await answer(vendors, "POST", "/conductorone/api/v1/access_review", ["ownerIds": ["o"]]).json
        let id = try #require(made["accessReview"]?["accessReview"]?["id"]?.stringValue)
        let path = "/conductorone/api/v1/access_review/\(id)"
        let start = Instant(seconds: 1_800_000_060).rfc3339
        let settings: JSONValue = [
            "accessReview": ["autoStartCampaign": true, "scheduledStartDate": .string(start)],
            "updateMask": "autoStartCampaign,scheduledStartDate",
        ]
        #expect(
            try await answer(vendors, "POST", path, settings).json["accessReview"]?["accessReview"]?["state"]
                == "ACCESS_REVIEW_STATE_DRAFT")
        clock.advance(seconds: 61)
        #expect(
            try await answer(vendors, "GET", path).json["accessReview"]?["accessReview"]?["state"]
                == "ACCESS_REVIEW_STATE_OPEN")
        #expect(try await answer(vendors, "POST", path + "/scope_and_entitlements", ["entitlements": []]).status == 400)
    }

    @Test("Opal's review comes back without reminders, its lists in two envelopes")
    func opal() async throws {
        let vendors = try vendors()
        let body: JSONValue = [
            "name": "A", "deadline": "2027-01-29T00:00:00Z", "reviewer_assignment_policy": "BY_MANAGER",
            "time_zone": "Europe/Berlin",
            "send_reviewer_assignment_notification": false, "self_review_allowed": false, "reminder_schedule": [1],
        ]
        let made = try await answer(vendors, "POST", "/opal/v1/uar", body)
        #expect(made.status == 200)
        #expect(made.json["reminder_schedule"] == nil)
        #expect(made.json["instantly_action_reviews"] == false)
        #expect(try await answer(vendors, "GET", "/opal/v1/uars").json["results"]?.arrayValue?.count == 1)
        let both: JSONValue = [
            "reason": "r", "duration_minutes": 1, "resources": [], "groups": [],
            "target_user_id": "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111",
            "target_group_id": "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111",
        ]
        #expect(try await answer(vendors, "POST", "/opal/v1/requests", both).status == 400)
        #expect(try await answer(vendors, "GET", "/opal/v1/requests").json["requests"] == [])
        #expect(try await answer(vendors, "POST", "/opal/v1/uar", ["uar_scop": [:]]).status == 400)
    }

    @Test("faults come before or after the effect, as ordered, once each")
    func faults() async throws {
        let path = "/cakewalk/api/v1/AccessReviews"
        for (fault, isMade) in [
            (SandboxFault.dropBefore, false), (.errorBefore, false), (.tooMany, false), (.dropAfter, true),
            (.errorAfter, true),
        ] {
            let vendors = try vendors(SandboxFaults(script: [.init("POST", path, fault)]))
            let reply = await send(vendors, "POST", path, .object(Self.cakewalk))
            #expect((reply == .dropped) == (fault == .dropBefore || fault == .dropAfter))
            #expect(await vendors.contents.list("cakewalk", "reviews").isEmpty != isMade, "\(fault)")
            #expect(try await answer(vendors, "POST", path, .object(Self.cakewalk)).status == (isMade ? 409 : 204))
        }
    }

    @Test("equal seeds give equal runs, and a rate limit is kept")
    func chance() async throws {
        var runs: [[Int]] = []
        for _ in 0..<2 {
            let vendors = try vendors(SandboxFaults(probabilities: [.tooMany: 0.5], seed: 42))
            var statuses: [Int] = []
            for _ in 0..<40 { statuses.append(try await answer(vendors, "GET", "/opal/v1/uars").status) }
            runs.append(statuses)
        }
        #expect(try runs.at(0) == runs.at(1))
        #expect(try Set(runs.at(0)) == [200, 429])
        let limited = try vendors(rate: 3)
        var statuses: [Int] = []
        for _ in 0..<5 { statuses.append(try await answer(limited, "GET", "/opal/v1/uars").status) }
        #expect(statuses == [200, 200, 200, 429, 429])
    }
}
