import Campaigns
import JSON

/// What ConductorOne's scopes must state.
extension RuleCase {
    private static let everything: JSONObject = [
        "appAccess": [:], "allUsers": [:], "allAccounts": [:], "allGrants": [:],
    ]

    private static let start: JSONObject = ["autoStartCampaign": true, "scheduledStartDate": "asap"]

    static let scopes: [RuleCase] = [
        RuleCase(.conductorOneAccessReview, "no type", without: ["scopeType"], faults: "M0222 "),
        RuleCase(
            .conductorOneAccessReview, "an unspecified type",
            with: ["scopeType": "ACCESS_REVIEW_SCOPE_TYPE_UNSPECIFIED"], faults: "M0222 scopeType"),
        RuleCase(.conductorOneAccessReview, "no scope", without: ["scopeV2"], faults: "M0222 "),
        RuleCase(.conductorOneAccessReview, "null for a scope", with: ["scopeV2": .null], faults: "M0222 "),
        RuleCase(
            .conductorOneAccessReview, "a copied scope", with: ["duplicateFrom": "2NlXOld"],
            without: ["scopeV2", "scopeType"]),
        RuleCase(
            .conductorOneAccessReview, "an empty scope beside a copy",
            with: ["duplicateFrom": "2NlXOld", "scopeV2": [:]], without: ["scopeType"], faults: "M0222 scopeV2"),
        .scope("an empty scope", [:], faults: "M0222 scopeV2"),
        .scope("no apps", everything.without("appAccess"), faults: "M0222 scopeV2"),
        .scope("no users", everything.without("allUsers"), faults: "M0222 scopeV2"),
        .scope("no accounts", everything.without("allAccounts"), faults: "M0222 scopeV2"),
        .scope("no grants", everything.without("allGrants"), faults: "M0222 scopeV2"),
        .scope("null for users", everything.with(["allUsers": .null]), faults: "M0222 scopeV2"),
        .scope(
            "only a filter of principals", ["principalTypeFilter": "PRINCIPAL_TYPE_FILTER_USERS"],
            faults: "M0222 scopeV2"),
        .scope(
            "specific resources and no list", everything.without("appAccess").with(["specificResources": [:]]),
            faults: "M0222 scopeV2.specificResources"),
        .scope(
            "specific resources and an empty list", everything.without("appAccess").with(["specificResources": [:]]),
            with: ["entitlements": []], faults: "M0222 entitlements"),
        .scope(
            "specific resources of a copy", everything.without("appAccess").with(["specificResources": [:]]),
            with: ["duplicateFrom": "2NlXOld"]),
        .scope(
            "entitlements without their member", everything, with: ["entitlements": Samples.entitlements],
            faults: "M0224 entitlements"),
        RuleCase(
            .conductorOneAccessReview, "entitlements and no scope",
            with: ["entitlements": Samples.entitlements, "duplicateFrom": "2NlXOld"], without: ["scopeV2"],
            faults: "M0224 entitlements"),
        .scope(
            "an entitlement twice", everything.without("appAccess").with(["specificResources": [:]]),
            with: [
                "entitlements": [["appId": "a", "appEntitlementId": "e"], ["appEntitlementId": "e", "appId": "a"]]
            ], faults: "M0219 entitlements[1]"),
        .scope(
            "resource types and no list", everything.without("appAccess").with(["resourceTypeSelections": [:]]),
            faults: "M0222 scopeV2.resourceTypeSelections"),
        .scope(
            "resource types without their member", everything,
            with: ["resourceTypeSelections": [["appId": "a", "resourceTypeId": "t"]]],
            faults: "M0224 resourceTypeSelections"),
        .scope("no conflicts", type: "BY_ACCESS_CONFLICTS", everything, faults: "M0222 scopeV2"),
        .scope("all conflicts", type: "BY_ACCESS_CONFLICTS", ["allAccessConflicts": [:]], with: start),
        .scope(
            "chosen conflicts that would start", type: "BY_ACCESS_CONFLICTS", ["specificAccessConflicts": [:]],
            with: start, faults: "M0222 scopeV2.specificAccessConflicts"),
        .scope(
            "exclusions that would not hold", everything.with(["excludedSpecificResources": [:]]), with: start,
            faults: "M0222 scopeV2.excludedSpecificResources"),
        .scope("no resource", type: "BY_RESOURCE", everything, faults: "M0222 scopeV2"),
        .scope("chosen resources", type: "BY_RESOURCE", ["resourceSelection": [:]]),
        .scope("no users under BY_USERS", type: "BY_USERS", ["allGrants": [:]], faults: "M0222 scopeV2"),
        .scope("no apps under BY_INHERITANCE", type: "BY_INHERITANCE", ["allUsers": [:]], faults: "M0222 scopeV2"),
        .scope("nothing under a new type", type: "BY_MOON", [:], faults: "M0222 scopeV2"),
        .scope("something under a new type", type: "BY_MOON", ["allUsers": [:]]),
    ]

