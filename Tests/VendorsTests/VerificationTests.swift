import Campaigns
import JSON
import Support
import Testing

@testable import Vendors

@Suite struct VerificationTests {
    private let kind = ConductorOneAccessReview()

    private func calls(_ changes: JSONObject = [:], without: [String] = []) -> [Call] {
        let fields = without.reduce(Samples.minimal(.conductorOneAccessReview).with(changes)) { $0.without($1) }
        return kind.calls(for: fields, marker: nil)
    }

    private var selecting: [Call] {
        calls([
            "scopeV2": ["specificResources": [:], "allUsers": [:], "allAccounts": [:], "allGrants": [:]],
            "entitlements": Samples.entitlements,
        ])
    }

    private func verify(_ step: Call.Step, _ calls: [Call], _ review: JSONObject) -> Verification {
        let body: JSONValue = ["accessReview": ["accessReview": .object(review)]]
        return kind.verification(of: Answer(status: 200, body: JSONWriter.write(body)), after: step, of: calls)
    }

    private func verifySelection(_ list: JSONValue, scope: JSONObject = [:]) -> Verification {
        let sent: JSONObject = ["specificResources": [:], "allUsers": [:], "allAccounts": [:], "allGrants": [:]]
        let body: JSONValue = ["list": list, "scopeV2": .object(sent.with(scope)), "expanded": []]
        return kind.verification(of: Answer(status: 200, body: JSONWriter.write(body)), after: .scope, of: selecting)
    }

    private func entitlement(_ app: JSONValue, _ id: JSONValue) -> JSONValue {
        ["accessReviewEntitlement": ["appId": app, "appEntitlementId": id, "policyId": "p"], "appPath": "x"]
    }

    /// The state and scope that ConductorOne returns, with everything that was never set.
    private func review(scope: JSONObject) -> JSONObject {
        let unset: JSONObject = [
            "specificResources": .null, "userCriteria": .null,
            "principalTypeFilter": "PRINCIPAL_TYPE_FILTER_UNSPECIFIED",
        ]
        return [
            "id": "2NlX", "state": "ACCESS_REVIEW_STATE_DRAFT", "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS",
            "scopeV2": .object(unset.with(scope)), "autoResolve": false, "reviewInstructions": "",
        ]
    }

    private let everything: JSONObject = ["appAccess": [:], "allUsers": [:], "allAccounts": [:], "allGrants": [:]]

    // MARK: what is read

