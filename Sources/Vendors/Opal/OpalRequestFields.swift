import Campaigns
import JSON

/// `opal.request`: POST /requests. It asks approvers for access; a campaign uses it for the access that its own work needs.
struct OpalRequest: VendorKind {
    var kind: Kind { .opalRequest }
    var oneOf: [OneOf] { Self.choices }
    var nameField: String { "reason" }
    /// A request has no date of its own: it is due with its campaign.
    var dueField: String? { nil }

    var table: FieldTable { Self.table }

    private static let choices = [OneOf("target", ["target_user_id", "target_group_id"])]
    private static let table = FieldTable([
        Field(
            "resources", .list(.object(resource), isSet: true), required: true,
            help: "The resources to ask for; `[]` when only groups are.", source: FactSource.opalRequests),
        Field(
            "groups", .list(.object(group), isSet: true), required: true,
            help: "The groups to ask for; `[]` when only resources are.", source: FactSource.opalRequests),
        Field(
            "target_user_id", .uuid, names: [.user], help: "The user who is to have access; this or target_group_id.",
            source: FactSource.opalRequests),
        Field(
            "target_group_id", .uuid, names: [.group],
            help: "The group that is to have access; this or target_user_id.",
            source: FactSource.opalRequests),
        Field(
            "reason", .string(), required: true, help: "Why access is needed; approvers read it.",
            source: FactSource.opalRequests),
        Field(
            "support_ticket", .object(ticket), readBack: false, help: "The ticket that belongs to the request.",
            source: FactSource.opalRequests),
        // Opal takes 0 and doesn't say what it means, so it is refused by a rule that can say so.
        Field(
            "duration_minutes", .integer(-1...Int.max), required: true,
            help: "For how long, in minutes; -1 is without end.", source: FactSource.opalRequests),
        Field(
            "custom_metadata", .list(.object(metadata), isSet: false),
            help: "Answers to the custom fields of the request's template.", source: FactSource.opalRequests),
    ])

    private static let accessLevel = Field(
        "access_level_remote_id", .string(), help: "The access level, by its id in the remote system.",
        source: FactSource.opalRequests)

    private static let resource: [Field] = [
        Field(
            "id", .uuid, required: true, names: [.resource], help: "The resource's id.", source: FactSource.opalRequests
        ),
        accessLevel,
        Field(
            "access_level_name", .string(), deprecated: true,
            help: "Give access_level_remote_id alone: Opal fills this one in from it.", source: FactSource.opalRequests),
    ]

    private static let group: [Field] = [
        Field("id", .uuid, required: true, names: [.group], help: "The group's id.", source: FactSource.opalRequests),
        accessLevel,
        Field(
            "access_level_name", .string(), help: "The access level, by its name in the remote system.",
            source: FactSource.opalRequests),
    ]

    private static let ticket: [Field] = [
        Field(
            "ticketing_provider", .enumeration(Enumeration(["JIRA", "LINEAR", "SERVICE_NOW"], open: true)),
            required: true, help: "Where the ticket is.", source: FactSource.opalRequests),
        Field(
            "remote_id", .string(), required: true, help: "The ticket's id in that system.",
            source: FactSource.opalRequests),
        Field(
            "identifier", .string(), required: true, help: "The ticket's short name, such as `SEC-12`.",
            source: FactSource.opalRequests),
        Field("url", .string(), required: true, help: "The ticket's address.", source: FactSource.opalRequests),
    ]

    private static let metadata: [Field] = [
        Field("name", .string(), required: true, help: "The custom field's name.", source: FactSource.opalRequests),
        Field(
            "type",
            .enumeration(
                Enumeration(
                    ["SHORT_TEXT", "LONG_TEXT", "BOOLEAN", "MULTI_CHOICE", "MULTI_SELECT", "CALLOUT"], open: true)),
            required: true, help: "The custom field's type; MULTI_SELECT and CALLOUT are newer.",
            source: FactSource.opalNewest),
        Field("value", .string(), required: true, help: "The answer.", source: FactSource.opalRequests),
    ]
}
