import Campaigns
import JSON

/// The fields of `scopeV2`. An empty mapping is a choice: `allUsers: {}`.
enum ConductorOneScope {
    static let apps = OneOf(
        "apps_and_resources_scope",
        ["appAccess", "specificResources", "appSelectionCriteria", "resourceTypeSelections"])
    static let users = OneOf("users_scope", ["allUsers", "selectedUsers", "userCriteria", "celExpression"])
    static let accounts = OneOf("accounts_scope", ["allAccounts", "accountCriteria", "accountCelExpression"])
    static let grants = OneOf("grants_scope", ["allGrants", "grantsByCriteria"])
    static let accessConflicts = OneOf("access_conflicts_scope", ["allAccessConflicts", "specificAccessConflicts"])
    static let resources = OneOf("resource_scope", ["resourceSelection"])
    static let exclusions = OneOf(
        "excluded_apps_and_resources_scope", ["excludedSpecificResources", "excludedResourceTypeSelections"])

    static let oneOf = [apps, users, accounts, grants, accessConflicts, resources, exclusions]

    /// What must be stated by each type of scope: what ConductorOne does about a part that is left out is not documented.
    static let parts: [StatedParts] = [
        stated("BY_ENTITLEMENTS", [apps, users, accounts, grants]),
        stated("BY_ACCESS_CONFLICTS", [accessConflicts]),
        // Which of these that type wants is not documented; one of them must say what is reviewed.
        stated(
            "BY_RESOURCE", [OneOf("resources", resources.members + ["scopeRoleSelection", "resourceTypeSelections"])]),
        stated("BY_USERS", [users]), stated("BY_INHERITANCE", [apps]),
    ]

    private static func stated(_ type: String, _ parts: [OneOf]) -> StatedParts {
        StatedParts(where: "scopeType", is: "ACCESS_REVIEW_SCOPE_TYPE_" + type, parts)
    }

    /// Choices whose selection no documented call of the API sets.
    static let unselectable = [
        "specificAccessConflicts", "resourceSelection", "scopeRoleSelection", "excludedSpecificResources",
        "excludedResourceTypeSelections",
    ]

    /// What an empty filter would do.
    static let filtersNothing = "no filter at all"

    static let fields: [Field] = [
        marker("appAccess", "Every app's access."),
        marker("specificResources", "The entitlements that the block's `entitlements` names."),
        message(
            "appSelectionCriteria",
            [
                ids("complianceFrameworkAttributeValueIds", "Apps under one of these compliance frameworks."),
                ids("riskLevelAttributeValueIds", "Apps of one of these risk levels."),
            ], "Apps by what they are: by compliance framework or risk level."),
        marker("resourceTypeSelections", "The resource types that the block's `resourceTypeSelections` names."),
        marker("allUsers", "Every user."),
        message(
            "selectedUsers",
            [
                .conductorOne(
                    "userIds", .list(.identifier, isSet: true, maxCount: 200), nullable: true,
                    emptyMeans: filtersNothing, names: [.user],
                    help: "The users' ids, at most 200.", source: FactSource.conductorOneGuides)
            ], "Users by their ids."),
        message(
            "userCriteria", userCriteria,
            "Users by what they are: by groups, managers, attributes of their profile, or status."),
        expression("celExpression", "Users for whom an expression in CEL (Common Expression Language) is true."),
        marker("allAccounts", "Every account."),
        message(
            "accountCriteria", accountCriteria,
            "Accounts by what they are: by domain, type, status, or having no owner."),
        expression(
            "accountCelExpression", "Accounts for which an expression in CEL (Common Expression Language) is true."),
        marker("allGrants", "Every grant."),
        .conductorOne(
            "grantsByCriteria", .object(ConductorOneGrants.fields, oneOf: [ConductorOneGrants.criteriaFilter]),
            nullable: true, emptyMeans: filtersNothing,
            help: "Grants by what they are: by access profile, age, last review, last use, source and type."),
        marker("allAccessConflicts", "Every access conflict."),
        marker("specificAccessConflicts", "Access conflicts that are chosen at ConductorOne."),
        marker("resourceSelection", "Resources that are chosen at ConductorOne."),
        marker("scopeRoleSelection", "Scopes and roles of infrastructure apps that are chosen at ConductorOne."),
        marker("excludedSpecificResources", "Leaves out entitlements that are chosen at ConductorOne."),
        marker("excludedResourceTypeSelections", "Leaves out resource types that are chosen at ConductorOne."),
        .conductorOne(
            "principalTypeFilter",
            .words("PRINCIPAL_TYPE_FILTER_", "UNSPECIFIED", "USERS", "RESOURCES", "USERS_AND_RESOURCES"),
            default: "PRINCIPAL_TYPE_FILTER_USERS",
            help: "Whose access: users, which unspecified means too, resources, or both."),
    ]

    private static let userCriteria: [Field] = [
        .conductorOne(
            "groupAppEntitlementsRef",
            .list(
                .object([
                    .conductorOne(
                        "appId", .identifier, required: true, names: [.app], help: "The id of the group's app."),
                    .conductorOne("id", .identifier, required: true, help: "The entitlement's id in that app."),
                ]), isSet: true), nullable: true, emptyMeans: filtersNothing, names: [.entitlement],
            help: "Users who have one of these entitlements, such as a group."),
        ids("managerUserIds", names: [.user], "Users who have one of these managers."),
        attributes,
        .conductorOne(
            "userStatus", .list(.words("", "UNKNOWN", "ENABLED", "DISABLED", "DELETED"), isSet: true),
            nullable: true, emptyMeans: filtersNothing, help: "Users of one of these statuses."),
    ]