    @Test("a campaign without a scope call is read after it was made") func readAfterCreate() {
        #expect(kind.readBack(after: .create, of: calls()) == ReadBack(path: "/api/v1/access_review/{id}"))
        #expect(kind.readBack(after: .create, of: selecting) == nil)
        #expect(
            kind.readBack(after: .create, of: calls(["duplicateFrom": "x"], without: ["scopeType", "scopeV2"])) == nil)
        #expect(kind.readBack(after: .settings, of: calls()) == nil)
    }

    @Test("a selection of entitlements is read where it was set, one of resource types can't be") func readAfterScope()
    {
        #expect(
            kind.readBack(after: .scope, of: selecting)
                == ReadBack(path: "/api/v1/access_review/{id}/scope_and_entitlements"))
        let types = calls([
            "scopeV2": ["resourceTypeSelections": [:]],
            "resourceTypeSelections": [["appId": "a", "resourceTypeId": "t"]],
        ])
        #expect(kind.readBack(after: .scope, of: types) == ReadBack(path: "/api/v1/access_review/{id}"))
    }

    @Test(
        "nothing is read at the vendors whose reviews run at once",
        arguments: [Kind.cakewalkAccessReview, .opalUAR, .opalRequest])
    func noRead(kind: Kind) {
        let calls = kind.vendorKind.calls(for: Samples.minimal(kind), marker: nil)
        #expect(kind.vendorKind.readBack(after: .create, of: calls) == nil)
        #expect(kind.vendorKind.verification(of: Answer(status: 200), after: .create, of: calls) == .unreadable)
    }

    // MARK: scope

    @Test("what was never set is no difference") func asSent() {
        #expect(verify(.create, calls(), review(scope: everything)) == .asSent(state: "ACCESS_REVIEW_STATE_DRAFT"))
    }

    @Test("another scope is a difference") func otherScope() {
        #expect(
            verify(
                .create, calls(),
                review(scope: everything.without("allUsers").with(["selectedUsers": ["userIds": ["u"]]])))
                == .differs([
                    "scopeV2.allUsers: sent {}, found nothing",
                    "scopeV2.selectedUsers: sent nothing, found {\"userIds\":[\"u\"]}",
                ]))
    }

    @Test(
        "a member that was not sent is a difference, even an empty or an unknown one",
        arguments: ["resourceSelection", "aNewScope"])
    func extraMember(name: String) {
        #expect(
            verify(.create, calls(), review(scope: everything.with(JSONObject([(name, .object([:]))]))))
                == .differs(["scopeV2.\(name): sent nothing, found {}"]))
    }

    @Test("an unknown member that was never set is none") func unknownDefaults() {
        let unset: JSONObject = [
            "a": false, "b": "", "c": 0, "d": [], "e": .null, "f": "NEW_THING_UNSPECIFIED", "g": "0",
        ]
        #expect(
            verify(.create, calls(), review(scope: everything.with(unset)))
                == .asSent(state: "ACCESS_REVIEW_STATE_DRAFT"))
    }

    @Test("another type is a difference") func otherType() {
        let found = review(scope: everything).with(["scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_RESOURCE"])
        guard case .differs(let lines) = verify(.create, calls(), found) else {
            Issue.record("the type differs")
            return
        }
        #expect(lines.count == 1 && lines.first?.hasPrefix("scopeType: sent") == true)
    }

    @Test("criteria are compared by what they mean") func criteria() {
        let sent: JSONObject = [
            "userCriteria": ["managerUserIds": ["b", "a"]],
            "grantsByCriteria": [
                "grantsAddedBetween": ["startDate": "2026-10-01T00:00:00Z", "endDate": "2027-01-01T00:00:00Z"]
            ],
        ]
        let found: JSONObject = [
            "userCriteria": [
                "managerUserIds": ["a", "b"], "groupAppEntitlementsRef": [], "multiUserProfileAttributes": [:],
                "userStatus": [],
            ],
            "grantsByCriteria": [
                "grantsAddedBetween": [
                    "startDate": "2026-09-30T20:00:00.000-04:00", "endDate": "2027-01-01T00:00:00Z",
                ],
                "sourceFilter": "GRANT_SOURCE_FILTER_UNSPECIFIED", "daysSinceAdded": .null,
                "accessProfileFilter": .null,
            ],
        ]
        let calls = calls(["scopeV2": .object(sent)])
        #expect(verify(.create, calls, review(scope: found)) == .asSent(state: "ACCESS_REVIEW_STATE_DRAFT"))
    }

    // MARK: selection

    @Test("entitlements are a set of pairs") func entitlements() {
        #expect(verifySelection([entitlement("app2", "ent1"), entitlement("app1", "ent1")]) == .asSent(state: nil))
        #expect(
            verifySelection([entitlement("app1", "ent1"), entitlement("app3", "ent1")])
                == .differs(["entitlements: sent, not found: app2/ent1", "entitlements: found, not sent: app3/ent1"]))
        #expect(verifySelection(.null) == .differs(["entitlements: sent, not found: app1/ent1, app2/ent1"]))
    }

    @Test("the scope is compared with the selection") func selectionScope() {
        let list: JSONValue = [entitlement("app2", "ent1"), entitlement("app1", "ent1")]
        #expect(
            verifySelection(list, scope: ["appAccess": [:]]) == .differs(["scopeV2.appAccess: sent nothing, found {}"]))
    }

    @Test("many differences stay one line") func many() {
        let list =
            (0..<50).map { entitlement(.string("z\($0)"), "e") } + [
                entitlement("app1", "ent1"), entitlement("app2", "ent1"),
            ]
        #expect(
            verifySelection(.array(list)) == .differs(["entitlements: found, not sent: z0/e, z1/e, z10/e and 47 more"]))
    }

    // MARK: settings

    @Test("settings are compared to the second, `asap` not at all") func settings() {
        let found = review(scope: everything).with([
            "autoStartCampaign": true, "scheduledStartDate": "2027-01-04T05:00:00.412Z", "reviewInstructions": "Ask",
            "columnConfig": ["orderedColumns": [["builtin": "A", "appUserAttributeKey": .null]], "columns": ["A"]],
        ])
        let settings: JSONObject = [
            "autoStartCampaign": true, "scheduledStartDate": "2027-01-04T05:00:00Z", "reviewInstructions": "Ask",
            "columnConfig": ["orderedColumns": [["builtin": "A"]]],
        ]
        let state = Verification.asSent(state: "ACCESS_REVIEW_STATE_DRAFT")
        #expect(verify(.settings, calls(settings), found) == state)
        #expect(verify(.settings, calls(settings.with(["scheduledStartDate": "asap"])), found) == state)
        #expect(
            verify(.settings, calls(settings.with(["scheduledStartDate": "2027-01-04T05:00:01Z"])), found)
                == .differs([
                    #"scheduledStartDate: sent "2027-01-04T05:00:01Z", found "2027-01-04T05:00:00.412Z""#
                ]))
    }

    @Test("a setting that was not taken is a difference") func notTaken() {
        #expect(
            verify(.settings, calls(["autoResolve": true]), review(scope: everything))
                == .differs(["autoResolve: sent true, found nothing"]))
        #expect(
            verify(
                .settings, calls(["inclusionScope": ["userIds": ["u"]]]),
                review(scope: everything).with([
                    "inclusionScope": ["userIds": ["u"], "noAccountOwners": true]
                ])) == .differs(["inclusionScope.noAccountOwners: sent nothing, found true"]))
    }

    @Test("an answer of another shape is unreadable", arguments: ["", "{}", "[]", #"{"accessReview":null}"#])
    func unreadable(body: String) {
        let answer = Answer(status: 200, body: Array(body.utf8))
        #expect(kind.verification(of: answer, after: .create, of: calls()) == .unreadable)
        #expect(kind.verification(of: answer, after: .settings, of: calls()) == .unreadable)
        #expect(
            kind.verification(of: Answer(status: 404, body: Array("{}".utf8)), after: .scope, of: selecting)
                == .unreadable)
        #expect(verifySelection(["x"]) == .unreadable)
        #expect(verifySelection("x") == .unreadable)
    }
}
