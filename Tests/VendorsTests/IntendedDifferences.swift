/// Where the tables differ from the vendors' OpenAPI files on purpose, and why: difference -> reason.
enum IntendedDifferences {
    static let cakewalk: [String: String] = [:]

    static let opalUAR = [
        "reminder_schedule: minimum 0 here, none in the spec": "days before the deadline can't be behind it",
        "reviewer_assignment_policy: word BY_SELF is not in the spec": "the vendor's newest file has it",
    ]

    static let opalRequest = [
        "custom_metadata.type: word CALLOUT is not in the spec": "the vendor's newest file has it",
        "custom_metadata.type: word MULTI_SELECT is not in the spec": "the vendor's newest file has it",
        "resources.id: required here only": "an item without an id asks for nothing, or for anything",
    ]

    static let conductorOne = required.merging(scope) { first, _ in first }.merging(selections) { first, _ in first }
        .merging(settings) { first, _ in first }.merging(notUpdated) { first, _ in first }

    private static let required = [
        "displayName: required here only": "a campaign without a name can't be told from others",
        "policyId: required here only": "nothing says who reviews under no policy",
        "completionDate: required here only": "Muster knows when every review is due",
        "ownerIds: required here only": "\"at least one owner is required\", in the field's description",
        "ownerIds: nullable in the spec only": "it is required, so null can't be meant",
    ]

    /// The scope is sent by three calls.
    private static let scope = Dictionary(
        uniqueKeysWithValues: ["", "scope call.", "resource type call."].flatMap { call in
            let users = "\(call)scopeV2.userCriteria"
            return [
                (
                    "\(call)scopeV2.selectedUsers.userIds: maxCount 200 here, none in the spec",
                    "the vendor's release notes say so"
                ),
                ("\(users).groupAppEntitlementsRef.appId: required here only", "half a reference means nothing"),
                ("\(users).groupAppEntitlementsRef.id: required here only", "half a reference means nothing"),
                (
                    "\(users).multiUserProfileAttributes.values.value: required here only",
                    "a value without a value may match all"
                ),
            ]
        })

    private static let selections = [
        "scope call.entitlements.appId: required here only": "half a reference means nothing",
        "scope call.entitlements.appEntitlementId: required here only": "half a reference means nothing",
        "scope call.entitlements: nullable in the spec only": "null would replace the selection by nothing",
        "resource type call.resourceTypeSelections.appId: required here only": "half a reference means nothing",
        "resource type call.resourceTypeSelections.resourceTypeId: required here only":
            "half a reference means nothing",
        "resource type call.resourceTypeSelections: nullable in the spec only":
            "null would replace the selection by nothing",
    ]

    private static let settings = [
        "update.columnConfig.orderedColumns.appUserAttributeKey: minLength 1 here, 0 in the spec":
            "an empty key names nothing",
        "update.reviewerAttributeConfig.bindings.attributeKey: minLength 1 here, 0 in the spec":
            "an empty key names nothing",
        "update.reviewerAttributeConfig.bindings.attributeKey: required here only": "half a reference means nothing",
        "update.reviewerAttributeConfig.bindings.appId: required here only": "half a reference means nothing",
        "update.inclusionScope.multiUserProfileAttributes.values.value: required here only":
            "a value without a value may match all",
    ]

    /// The update takes a whole campaign, of which Muster sets what the create call can't.
    private static let notUpdated = Dictionary(
        uniqueKeysWithValues: [
            "the create call sets it": [
                "completionDate", "description", "displayName", "notificationConfig", "policyId", "scopeType",
                "scopeV2",
            ],
            "the vendor sets it": [
                "accessReviewTemplateId", "campaignHealth", "campaignInsights", "closedAt", "connectorSourcesFrozenAt",
                "createdAt",
                "createdById", "errorState", "expectedTicketCount", "hasAccuracySupport", "id", "scopingVersion",
                "startedAt", "state",
                "updatedAt",
            ],
            "it can't stand in an update's mask": ["bindings", "exclusionScope", "multiApp", "scope", "singleApp"],
        ].flatMap { reason, names in names.map { ("update.\($0): only in the spec", reason) } }
            + [
                (
                    "update: oneof setup_metadata is only in the spec",
                    "none of its members can stand in an update's mask"
                )
            ])
}