    static let criteria: [RuleCase] = [
        .scope(
            "apps by nothing", everything.without("appAccess").with(["appSelectionCriteria": [:]]),
            faults: "M0222 scopeV2.appSelectionCriteria"),
        .scope(
            "apps by an empty list",
            everything.without("appAccess").with(["appSelectionCriteria": ["riskLevelAttributeValueIds": []]]),
            faults: "M0222 scopeV2.appSelectionCriteria.riskLevelAttributeValueIds"),
        .scope(
            "no selected user", everything.without("allUsers").with(["selectedUsers": [:]]),
            faults: "M0222 scopeV2.selectedUsers"),
        .scope(
            "null selected users", everything.without("allUsers").with(["selectedUsers": ["userIds": .null]]),
            faults: "M0222 scopeV2.selectedUsers"),
        .scope(
            "an empty list of users", everything.without("allUsers").with(["selectedUsers": ["userIds": []]]),
            faults: "M0222 scopeV2.selectedUsers.userIds"),
        .scope(
            "a blank expression", everything.without("allUsers").with(["celExpression": ["expression": " "]]),
            faults: "M0222 scopeV2.celExpression.expression"),
        .scope(
            "no expression", everything.without("allUsers").with(["celExpression": [:]]),
            faults: "M0222 scopeV2.celExpression"),
        .scope(
            "users by nothing", everything.without("allUsers").with(["userCriteria": [:]]),
            faults: "M0222 scopeV2.userCriteria"),
        .scope(
            "users by an unknown status",
            everything.without("allUsers").with(["userCriteria": ["userStatus": ["ENABLED", "UNKNOWN"]]]),
            faults: "M0222 scopeV2.userCriteria.userStatus[1]"),
        .scope(
            "users by no attribute",
            everything.without("allUsers").with(["userCriteria": ["multiUserProfileAttributes": [:]]]),
            faults: "M0222 scopeV2.userCriteria.multiUserProfileAttributes"),
        .scope(
            "users by an attribute without values",
            everything.without("allUsers").with([
                "userCriteria": ["multiUserProfileAttributes": ["team": ["values": []]]]
            ]), faults: "M0222 scopeV2.userCriteria.multiUserProfileAttributes.team.values"),
        .scope(
            "users by a blank value",
            everything.without("allUsers").with([
                "userCriteria": ["multiUserProfileAttributes": ["team": ["values": [["value": ""]]]]]
            ]), faults: "M0222 scopeV2.userCriteria.multiUserProfileAttributes.team.values[0].value"),
        .scope(
            "users by a blank attribute",
            everything.without("allUsers").with([
                "userCriteria": ["multiUserProfileAttributes": [" ": ["values": [["value": "IT"]]]]]
            ]), faults: "M0222 scopeV2.userCriteria.multiUserProfileAttributes. "),
        .scope(
            "accounts by nothing", everything.without("allAccounts").with(["accountCriteria": [:]]),
            faults: "M0222 scopeV2.accountCriteria"),
        .scope(
            "accounts by a false flag",
            everything.without("allAccounts").with(["accountCriteria": ["noAccountOwner": false]]),
            faults: "M0222 scopeV2.accountCriteria"),
        .scope(
            "accounts of any domain",
            everything.without("allAccounts").with(["accountCriteria": ["accountDomain": "APP_USER_DOMAIN_UNSPECIFIED"]]
            ), faults: "M0222 scopeV2.accountCriteria.accountDomain"),
        .scope(
            "accounts that nobody owns",
            everything.without("allAccounts").with(["accountCriteria": ["noAccountOwner": true]])),
        .scope(
            "grants by nothing", everything.without("allGrants").with(["grantsByCriteria": [:]]),
            faults: "M0222 scopeV2.grantsByCriteria"),
        .scope(
            "grants by zero days", everything.without("allGrants").with(["grantsByCriteria": ["daysSinceAdded": "0s"]]),
            faults: "M0219 scopeV2.grantsByCriteria.daysSinceAdded"),
        .scope(
            "grants from any source",
            everything.without("allGrants").with([
                "grantsByCriteria": ["sourceFilter": "GRANT_SOURCE_FILTER_UNSPECIFIED"]
            ]), faults: "M0222 scopeV2.grantsByCriteria.sourceFilter"),
        .scope(
            "grants of no period",
            everything.without("allGrants").with(["grantsByCriteria": ["grantsAddedBetween": [:]]]),
            faults: "M0222 scopeV2.grantsByCriteria.grantsAddedBetween"),
        .scope(
            "grants of an open period",
            everything.without("allGrants").with([
                "grantsByCriteria": ["grantsAddedBetween": ["startDate": "2026-01-01T00:00:00Z"]]
            ]), faults: "M0222 scopeV2.grantsByCriteria.grantsAddedBetween"),
        .scope(
            "grants of a period that ends first",
            everything.without("allGrants").with([
                "grantsByCriteria": [
                    "grantsAddedBetween": ["startDate": "2026-01-02T00:00:00Z", "endDate": "2026-01-01T00:00:00Z"]
                ]
            ]), faults: "M0219 scopeV2.grantsByCriteria.grantsAddedBetween.endDate"),
        .scope(
            "profiles without a type",
            everything.without("allGrants").with([
                "grantsByCriteria": ["accessProfileFilter": ["includedAccessProfileIds": ["p"]]]
            ]), faults: "M0224 scopeV2.grantsByCriteria.accessProfileFilter.includedAccessProfileIds"),
        .scope(
            "specific profiles that are not named",
            everything.without("allGrants").with([
                "grantsByCriteria": [
                    "accessProfileFilter": ["filterType": "ACCESS_PROFILE_FILTER_TYPE_EXCLUDE_SPECIFIC"]
                ]
            ]), faults: "M0222 scopeV2.grantsByCriteria.accessProfileFilter.filterType"),
        .scope(
            "an unspecified filter of profiles",
            everything.without("allGrants").with([
                "grantsByCriteria": ["accessProfileFilter": ["filterType": "ACCESS_PROFILE_FILTER_TYPE_UNSPECIFIED"]]
            ]), faults: "M0222 scopeV2.grantsByCriteria.accessProfileFilter.filterType"),
    ]
}
