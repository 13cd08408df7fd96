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

    /// What the calls look like, whatever is declared: one for each path.
    var callShapes: [CallShape] { get }

    /// The declared fields that `calls` was made of, without the marker: the inverse of `calls(for:marker:)`.
    func fields(of calls: [Call]) -> JSONObject

    /// What can't be taken back once it is created, in sentences without a full stop: when it starts, who is notified, `all`.
    func consequences(of fields: JSONObject) -> [String]

    /// The field by which people review their own access by design; nothing where they don't.
    func selfReview(in fields: JSONObject) -> String?

    /// That it covers everything there is of what it is about, and nothing narrows that.
    func everything(in fields: JSONObject) -> Everything?

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

    /// The listing that shows what those calls make; nothing where the vendor has none.
    func listing(of calls: [Call]) -> Listing?

    /// What a 2xx answer to a read of a listing shows; nothing when it is not what the vendor documents, be it in one item.
    func page(in answer: Answer) -> ListedPage?

    /// The path that reads one item by its id; nothing where the vendor has no such read, or the id can't be one.
    func reading(of id: String) -> String?

    /// What a 2xx answer to that read shows; nothing when it is not what the vendor documents.
    func item(in answer: Answer) -> ListedItem?

    /// Whether people would take the item for what those calls make: its name is equal by `VendorName.comparable`.
    func isNamesake(_ item: ListedItem, of calls: [Call]) -> Bool

    /// What the vendor shows otherwise than the creating call sent it. Compared is what was sent and is returned, by what it means; a
    /// marker only where the text that was found has one.
    func differences(of item: ListedItem, from calls: [Call]) -> [FieldDifference]

    /// The calls with what the vendor shows in place of what was sent otherwise, so that a plan made afterwards shows nothing else;
    /// and the declared fields that the item doesn't show, in the table's order.
    func adopted(_ item: ListedItem, over calls: [Call]) -> (calls: [Call], unread: [String])

    /// The same of what only the read after a step shows, out of its 2xx answer.
    func adopted(_ answer: Answer, after step: Call.Step, over calls: [Call]) -> [Call]
}

extension VendorKind {
    /// The fields of the table.
    package var fields: [Field] { table.fields }

    package func selfReview(in fields: JSONObject) -> String? { nil }

    /// The word `all` in a field that takes it.
    package func everything(in fields: JSONObject) -> Everything? {
        for field in table.fields {
            if let all = field.all, fields[field.name] == "all" {
                return Everything(path: FieldPath(field.name), meaning: all.meaning)
            }
        }
        return nil
    }

    package func draft(of calls: [Call]) -> ReadBack? { nil }

    package func draftCondition(of answer: Answer, calls: [Call], done: [Call.Step]) -> DraftCondition { .unreadable }

    package func adopted(_ answer: Answer, after step: Call.Step, over calls: [Call]) -> [Call] { calls }

    package func isNamesake(_ item: ListedItem, of calls: [Call]) -> Bool {
        guard let name = Call.of(.create, in: calls)?.body[nameField]?.stringValue else { return false }
        return VendorName.comparable(item.name) == VendorName.comparable(name)
    }
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

/// By which field a resource covers everything, and what that is.
package struct Everything: Sendable, Hashable {
    package var path: FieldPath
    /// Such as "all work apps".
    package var meaning: String

    package init(path: FieldPath, meaning: String) {
        self.path = path
        self.meaning = meaning
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
