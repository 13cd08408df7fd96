import Campaigns
import JSON

/// `conductorone.access-review`: a campaign, made as a draft by one call, scoped by a second and set up by a third.
struct ConductorOneAccessReview: VendorKind {
    var kind: Kind { .conductorOneAccessReview }
    /// Each list is set by a call of its own that replaces the scope that the other has set.
    var oneOf: [OneOf] { Self.choices }
    var nameField: String { "displayName" }
    var dueField: String? { "completionDate" }

    var table: FieldTable { Self.table }

    private static let choices = [OneOf("selection", ["entitlements", "resourceTypeSelections"])]
    private static let table = FieldTable(created + selections + ConductorOneSettings.fields)

    /// What leaving out the scope would mean.
    private static let undocumented = "what is not documented, unless `duplicateFrom` brings the scope of another"

    /// What POST /api/v1/access_review takes.
    private static let created: [Field] = [
        .conductorOne(
            "displayName", .string(), required: true, filledBy: .name, help: "What reviewers see."),
        .conductorOne(
            "description", .string(), filledBy: .description,
            help: "A longer text about the campaign; Muster adds its marker behind it."),
        .conductorOne(
            "ownerIds", .list(.identifier, isSet: true), required: true, readBack: false,
            emptyMeans: "no owner, and ConductorOne wants one", names: [.user],
            help: "The users who own the campaign, at least one. ConductorOne never returns them."),
        .conductorOne(
            "policyId", .identifier, required: true, names: [.policy],
            help: "The review policy that assigns reviewers: one for certification."
        ),
        .conductorOne(
            "completionDate", .instant(), required: true, nullable: true, filledBy: .due,
            help: "When the campaign is due, and is closed where autoCloseCampaign says so."),
        .conductorOne(
            "scopeType",
            .words(
                "ACCESS_REVIEW_SCOPE_TYPE_", "UNSPECIFIED", "BY_ENTITLEMENTS", "BY_ACCESS_CONFLICTS", "BY_RESOURCE",
                "BY_INHERITANCE", "BY_USERS"),
            absentMeans: undocumented,
            help:
                "How the campaign's scope is found: by entitlements, access conflicts, resources, inheritance or users. It can't be changed later."
        ),
        .conductorOne(
            "scopeV2", .object(ConductorOneScope.fields, oneOf: ConductorOneScope.oneOf), nullable: true,
            absentMeans: undocumented, emptyMeans: "what is not documented", parts: ConductorOneScope.parts,
            help:
                "What is reviewed. By entitlements, each of apps and resources, users, accounts and grants must be stated; by the other types, what they are about."
        ),
        .conductorOne(
            "notificationConfig",
            .object([
                .conductorOne("sendKickoff", .boolean, help: "Whether reviewers are told by mail when it starts."),
                .conductorOne(
                    "sendReminders", .boolean, help: "Whether reviewers with tasks left are reminded by mail."),
                .conductorOne("sendClose", .boolean, help: "Whether a mail says that it is closed."),
            ]), nullable: true,
            help: "Which mails ConductorOne sends."),
        .conductorOne(
            "duplicateFrom", .identifier, readBack: false, takesReview: true,
            help: "The campaign whose scope and entitlements are copied, in place of scopeV2."),
        .conductorOne(
            "expandMask",
            .object([
                .conductorOne(
                    "paths", .list(.string(), isSet: true), nullable: true, readBack: false,
                    help: "Paths of related objects.")
            ]), nullable: true, readBack: false,
            help: "Related objects to return with the answer. It changes nothing about the campaign."),
    ]

    /// What the scope calls take besides scopeV2.
    private static let selections: [Field] = [
        .conductorOne(
            "entitlements",
            .list(
                .object([
                    .conductorOne("appId", .identifier, required: true, names: [.app], help: "The app's id."),
                    .conductorOne(
                        "appEntitlementId", .identifier, required: true,
                        help: "The entitlement's id, unique within its app only."),
                ]), isSet: true), step: .scope, emptyMeans: "no selection; what that means is not documented",
            names: [.entitlement],
            help: "The entitlements to review, for scopeV2's specificResources."),
        .conductorOne(
            "resourceTypeSelections",
            .list(
                .object([
                    .conductorOne("appId", .identifier, required: true, names: [.app], help: "The app's id."),
                    .conductorOne("resourceTypeId", .identifier, required: true, help: "The resource type's id."),
                ]), isSet: true), step: .scope, readBack: false,
            emptyMeans: "no selection; what that means is not documented", names: [.resourceType],
            help: "The resource types to review, for scopeV2's resourceTypeSelections. No call reads them back."),
    ]
}

extension Field {
    /// A field of ConductorOne's, which marks none as required and leaves unset values out of no answer.
    static func conductorOne(
        _ name: String, _ type: FieldType, required: Bool = false, nullable: Bool = false, step: Call.Step = .create,
        readBack: Bool = true, deprecated: Bool = false, default documentedDefault: JSONValue? = nil,
        filledBy: CampaignKey? = nil, absentMeans: String? = nil, emptyMeans: String? = nil,
        parts: [StatedParts] = [], names: [DirectoryName.Kind] = [], takesReview: Bool = false,
        help: String, source: String = FactSource.conductorOne
    ) -> Field {
        Field(
            name, type, required: required, nullable: nullable,
            default: documentedDefault,
            step: step, readBack: readBack, deprecated: deprecated, filledBy: filledBy, absentMeans: absentMeans,
            emptyMeans: emptyMeans, parts: parts,
            names: names,
            takesReview: takesReview, help: help,
            source: source)
    }
}

extension FieldType {
    /// An open enumeration of words that begin alike.
    static func words(_ prefix: String, _ words: String...) -> FieldType {
        .enumeration(Enumeration(words.map { prefix + $0 }, open: true))
    }
}
