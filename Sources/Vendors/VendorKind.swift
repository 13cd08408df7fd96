package import Campaigns
package import Diagnostics
package import JSON

/// All that Muster knows of one kind of resource: its fields, its rules, the calls that make it, and what their answers mean. Pure.
package protocol VendorKind: Sendable {
    var kind: Kind { get }
    /// Every field of its calls, in the vendor's order.
    var table: FieldTable { get }
    /// Groups of top-level fields of which at most one may be given.
    var oneOf: [OneOf] { get }
    /// The field that holds what people see: a review's name, a request's reason.
    var nameField: String { get }
    /// The field that says when the review is due; nothing where only the campaign says it.
    var dueField: String? { get }

    /// The faults that the field table alone can't see: what is wider than written, what needs a partner. `fields` has passed the
    /// table's own checks, apart from required fields that are missing.
    func faults(in fields: JSONObject) -> [FieldFault]

    /// The calls that make the resource, in order; the marker ends a text that the vendor returns, where there is one.
    func calls(for fields: JSONObject, marker: Marker?) -> [Call]

    /// The declared fields that `calls` was made of, without the marker: the inverse of `calls(for:marker:)`.
    func fields(of calls: [Call]) -> JSONObject

    /// What can't be taken back once it is created, in sentences without a full stop: when it starts, who is notified, `all`.
    func consequences(of fields: JSONObject) -> [String]

    /// What a 2xx answer to the creating call says was made; nothing when it can't be read as such.
    func created(by answer: Answer) -> Created?

    /// The read that must confirm what was set before the next call is made; nothing where none is needed or none exists.
    func readBack(after step: Call.Step, of calls: [Call]) -> ReadBack?

    /// What a 2xx answer to that read says.
    func verification(of answer: Answer, after step: Call.Step, of calls: [Call]) -> Verification

    /// The read that shows whether what an earlier run left half made is still so; nothing for a resource of one call.
    func draft(of calls: [Call]) -> ReadBack?

    /// What a 2xx answer to that read says, the calls of `done` having been made.
    func draftCondition(of answer: Answer, calls: [Call], done: [Call.Step]) -> DraftCondition
}

extension VendorKind {
    /// The fields of the table.
    package var fields: [Field] { table.fields }

    package func draft(of calls: [Call]) -> ReadBack? { nil }

    package func draftCondition(of answer: Answer, calls: [Call], done: [Call.Step]) -> DraftCondition { .unreadable }
}

/// What has become of a half-made resource since it was left.
package enum DraftCondition: Sendable, Hashable {
    /// The calls that are left may be made.
    case asLeft
    /// The calls that were left have had their effect after all.
    case finished(state: String?)
    /// Someone changed it; each difference in one line.
    case changed([String])
    case unreadable
}

/// A fault at a path within a resource's fields. A missing field is reported at the path of the mapping that lacks it.
package struct FieldFault: Sendable, Hashable {
    package var code: DiagnosticCode
    package var severity: Diagnostic.Severity
    package var path: FieldPath
    package var message: String
    package var fix: String?

    package init(
        _ code: DiagnosticCode, at path: FieldPath, _ message: String, fix: String? = nil,
        severity: Diagnostic.Severity = .error
    ) {
        self.code = code
        self.path = path
        self.message = message
        self.fix = fix
        self.severity = severity
    }
}

/// What a vendor says it made.
package struct Created: Sendable, Hashable {
    /// Nothing where the vendor gives none (Cakewalk).
    package var id: String?
    /// The vendor's word for the resource's state, such as `ACCESS_REVIEW_STATE_DRAFT`.
    package var state: String?

    package init(id: String?, state: String? = nil) {
        self.id = id
        self.state = state
    }
}

/// A read that confirms what was set.
package struct ReadBack: Sendable, Hashable {
    /// The path behind the platform's base URL, `{id}` standing for the vendor's id.
    package var path: String

    package init(path: String) { self.path = path }
}

/// What a read-back shows.
package enum Verification: Sendable, Hashable {
    /// Everything that the vendor returns is as it was sent.
    case asSent(state: String?)
    /// Something is not; each in one line: field, sent, found.
    case differs([String])
    /// The answer is not what the vendor documents.
    case unreadable
}
