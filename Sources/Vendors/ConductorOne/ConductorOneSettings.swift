import Campaigns
import JSON

/// The settings that only an update can set: POST /api/v1/access_review/{id} with a mask.
enum ConductorOneSettings {
    static let fields: [Field] = [
        setting("reviewInstructions", .string(), "What reviewers are told to do."),
        setting(
            "defaultView",
            .words("ACCESS_REVIEW_VIEW_TYPE_", "UNSPECIFIED", "BY_APP", "BY_USER", "UNSTRUCTURED", "BY_RESOURCE"),
            "How reviewers see their tasks at first."),
        setting("autoResolve", .boolean, "Whether a task is resolved by itself when its grant is gone."),
        setting(
            "usePolicyOverride", .boolean,
            "Whether an entitlement's own policy, then its app's, goes before the campaign's; the campaign's own by default."
        ),
        setting("autoGenerateReport", .boolean, "Whether a report is made when the campaign is closed."),
        setting("autoStartCampaign", .boolean, "Whether the campaign starts by itself at scheduledStartDate."),
        setting(
            "scheduledStartDate", .instant(allowsASAP: true), nullable: true,
            "When the campaign starts by itself; `asap` is 15 minutes after the call that sets it."),
        setting(
            "accuracyIssueAction", .words("ACCURACY_ISSUE_ACTION_", "UNSPECIFIED", "CONTINUE", "WAIT"),
            "Whether an automatic start goes on or waits when the data may be inaccurate."),
        setting("autoCloseCampaign", .boolean, "Whether the campaign is closed by itself at completionDate."),
        setting(
            "autoCloseDecision", .words("CLOSE_DECISION_", "UNSPECIFIED", "REVOKED", "SKIP", "NO_ACTION"),
            "What an automatic close does with tasks that nobody decided."),
        setting(
            "columnConfig", .object(columns), nullable: true, "Which columns reviewers see."),
        setting(
            "signatureConfig",
            .object([
                setting("requireSignature", .boolean, "Whether reviewers must sign."),
                setting("meaningOfSignature", .string(), "What a signature stands for."),
                setting("stepUpProviderId", .identifier, "The provider at which reviewers prove who they are."),
                setting("tspUrl", .string(), "The trust service provider's address."),
            ]), nullable: true,
            "How reviewers sign; a tenant without electronic signatures refuses it with 403."),
        setting(
            "reviewerAttributeConfig",
            .object([
                setting(
                    "bindings",
                    .list(
                        .object([
                            .conductorOne("appId", .identifier, required: true, step: .settings, help: "The app's id."),
                            .conductorOne(
                                "attributeKey", .string(minLength: 1), required: true, step: .settings,
                                help: "The attribute's key in that app's accounts."),
                        ]), isSet: true), nullable: true,
                    "The attributes that reviewers may see, app by app.")
            ]), nullable: true,
            "Which attributes of accounts reviewers may see; none without it."),
        setting(
            "exemptCertifiedAccessConflicts", .boolean,
            "Whether access conflicts that were certified before are left out; for BY_ACCESS_CONFLICTS."),
        .conductorOne(
            "inclusionScope", .object(inclusion), nullable: true, step: .settings,
            emptyMeans: ConductorOneScope.filtersNothing, help: "Users and accounts to include."),
    ]

    private static let columnWords = FieldType.words(
        "ACCESS_REVIEW_TASK_COLUMN_", "UNSPECIFIED", "VIEW_LINK", "CURRENT_STATE", "ACCOUNT", "ACCOUNT_OWNER",
        "ENTITLEMENT", "ENTITLEMENT_DESCRIPTION", "RESOURCE", "RESOURCE_TYPE", "INSIGHTS", "RECOMMENDATION",
        "ASSIGNED_TO", "STATUS", "APP", "DUE", "PROJECT", "CREATED_ON", "TASK_AGE", "RESOLVED_ON",
        "ENROLLMENT_STATUS", "INHERITED_FROM", "DEPARTMENT", "JOB_TITLE", "CREATED_BY", "LAST_LOGIN",
        "RESOURCE_PARENT", "RESOURCE_CHILDREN", "APP_USER_USERNAME", "ACCESS_HOLDER_TYPE", "RISK_LEVEL",
        "COMPLIANCE_FRAMEWORK")

    private static let columns: [Field] = [
        .conductorOne(
            "columns", .list(columnWords, isSet: false), nullable: true, step: .settings, deprecated: true,
            help: "Use orderedColumns, which can show attributes of accounts too."),
        setting(
            "orderedColumns",
            .list(
                .object(
                    [
                        .conductorOne(
                            "builtin", columnWords, nullable: true, step: .settings,
                            help: "A column that ConductorOne has."),
                        .conductorOne(
                            "appUserAttributeKey", .string(minLength: 1), nullable: true, step: .settings,
                            help: "An attribute of accounts, by its key."),
                    ], oneOf: [OneOf("column", ["builtin", "appUserAttributeKey"])]), isSet: false), nullable: true,
            "The columns in their order; without it, those of `defaultView`."),
    ]

    private static let inclusion: [Field] = [
        ConductorOneScope.accountStatuses("appUserStatuses"),
        ConductorOneScope.accountTypes("appUserTypes"),
        ConductorOneScope.ids("managerIds", "Users who have one of these managers."),
        ConductorOneScope.attributes,
        setting("noAccountOwners", .boolean, "Accounts that nobody owns."),
        ConductorOneScope.ids("userIds", "Users by their ids."),
        .conductorOne(
            "userStatuses", .list(.words("USER_", "UNKNOWN", "ENABLED", "DISABLED", "DELETED"), isSet: true),
            nullable: true, step: .settings, emptyMeans: ConductorOneScope.filtersNothing,
            help: "Users of one of these statuses."),
    ]

    private static func setting(_ name: String, _ type: FieldType, nullable: Bool = false, _ help: String) -> Field {
        .conductorOne(name, type, nullable: nullable, step: .settings, help: help)
    }
}
