import Campaigns
import JSON

/// `cakewalk.access-review`: POST /api/v1/AccessReviews, the only call that Cakewalk documents for reviews.
struct CakewalkAccessReview: VendorKind {
    var kind: Kind { .cakewalkAccessReview }
    var oneOf: [OneOf] { [] }
    var nameField: String { "name" }
    var dueField: String? { "dueDate" }

    var table: FieldTable { Self.table }

    private static let table = FieldTable([
        field(
            "name", .string(minLength: 1), required: true, filledBy: .name,
            help: "What people see. Cakewalk asks for a name that no other review has, past ones included."),
        field(
            "description", .string(), nullable: true, filledBy: .description, help: "A longer text about the review."),
        field(
            "accessReviewType", .enumeration(Enumeration(["WorkAppOwner", "Manager", "CurrentUser"])), required: true,
            help: "Who reviews: each app's owner, each user's manager, or one review owner (CurrentUser)."),
        field("dueDate", .instant(), required: true, filledBy: .due, help: "When the review is due."),
        field(
            "workAppIds", .list(.uuid, isSet: true), required: true,
            all: AllWord(sends: [], meaning: "all work apps"), emptyMeans: "every work app", names: [.app],
            help: "The work apps to review, or `all`. Cakewalk reads an empty list as all of them, so `[]` is refused."),
        field(
            "createdByUserId", .uuid, required: true, names: [.user],
            help: "The user who is shown as the review's creator; an API key alone does not say one."),
    ])

    /// Nothing of a review can be read at Cakewalk.
    private static func field(
        _ name: String, _ type: FieldType, required: Bool = false, nullable: Bool = false,
        filledBy: CampaignKey? = nil, all: AllWord? = nil, emptyMeans: String? = nil, names: [DirectoryName.Kind] = [],
        help: String
    ) -> Field {
        Field(
            name, type, required: required, nullable: nullable, readBack: false, filledBy: filledBy, all: all,
            emptyMeans: emptyMeans, names: names, help: help,
            source: FactSource.cakewalk)
    }
}
