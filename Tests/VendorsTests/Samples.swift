import Campaigns
import JSON
import Vendors

/// Fields as manifests give them, sound for each kind.
enum Samples {
    static let user = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"
    static let app = "0f9d8c7b-6a5e-4d3c-8b2a-190817263544"

    static func minimal(_ kind: Kind) -> JSONObject {
        switch kind {
        case .cakewalkAccessReview:
            [
                "name": "SOX Q1", "accessReviewType": "Manager", "dueDate": "2027-01-30T04:59:59Z",
                "workAppIds": [.string(app)],
                "createdByUserId": .string(user),
            ]
        case .conductorOneAccessReview:
            [
                "displayName": "SOX Q1", "ownerIds": ["2NlXc0wPQNbZ8mEZzWYcBlTzRvj"],
                "policyId": "2NlXaVb7CQLwVn5fGXUjvvCNJqE",
                "completionDate": "2027-01-30T04:59:59Z", "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS",
                "scopeV2": ["appAccess": [:], "allUsers": [:], "allAccounts": [:], "allGrants": [:]],
            ]
        case .opalUAR:
            [
                "name": "SOX Q1", "reviewer_assignment_policy": "BY_OWNING_TEAM_ADMIN",
                "send_reviewer_assignment_notification": true, "deadline": "2027-01-30T04:59:59Z",
                "time_zone": "America/New_York",
                "self_review_allowed": false, "uar_scope": ["tags": [["key": "uar_scope", "value": "high_priority"]]],
            ]
        case .opalRequest:
            [
                "resources": [["id": .string(app)]], "groups": [], "target_user_id": .string(user),
                "reason": "Read access for the external auditor", "duration_minutes": 20160,
            ]
        }
    }

    /// Samples that together use every field of the kind, and every way to write it that its calls tell apart.
    static func full(_ kind: Kind) -> [JSONObject] {
        switch kind {
        case .cakewalkAccessReview:
            [
                minimal(kind).with(["description": "Quarterly", "workAppIds": "all"]),
                minimal(kind).with(["description": .null]),
                minimal(kind),
            ]
        case .conductorOneAccessReview: conductorOne
        case .opalUAR: opal
        case .opalRequest:
            [
                minimal(kind),
                minimal(kind).without("target_user_id").with([
                    "resources": [
                        ["id": .string(app), "access_level_remote_id": "arn:x", "access_level_name": "Support"]
                    ],
                    "groups": [["id": .string(user), "access_level_remote_id": "1", "access_level_name": "Admin"]],
                    "target_group_id": .string(user), "duration_minutes": -1,
                    "support_ticket": [
                        "ticketing_provider": "JIRA", "remote_id": "1", "identifier": "SEC-12",
                        "url": "https://jira.example/SEC-12",
                    ],
                    "custom_metadata": [["name": "Auditor", "type": "SHORT_TEXT", "value": "Acme"]],
                ]),
            ]
        }
    }

    private static let opal: [JSONObject] = {
        let id: JSONValue = .string(app)
        return [
            minimal(.opalUAR), minimal(.opalUAR).with(["uar_scope": "all"]),
            minimal(.opalUAR).with([
                "reviewer_assignment_policy": "BY_MANAGER", "instantly_action_reviews": true,
                "reminder_schedule": [7, 3, 1, 0],
                "reminder_include_manager": true,
                "uar_scope": [
                    "group_visibility": "STRICT", "users": [id], "filter_operator": "ALL", "entities": [id],
                    "apps": [id],
                    "admins": [id], "group_types": ["OKTA_GROUP"], "resource_types": ["AWS_IAM_ROLE"],
                    "include_group_bindings": true, "tags": [["key": "uar_scope"]], "names": ["demo"],
                ],
            ]),
        ]
    }()

    static let entitlements: JSONValue = [
        ["appId": "app1", "appEntitlementId": "ent1"], ["appId": "app2", "appEntitlementId": "ent1"],
    ]

    private static let conductorOne: [JSONObject] = {
        let base = minimal(.conductorOneAccessReview)
        return [
            base, base.with(["description": "Quarterly"]),
            base.with([
                "scopeV2": ["specificResources": [:], "allUsers": [:], "allAccounts": [:], "allGrants": [:]],
                "entitlements": entitlements, "autoStartCampaign": true, "scheduledStartDate": "asap",
                "notificationConfig": ["sendKickoff": true, "sendReminders": true, "sendClose": false],
                "expandMask": ["paths": ["*"]],
            ]),
            base.with([
                "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_RESOURCE", "scopeV2": ["resourceTypeSelections": [:]],
                "resourceTypeSelections": [["appId": "app1", "resourceTypeId": "type1"]],
            ]),
            base.with(["scopeV2": criteria]).with(settings),
            base.with(["scopeV2": expressions, "scheduledStartDate": .null]),
            base.with([
                "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_ACCESS_CONFLICTS",
                "scopeV2": [
                    "specificAccessConflicts": [:], "resourceSelection": [:], "scopeRoleSelection": [:],
                    "excludedSpecificResources": [:],
                ],
            ]),
            base.with([
                "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_ACCESS_CONFLICTS",
                "scopeV2": ["allAccessConflicts": [:], "excludedResourceTypeSelections": [:], "allUsers": .null],
            ]),
            base.with([
                "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_USERS",
                "scopeV2": [
                    "selectedUsers": ["userIds": ["u1"]], "grantsByCriteria": ["daysSinceReviewed": "2592000s"],
                ],
            ]),
            base.without("scopeV2").without("scopeType").with(["duplicateFrom": "2NlXOld"]),
        ]
    }()