    private static let accountCriteria: [Field] = [
        .conductorOne(
            "accountDomain", .words("APP_USER_DOMAIN_", "UNSPECIFIED", "EXTERNAL", "TRUSTED"),
            help: "Accounts of trusted or of external domains."),
        accountTypes("accountTypes"),
        accountStatuses("appUserStatuses"),
        .conductorOne("noAccountOwner", .boolean, help: "Accounts that nobody owns."),
    ]

    /// Accounts by type; used by `inclusionScope` too, under another name.
    static func accountTypes(_ name: String) -> Field {
        .conductorOne(
            name,
            .list(.words("APP_USER_TYPE_", "UNSPECIFIED", "USER", "SERVICE_ACCOUNT", "SYSTEM_ACCOUNT"), isSet: true),
            nullable: true, emptyMeans: filtersNothing, help: "Accounts of one of these types.")
    }

    /// Accounts by status.
    static func accountStatuses(_ name: String) -> Field {
        .conductorOne(
            name, .list(.words("APP_USER_STATUS_", "UNSPECIFIED", "ENABLED", "DISABLED", "DELETED"), isSet: true),
            nullable: true, emptyMeans: filtersNothing, help: "Accounts of one of these statuses.")
    }

    /// Users by the attributes of their profile.
    static let attributes = Field.conductorOne(
        "multiUserProfileAttributes",
        .map(
            .object([
                .conductorOne(
                    "values",
                    .list(
                        .object([.conductorOne("value", .string(), required: true, help: "The value.")]), isSet: true),
                    nullable: true, emptyMeans: filtersNothing, help: "The values, of which a user has one.")
            ])), emptyMeans: filtersNothing,
        help: "Users by attributes of their profile: attribute -> values.")

    static func ids(_ name: String, names: [DirectoryName.Kind] = [], _ help: String) -> Field {
        .conductorOne(
            name, .list(.identifier, isSet: true), nullable: true, emptyMeans: filtersNothing, names: names, help: help)
    }

    private static func marker(_ name: String, _ help: String) -> Field { message(name, [], help) }

    private static func message(_ name: String, _ fields: [Field], _ help: String) -> Field {
        .conductorOne(
            name, .object(fields), nullable: true, emptyMeans: fields.isEmpty ? nil : filtersNothing, help: help)
    }

    private static func expression(_ name: String, _ help: String) -> Field {
        message(
            name,
            [
                .conductorOne(
                    "expression", .string(), names: [.user, .app],
                    help: "The expression, in CEL. A name within it stands for an id.")
            ], help)
    }
}

/// The fields of `grantsByCriteria`.
enum ConductorOneGrants {
    static let criteriaFilter = OneOf("criteria_filter", ["daysSinceAdded", "daysSinceReviewed", "grantsAddedBetween"])

    static let fields: [Field] = [
        .conductorOne(
            "accessProfileFilter",
            .object([
                .conductorOne(
                    "filterType",
                    .words(
                        "ACCESS_PROFILE_FILTER_TYPE_", "UNSPECIFIED", "INCLUDE_ALL", "EXCLUDE_ALL", "EXCLUDE_SPECIFIC",
                        "INCLUDE_SPECIFIC"),
                    help: "Which access profiles' grants are included or left out."),
                profileIDs("includedAccessProfileIds", "The access profiles to include, at most 32."),
                profileIDs("excludedAccessProfileIds", "The access profiles to leave out, at most 32."),
            ]), nullable: true, emptyMeans: ConductorOneScope.filtersNothing,
            help: "Grants by the access profile that they come from."),
        .conductorOne(
            "daysSinceAdded", .protobufDuration, nullable: true,
            help:
                "Grants by the time since they were added, in seconds: `86400s` is a day. Whether older or newer ones are meant is not documented."
        ),
        .conductorOne(
            "daysSinceReviewed", .protobufDuration, nullable: true,
            help:
                "Grants by the time since their last review, in seconds. Whether a longer or a shorter time is meant is not documented."
        ),
        .conductorOne(
            "grantsAddedBetween",
            .object([
                .conductorOne("startDate", .instant(), nullable: true, help: "From this date on."),
                .conductorOne("endDate", .instant(), nullable: true, help: "Until this date."),
            ]), nullable: true, emptyMeans: ConductorOneScope.filtersNothing,
            help: "Grants that were added between two dates."),
        .conductorOne(
            "daysSinceLastUsed", .protobufDuration, nullable: true,
            help:
                "Grants by the time since their last use, in seconds. Whether a longer or a shorter time is meant is not documented."
        ),
        .conductorOne(
            "sourceFilter", .words("GRANT_SOURCE_FILTER_", "UNSPECIFIED", "DIRECT", "INHERITED"),
            help: "Grants that were given directly, or that were inherited."),
        .conductorOne(
            "typeFilter", .words("GRANT_FILTER_TYPE_", "UNSPECIFIED", "PERMANENT", "TEMPORARY"),
            help: "Grants that last, or that end."),
    ]

    private static func profileIDs(_ name: String, _ help: String) -> Field {
        .conductorOne(
            name, .list(.identifier, isSet: true, maxCount: 32), nullable: true,
            emptyMeans: ConductorOneScope.filtersNothing, help: help)
    }
}
