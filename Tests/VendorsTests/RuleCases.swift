import Campaigns
import JSON
import Testing

/// A sound block with something changed, and the faults that it has then.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let kind: Kind
    let title: String
    let fields: JSONObject
    /// Such as `M0222 uar_scope.tags`.
    let faults: [String]

    var testDescription: String { "\(kind.rawValue): \(title)" }

    static let all = cakewalk + uar + request + campaigns + scopes + criteria
}

extension RuleCase {
    init(_ kind: Kind, _ title: String, with changes: JSONObject = [:], without: [String] = [], faults: String...) {
        self.kind = kind
        self.title = title
        fields = without.reduce(Samples.minimal(kind).with(changes)) { $0.without($1) }
        self.faults = faults
    }

    /// A campaign with another scope.
    static func scope(
        _ title: String, type: String = "BY_ENTITLEMENTS", _ scope: JSONObject, with changes: JSONObject = [:],
        faults: String...
    ) -> RuleCase {
        let scoped: JSONObject = [
            "scopeType": .string("ACCESS_REVIEW_SCOPE_TYPE_" + type), "scopeV2": .object(scope),
        ]
        let fields = Samples.minimal(.conductorOneAccessReview).with(scoped).with(changes)
        return RuleCase(kind: .conductorOneAccessReview, title: title, fields: fields, faults: faults)
    }

    private static let cakewalk: [RuleCase] = [
        RuleCase(.cakewalkAccessReview, "a blank name", with: ["name": " "], faults: "M0219 name"),
        RuleCase(.cakewalkAccessReview, "an empty list of apps", with: ["workAppIds": []], faults: "M0222 workAppIds"),
        RuleCase(.cakewalkAccessReview, "all apps", with: ["workAppIds": "all"]),
        RuleCase(
            .cakewalkAccessReview, "an app twice, in other letters",
            with: ["workAppIds": [.string(Samples.app), .string(Samples.app.uppercased())]],
            faults: "M0219 workAppIds[1]"),
    ]

    private static let uar: [RuleCase] = [
        RuleCase(.opalUAR, "no scope", without: ["uar_scope"], faults: "M0222 "),
        RuleCase(.opalUAR, "everything", with: ["uar_scope": "all"]),
        RuleCase(.opalUAR, "an empty scope", with: scope([:]), faults: "M0222 uar_scope"),
        RuleCase(.opalUAR, "an operator alone", with: scope(["filter_operator": "ALL"]), faults: "M0222 uar_scope"),
        RuleCase(.opalUAR, "visibility alone", with: scope(["group_visibility": "STRICT"]), faults: "M0222 uar_scope"),
        RuleCase(.opalUAR, "bindings alone", with: scope(["include_group_bindings": true]), faults: "M0222 uar_scope"),
        RuleCase(
            .opalUAR, "all three of them",
            with: scope(["filter_operator": "ANY", "group_visibility": "STRICT", "include_group_bindings": false]),
            faults: "M0222 uar_scope"),
        RuleCase(.opalUAR, "an empty filter", with: scope(["tags": []]), faults: "M0222 uar_scope.tags"),
        RuleCase(
            .opalUAR, "an empty filter beside another", with: scope(["names": ["demo"], "apps": []]),
            faults: "M0222 uar_scope.apps"),
        RuleCase(
            .opalUAR, "a blank name filter", with: scope(["names": ["demo", " "]]), faults: "M0222 uar_scope.names[1]"),
        RuleCase(.opalUAR, "a blank tag", with: scope(["tags": [["key": ""]]]), faults: "M0222 uar_scope.tags[0].key"),
        RuleCase(
            .opalUAR, "a blank tag value", with: scope(["tags": [["key": "uar_scope", "value": ""]]]),
            faults: "M0222 uar_scope.tags[0].value"),
        RuleCase(
            .opalUAR, "a blank type", with: scope(["group_types": [""]]), faults: "M0222 uar_scope.group_types[0]"),
        RuleCase(
            .opalUAR, "a name filter twice", with: scope(["names": ["demo", "api", "demo"]]),
            faults: "M0219 uar_scope.names[2]"),
        RuleCase(.opalUAR, "users alone", with: scope(["users": [.string(Samples.user)]])),
    ]

