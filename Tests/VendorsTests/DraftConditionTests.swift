import Campaigns
import JSON
import Support
import Testing

@testable import Vendors

/// What ConductorOne's half-made campaign must be for the calls that are left.
@Suite("A draft that was left") struct DraftConditionTests {
    private let kind = ConductorOneAccessReview()
    private let calls = [
        Call(
            step: .create, path: "/api/v1/access_review",
            body: [
                "displayName": "N", "description": "D", "policyId": "p", "completionDate": "2027-01-29T22:59:59Z",
                "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS",
            ]),
        Call(
            step: .scope, path: ConductorOneAccessReview.entitlementsPath,
            body: ["entitlements": [["appId": "a", "appEntitlementId": "e"]]]),
        Call(
            step: .settings, path: ConductorOneAccessReview.campaignPath,
            body: ["accessReview": ["reviewInstructions": "Look."], "updateMask": "reviewInstructions"]),
    ]

    private func condition(_ change: JSONObject = [:], done: [Call.Step] = [.create, .scope]) -> DraftCondition {
        var review: JSONObject = ["id": "2NlX", "state": "ACCESS_REVIEW_STATE_DRAFT"]
        for member in calls.first?.body.objectValue?.members ?? [] { review[member.key] = member.value }
        for member in change.members { review[member.key] = member.value }
        let body: JSONValue = ["accessReview": ["accessReview": .object(review)]]
        return kind.draftCondition(
            of: Answer(status: 200, body: JSONWriter.write(body)), calls: calls, done: done)
    }

    @Test("as it was left, its calls may be made") func asLeft() {
        #expect(condition() == .asLeft)
        #expect(condition(done: [.create]) == .asLeft)
    }

    @Test(
        "with another text, date, policy or kind of scope, or started, it was changed",
        arguments: [
            ("displayName", "M"), ("description", "E"), ("policyId", "q"), ("completionDate", "2027-01-30T22:59:59Z"),
            ("scopeType", "ACCESS_REVIEW_SCOPE_TYPE_BY_RESOURCES"), ("state", "ACCESS_REVIEW_STATE_OPEN"),
        ])
    func changed(field: String, value: String) {
        for done in [[Call.Step.create], [.create, .scope]] {
            guard case .changed(let lines) = condition([field: .string(value)], done: done) else {
                Issue.record("\(field) is not seen")
                continue
            }
            #expect(lines.count == 1 && lines.first?.hasPrefix("\(field):") == true, "\(lines)")
        }
    }

    @Test("with the settings that were about to be sent it is finished, but never before its scope was set")
    func finished() {
        let settings: JSONObject = ["reviewInstructions": "Look."]
        #expect(condition(settings) == .finished(state: "ACCESS_REVIEW_STATE_DRAFT"))
        #expect(condition(settings, done: [.create]) == .asLeft)
    }
}