    private static let criteria: JSONValue = [
        "appSelectionCriteria": [
            "complianceFrameworkAttributeValueIds": ["sox"], "riskLevelAttributeValueIds": ["high"],
        ],
        "userCriteria": [
            "groupAppEntitlementsRef": [["appId": "okta", "id": "staff"]], "managerUserIds": ["m1"],
            "multiUserProfileAttributes": ["department": ["values": [["value": "Finance"], ["value": "IT"]]]],
            "userStatus": ["ENABLED"],
        ],
        "accountCriteria": [
            "accountDomain": "APP_USER_DOMAIN_EXTERNAL", "accountTypes": ["APP_USER_TYPE_SERVICE_ACCOUNT"],
            "appUserStatuses": ["APP_USER_STATUS_ENABLED"], "noAccountOwner": true,
        ],
        "grantsByCriteria": [
            "accessProfileFilter": [
                "filterType": "ACCESS_PROFILE_FILTER_TYPE_INCLUDE_SPECIFIC", "includedAccessProfileIds": ["p1"],
            ],
            "daysSinceAdded": "86400s", "daysSinceLastUsed": "7776000s", "sourceFilter": "GRANT_SOURCE_FILTER_DIRECT",
            "typeFilter": "GRANT_FILTER_TYPE_PERMANENT",
        ],
        "principalTypeFilter": "PRINCIPAL_TYPE_FILTER_USERS_AND_RESOURCES",
    ]

    private static let expressions: JSONValue = [
        "appAccess": [:], "celExpression": ["expression": "user.department == 'IT'"],
        "accountCelExpression": ["expression": "account.isExternal"],
        "grantsByCriteria": [
            "accessProfileFilter": [
                "filterType": "ACCESS_PROFILE_FILTER_TYPE_EXCLUDE_SPECIFIC", "excludedAccessProfileIds": ["p1"],
            ],
            "grantsAddedBetween": ["startDate": "2026-10-01T00:00:00Z", "endDate": "2026-12-31T23:59:59Z"],
        ],
    ]

    private static let settings: JSONObject = [
        "reviewInstructions": "Ask if in doubt", "defaultView": "ACCESS_REVIEW_VIEW_TYPE_BY_USER", "autoResolve": true,
        "usePolicyOverride": true, "autoGenerateReport": true, "autoStartCampaign": true,
        "scheduledStartDate": "2027-01-04T05:00:00Z", "accuracyIssueAction": "ACCURACY_ISSUE_ACTION_WAIT",
        "autoCloseCampaign": true, "autoCloseDecision": "CLOSE_DECISION_NO_ACTION",
        "columnConfig": [
            "columns": ["ACCESS_REVIEW_TASK_COLUMN_ACCOUNT"],
            "orderedColumns": [["builtin": "ACCESS_REVIEW_TASK_COLUMN_ACCOUNT"], ["appUserAttributeKey": "title"]],
        ],
        "signatureConfig": [
            "requireSignature": true, "meaningOfSignature": "I reviewed this", "stepUpProviderId": "s1",
            "tspUrl": "https://tsp.example",
        ],
        "reviewerAttributeConfig": ["bindings": [["appId": "app1", "attributeKey": "title"]]],
        "exemptCertifiedAccessConflicts": false,
        "inclusionScope": [
            "appUserStatuses": ["APP_USER_STATUS_ENABLED"], "appUserTypes": ["APP_USER_TYPE_USER"],
            "managerIds": ["m1"],
            "multiUserProfileAttributes": ["department": ["values": [["value": "IT"]]]], "noAccountOwners": false,
            "userIds": ["u1"], "userStatuses": ["USER_ENABLED"],
        ],
    ]
}

extension JSONObject {
    func with(_ changes: JSONObject) -> JSONObject {
        changes.members.reduce(into: self) { object, member in object[member.key] = member.value }
    }

    func without(_ key: String) -> JSONObject {
        var object = self
        object[key] = nil
        return object
    }
}
