import Campaigns
import JSON

/// `opal.uar`: POST /uar. Opal starts the review at once and has no call to change, stop or delete it.
struct OpalUAR: VendorKind {
    var kind: Kind { .opalUAR }
    var oneOf: [OneOf] { [] }
    var nameField: String { "name" }
    var dueField: String? { "deadline" }

    var table: FieldTable { Self.table }

    private static let table = FieldTable([
        Field(
            "name", .string(), required: true, filledBy: .name, help: "What reviewers see.", source: FactSource.opal),
        Field(
            "reviewer_assignment_policy",
            .enumeration(
                Enumeration(
                    [
                        "MANUALLY", "BY_OWNING_TEAM_ADMIN", "BY_OWNING_TEAM_ADMIN_ALL", "BY_MANAGER", "BY_APPROVERS",
                        "BY_APPROVERS_ALL", "BY_SELF",
                    ], open: true)), required: true,
            help:
                "Who reviews. Without _ALL, owners or approvers take turns; with it, each of them reviews everything. BY_SELF is newer.",
            source: FactSource.opalNewest),
        Field(
            "send_reviewer_assignment_notification", .boolean, required: true,
            help: "Whether reviewers are told when a review is assigned to them.", source: FactSource.opal),
        Field(
            "deadline", .instant(), required: true, filledBy: .due,
            help: "The last day for reviewers, read by Opal in `time_zone`.", source: FactSource.opal),
        Field(
            "time_zone", .timeZone, required: true, filledBy: .timeZone,
            help: "The IANA time zone of the deadline and of the audit report.", source: FactSource.opal),
        Field(
            "self_review_allowed", .boolean, required: true,
            help: "Whether people may review their own access; otherwise Opal warns where nobody else is left to.",
            source: FactSource.opal),
        Field(
            "instantly_action_reviews", .boolean, default: false,
            help: "Whether access is taken away as soon as a reviewer decides so, and not only at the end.",
            source: FactSource.opal),
        Field(
            "reminder_schedule", .list(.integer(0...Int.max), isSet: true), readBack: false,
            help: "How many days before the deadline reviewers are reminded, such as `[7, 3, 1, 0]`.",
            source: FactSource.opal),
        Field(
            "reminder_include_manager", .boolean, readBack: false,
            help: "Whether reminders go to the reviewer's manager too.", source: FactSource.opal),
        Field(
            "uar_scope", .object(scope),
            all: AllWord(sends: nil, meaning: "everything in Opal: every resource and group"),
            absentMeans: "every resource and group", emptyMeans: "every resource and group", needsOneOf: filters,
            help:
                "What is reviewed: what matches one of the filters, or all of them where `filter_operator` says so. Or the word `all`.",
            source: FactSource.opal),
    ])

    /// The members of `uar_scope` that narrow a review down; the others only say how.
    static let filters = ["users", "entities", "apps", "admins", "group_types", "resource_types", "tags", "names"]

    /// What an empty filter would do.
    private static let filtersNothing = "no filter at all"

    private static let scope: [Field] = [
        Field(
            "group_visibility", .enumeration(Enumeration(["STRICT", "VIEW_VISIBLE_AND_ASSIGNED", "VIEW_ALL"])),
            help: "What reviewers see of groups during the review. It narrows nothing down.", source: FactSource.opal),
        Field(
            "users", .list(.uuid, isSet: true), emptyMeans: filtersNothing, names: [.user],
            help: "Only these users' access; the other filters then look at what they have access to.",
            source: FactSource.opal),
        Field(
            "filter_operator", .enumeration(Enumeration(["ANY", "ALL"])), default: "ANY",
            help: "Whether an item must match any filter or all of them. It narrows nothing down by itself.",
            source: FactSource.opal),
        Field(
            "entities", .list(.uuid, isSet: true), emptyMeans: filtersNothing, names: [.resource, .group],
            help: "Resources and groups, by their ids.", source: FactSource.opal),
        Field(
            "apps", .list(.uuid, isSet: true), emptyMeans: filtersNothing, names: [.app], help: "Items in these apps.",
            source: FactSource.opal),
        Field(
            "admins", .list(.uuid, isSet: true), emptyMeans: filtersNothing, names: [.owner],
            help: "Items whose owner is one of these owner ids.",
            source: FactSource.opal),
        Field(
            "group_types", .list(.enumeration(OpalTypes.groups), isSet: true), emptyMeans: filtersNothing,
            help: "Groups of these types.",
            source: FactSource.opalNewest),
        Field(
            "resource_types", .list(.enumeration(OpalTypes.resources), isSet: true), emptyMeans: filtersNothing,
            help: "Resources of these types.",
            source: FactSource.opalNewest),
        Field(
            "include_group_bindings", .boolean,
            help: "Whether groups that are bound to each other are reviewed too. It narrows nothing down.",
            source: FactSource.opal),
        Field(
            "tags",
            .list(
                .object([
                    Field("key", .string(), required: true, help: "The tag's key.", source: FactSource.opal),
                    Field("value", .string(), help: "The tag's value.", source: FactSource.opal),
                ]), isSet: true),
            emptyMeans: filtersNothing, help: "Items with one of these tags.", source: FactSource.opal),
        Field(
            "names", .list(.string(), isSet: true), emptyMeans: filtersNothing,
            help: "Items whose name contains one of these texts.",
            source: FactSource.opal),
    ]
}