    private static let request: [RuleCase] = [
        RuleCase(.opalRequest, "no target", without: ["target_user_id"], faults: "M0222 "),
        RuleCase(.opalRequest, "no item", with: ["resources": [], "groups": []], faults: "M0222 resources"),
        RuleCase(.opalRequest, "a blank reason", with: ["reason": "\n"], faults: "M0219 reason"),
        RuleCase(
            .opalRequest, "a marker in the reason", with: ["reason": "x [muster a/b 7f3a]"], faults: "M0219 reason"),
        RuleCase(.opalRequest, "0 minutes", with: ["duration_minutes": 0], faults: "M0219 duration_minutes"),
        RuleCase(.opalRequest, "without end", with: ["duration_minutes": -1]),
        RuleCase(
            .opalRequest, "a deprecated level",
            with: ["resources": [["id": .string(Samples.app), "access_level_name": "Admin"]]],
            faults: "M0226 resources[0].access_level_name"),
        RuleCase(
            .opalRequest, "a blank level",
            with: ["groups": [["id": .string(Samples.app), "access_level_remote_id": ""]]],
            faults: "M0222 groups[0].access_level_remote_id"),
        RuleCase(
            .opalRequest, "an item twice",
            with: ["groups": [["id": .string(Samples.app)], ["id": .string(Samples.app)]]], faults: "M0219 groups[1]"),
        RuleCase(
            .opalRequest, "a blank ticket",
            with: [
                "support_ticket": [
                    "ticketing_provider": "JIRA", "remote_id": "", "identifier": "SEC-1", "url": "https://x.example",
                ]
            ], faults: "M0219 support_ticket.remote_id"),
        RuleCase(
            .opalRequest, "a blank custom field",
            with: ["custom_metadata": [["name": " ", "type": "SHORT_TEXT", "value": ""]]],
            faults: "M0219 custom_metadata[0].name"),
    ]

    private static let campaigns: [RuleCase] = [
        RuleCase(.conductorOneAccessReview, "a blank name", with: ["displayName": ""], faults: "M0219 displayName"),
        RuleCase(.conductorOneAccessReview, "no owner", with: ["ownerIds": []], faults: "M0219 ownerIds"),
        RuleCase(
            .conductorOneAccessReview, "an owner twice", with: ["ownerIds": ["a", "a"]], faults: "M0219 ownerIds[1]"),
        RuleCase(
            .conductorOneAccessReview, "a marker of its own", with: ["description": "Copied [muster sox/c1 7f3a]"],
            faults: "M0219 description"),
        RuleCase(
            .conductorOneAccessReview, "a start without a date", with: ["autoStartCampaign": true],
            faults: "M0224 autoStartCampaign"),
        RuleCase(
            .conductorOneAccessReview, "a date without a start", with: ["scheduledStartDate": "asap"],
            faults: "M0224 scheduledStartDate"),
        RuleCase(
            .conductorOneAccessReview, "a date and no start",
            with: ["scheduledStartDate": "2027-01-04T00:00:00Z", "autoStartCampaign": false],
            faults: "M0224 scheduledStartDate"),
        RuleCase(
            .conductorOneAccessReview, "a start when it is due",
            with: ["scheduledStartDate": "2027-01-30T04:59:59Z", "autoStartCampaign": true],
            faults: "M0219 scheduledStartDate"),
        RuleCase(
            .conductorOneAccessReview, "a close without a decision", with: ["autoCloseCampaign": true],
            faults: "M0224 autoCloseCampaign"),
        RuleCase(
            .conductorOneAccessReview, "a close with no decision",
            with: ["autoCloseCampaign": true, "autoCloseDecision": "CLOSE_DECISION_UNSPECIFIED"],
            faults: "M0224 autoCloseDecision"),
        RuleCase(
            .conductorOneAccessReview, "a decision without a close", with: ["autoCloseDecision": "CLOSE_DECISION_SKIP"],
            faults: "M0224 autoCloseDecision"),
        RuleCase(
            .conductorOneAccessReview, "no decision and no close",
            with: ["autoCloseDecision": "CLOSE_DECISION_UNSPECIFIED"]),
        RuleCase(
            .conductorOneAccessReview, "an empty inclusion", with: ["inclusionScope": [:]],
            faults: "M0222 inclusionScope"),
        RuleCase(
            .conductorOneAccessReview, "an inclusion of nobody", with: ["inclusionScope": ["userIds": []]],
            faults: "M0222 inclusionScope.userIds"),
        RuleCase(
            .conductorOneAccessReview, "an inclusion of unknown status",
            with: ["inclusionScope": ["userStatuses": ["USER_UNKNOWN"]]], faults: "M0222 inclusionScope.userStatuses[0]"
        ),
    ]

    private static func scope(_ scope: JSONObject) -> JSONObject { ["uar_scope": .object(scope)] }
}
