/// The forms of ConductorOne's bodies (the vendor's OpenAPI file, access-review paths).
enum ConductorOneShapes {
    static let create = BodyShape.object([
        "completionDate": .nullable(.dateTime), "description": .text(), "displayName": .text(),
        "duplicateFrom": .text(),
        "expandMask": .nullable(.object(["paths": .nullable(.list(.text()))])),
        "notificationConfig": .nullable(notification),
        "ownerIds": .nullable(.list(.text())), "policyId": .text(), "scopeType": scopeType, "scopeV2": .nullable(scope),
    ])

    static let entitlements = BodyShape.object([
        "entitlements": .nullable(.list(.object(["appEntitlementId": .text(), "appId": .text()]))),
        "scopeV2": .nullable(scope),
        "expandMask": .nullable(.object(["paths": .nullable(.list(.text()))])),
    ])

    static let resourceTypes = BodyShape.object([
        "resourceTypeSelections": .nullable(.list(.object(["appId": .text(), "resourceTypeId": .text()]))),
        "scopeV2": .nullable(scope),
    ])

    static let update = BodyShape.object([
        "accessReview": .nullable(review), "updateMask": .nullable(.text()),
        "expandMask": .nullable(.object(["paths": .nullable(.list(.text()))])),
    ])

    private static let notification = BodyShape.object([
        "sendClose": .flag, "sendKickoff": .flag, "sendReminders": .flag,
    ])
    private static let marker = BodyShape.nullable(.object([:]))
    private static let texts = BodyShape.nullable(.list(.text()))
    // The specification marks its enumerations as open.
    private static let scopeType = BodyShape.openWord
    private static let expression = BodyShape.nullable(.object(["expression": .text()]))
    private static let attributes = BodyShape.map(.object(["values": .nullable(.list(.object(["value": .text()])))]))

    private static let scope = BodyShape.object(
        [
            "appAccess": marker, "specificResources": marker, "resourceTypeSelections": marker, "allUsers": marker,
            "allAccounts": marker,
            "allGrants": marker, "allAccessConflicts": marker, "specificAccessConflicts": marker,
            "resourceSelection": marker,
            "excludedResourceTypeSelections": marker, "excludedSpecificResources": marker, "scopeRoleSelection": marker,
            "appSelectionCriteria": .nullable(
                .object(["complianceFrameworkAttributeValueIds": texts, "riskLevelAttributeValueIds": texts])),
            "selectedUsers": .nullable(.object(["userIds": texts])), "celExpression": expression,
            "accountCelExpression": expression,
            "userCriteria": .nullable(
                .object([
                    "groupAppEntitlementsRef": .nullable(.list(.object(["appId": .text(), "id": .text()]))),
                    "managerUserIds": texts,
                    "multiUserProfileAttributes": attributes, "userStatus": .nullable(.list(.openWord)),
                ])),
            "accountCriteria": .nullable(
                .object([
                    "accountDomain": .openWord, "accountTypes": .nullable(.list(.openWord)),
                    "appUserStatuses": .nullable(.list(.openWord)),
                    "noAccountOwner": .flag,
                ])),
            "grantsByCriteria": .nullable(
                .object(
                    [
                        "accessProfileFilter": .nullable(
                            .object([
                                "filterType": .openWord, "includedAccessProfileIds": texts,
                                "excludedAccessProfileIds": texts,
                            ])),
                        "daysSinceAdded": .nullable(.duration), "daysSinceReviewed": .nullable(.duration),
                        "daysSinceLastUsed": .nullable(.duration),
                        "grantsAddedBetween": .nullable(
                            .object(["startDate": .nullable(.dateTime), "endDate": .nullable(.dateTime)])),
                        "sourceFilter": .openWord, "typeFilter": .openWord,
                    ], oneOf: [["daysSinceAdded", "daysSinceReviewed", "grantsAddedBetween"]])),
            "principalTypeFilter": .openWord,
        ],
        oneOf: [
            ["appAccess", "specificResources", "appSelectionCriteria", "resourceTypeSelections"],
            ["allUsers", "selectedUsers", "userCriteria", "celExpression"],
            ["allAccounts", "accountCriteria", "accountCelExpression"], ["allGrants", "grantsByCriteria"],
            ["allAccessConflicts", "specificAccessConflicts"],
            ["excludedResourceTypeSelections", "excludedSpecificResources"],
        ])

    private static let review = BodyShape.object([
        "displayName": .text(), "description": .text(), "reviewInstructions": .text(), "defaultView": .openWord,
        "completionDate": .nullable(.dateTime), "autoResolve": .flag, "usePolicyOverride": .flag,
        "autoGenerateReport": .flag,
        "scopeType": scopeType, "exemptCertifiedAccessConflicts": .flag, "autoStartCampaign": .flag,
        "scheduledStartDate": .nullable(.dateTime), "accuracyIssueAction": .openWord, "autoCloseCampaign": .flag,
        "autoCloseDecision": .openWord,
        "columnConfig": .nullable(
            .object([
                "columns": .nullable(.list(.openWord)),
                "orderedColumns": .nullable(
                    .list(
                        .object(
                            ["builtin": .nullable(.openWord), "appUserAttributeKey": .nullable(.text())],
                            oneOf: [["builtin", "appUserAttributeKey"]]))),
            ])),
        "reviewerAttributeConfig": .nullable(
            .object(["bindings": .nullable(.list(.object(["appId": .text(), "attributeKey": .text()])))])),
        "notificationConfig": .nullable(notification),
        "signatureConfig": .nullable(
            .object([
                "meaningOfSignature": .text(), "requireSignature": .flag, "stepUpProviderId": .text(),
                "tspUrl": .text(),
            ])),
        "inclusionScope": .nullable(
            .object([
                "appUserStatuses": .nullable(.list(.openWord)), "appUserTypes": .nullable(.list(.openWord)),
                "managerIds": texts,
                "multiUserProfileAttributes": attributes, "noAccountOwners": .flag, "userIds": texts,
                "userStatuses": .nullable(.list(.openWord)),
            ])), "policyId": .text(), "scopeV2": .nullable(scope),
    ])

    /// What an update's mask may name; scope and policy only in a draft.
    static let maskable = [
        "displayName", "description", "reviewInstructions", "defaultView", "completionDate", "autoResolve",
        "usePolicyOverride",
        "autoGenerateReport", "scopeType", "exemptCertifiedAccessConflicts", "autoStartCampaign", "scheduledStartDate",
        "accuracyIssueAction", "autoCloseCampaign", "autoCloseDecision", "columnConfig", "reviewerAttributeConfig",
        "notificationConfig",
        "signatureConfig", "inclusionScope", "policyId", "scopeV2",
    ]
}
