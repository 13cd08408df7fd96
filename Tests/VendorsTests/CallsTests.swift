import Campaigns
import JSON
import Support
import Testing

@testable import Vendors

@Suite struct CallsTests {
    private let marker = Marker(address: Address(campaign: "sox-2027-q1", review: "c1"), lineage: "7f3a0000")

    private func lines(_ kind: Kind, _ fields: JSONObject, marked: Bool = true) -> [String] {
        kind.vendorKind.calls(for: fields, marker: marked ? marker : nil).map {
            "\($0.step) \($0.method.rawValue) \($0.path) \(JSONWriter.text($0.body))"
        }
    }

    @Test("Cakewalk's body is sent in one call, `all` as an empty list") func cakewalk() {
        let fields = Samples.minimal(.cakewalkAccessReview).with(["description": "Quarterly", "workAppIds": "all"])
        #expect(
            lines(.cakewalkAccessReview, fields) == [
                """
                create POST /api/v1/AccessReviews {"name":"SOX Q1","description":"Quarterly","accessReviewType":"Manager",\
                "dueDate":"2027-01-30T04:59:59Z","workAppIds":[],"createdByUserId":"5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"}
                """
            ])
    }

    @Test("ConductorOne's campaign is created, then scoped, then set up") func conductorOne() throws {
        let fields = try Samples.full(.conductorOneAccessReview).at(2).with(["description": "Quarterly"])
        let scope = #"{"specificResources":{},"allUsers":{},"allAccounts":{},"allGrants":{}}"#
        #expect(
            lines(.conductorOneAccessReview, fields) == [
                """
                create POST /api/v1/access_review {"displayName":"SOX Q1",\
                "description":"Quarterly [muster sox-2027-q1/c1 7f3a]","ownerIds":["2NlXc0wPQNbZ8mEZzWYcBlTzRvj"],\
                "policyId":"2NlXaVb7CQLwVn5fGXUjvvCNJqE","completionDate":"2027-01-30T04:59:59Z",\
                "scopeType":"ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS","scopeV2":\(scope),\
                "notificationConfig":{"sendKickoff":true,"sendReminders":true,"sendClose":false},"expandMask":{"paths":["*"]}}
                """,
                """
                scope POST /api/v1/access_review/{id}/scope_and_entitlements {"entitlements":\
                [{"appId":"app1","appEntitlementId":"ent1"},{"appId":"app2","appEntitlementId":"ent1"}],"scopeV2":\(scope)}
                """,
                """
                settings POST /api/v1/access_review/{id} {"accessReview":{"autoStartCampaign":true,\
                "scheduledStartDate":"asap"},"updateMask":"autoStartCampaign,scheduledStartDate"}
                """,
            ])
    }

    @Test("resource types are selected by a call of their own") func resourceTypes() throws {
        let calls = try lines(.conductorOneAccessReview, Samples.full(.conductorOneAccessReview).at(3))
        #expect(
            calls.dropFirst() == [
                """
                scope POST /api/v1/access_review/{id}/scope_by_resource_type {"resourceTypeSelections":\
                [{"appId":"app1","resourceTypeId":"type1"}],"scopeV2":{"resourceTypeSelections":{}}}
                """
            ])
    }

    @Test("a campaign without lists and settings is one call") func oneCall() throws {
        let calls = ConductorOneAccessReview().calls(for: Samples.minimal(.conductorOneAccessReview), marker: nil)
        #expect(calls.map(\.step) == [.create])
        #expect(try calls.at(0).body["description"] == nil)
    }

    @Test("a marker without a description is the whole description") func markerAlone() throws {
        let calls = ConductorOneAccessReview().calls(for: Samples.minimal(.conductorOneAccessReview), marker: marker)
        #expect(try calls.at(0).body["description"] == "[muster sox-2027-q1/c1 7f3a]")
    }

    @Test("a UAR's scope is left out for `all`") func uar() throws {
        #expect(
            lines(.opalUAR, Samples.minimal(.opalUAR)) == [
                """
                create POST /uar {"name":"SOX Q1","reviewer_assignment_policy":"BY_OWNING_TEAM_ADMIN",\
                "send_reviewer_assignment_notification":true,"deadline":"2027-01-30T04:59:59Z","time_zone":"America/New_York",\
                "self_review_allowed":false,"uar_scope":{"tags":[{"key":"uar_scope","value":"high_priority"}]}}
                """
            ])
        let calls = OpalUAR().calls(for: Samples.minimal(.opalUAR).with(["uar_scope": "all"]), marker: marker)
        #expect(try calls.at(0).body["uar_scope"] == nil)
    }

    @Test("a request's reason ends in the marker") func request() {
        #expect(
            lines(.opalRequest, Samples.minimal(.opalRequest)) == [
                """
                create POST /requests {"resources":[{"id":"0f9d8c7b-6a5e-4d3c-8b2a-190817263544"}],"groups":[],\
                "target_user_id":"5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111",\
                "reason":"Read access for the external auditor [muster sox-2027-q1/c1 7f3a]","duration_minutes":20160}
                """
            ])
    }

    @Test("the fields that calls were made of come back, with a marker and without", arguments: Kind.allCases)
    func inverse(kind: Kind) {
        let vendorKind = kind.vendorKind
        for fields in Samples.full(kind) {
            for marker in [marker, nil] {
                let back = vendorKind.fields(of: vendorKind.calls(for: fields, marker: marker))
                #expect(back == fields)
                #expect(vendorKind.calls(for: back, marker: marker) == vendorKind.calls(for: fields, marker: marker))
            }
        }
    }

    @Test("the samples use every field of the table", arguments: Kind.allCases) func samplesAreFull(kind: Kind) {
        func unused(_ fields: [Field], _ values: [JSONValue], _ path: FieldPath) -> [String] {
            fields.flatMap { field -> [String] in
                let path = path.appending(field.name)
                let given = values.compactMap { $0[field.name] }
                return given.isEmpty ? [path.description] : unused(field.type.fields, given.flatMap(\.children), path)
            }
        }
        #expect(unused(kind.vendorKind.fields, Samples.full(kind).map { .object($0) }, FieldPath()) == [])
    }
}

extension JSONValue {
    /// The objects that the value is, or holds as a list's items or a map's values.
    fileprivate var children: [JSONValue] {
        switch self {
        case .array(let items): items
        case .object(let object): [self] + object.members.map(\.value)
        default: []
        }
    }
}
