import Campaigns
import JSON

extension CakewalkAccessReview {
    /// Only 204 is documented, and it carries no id. Any other 2xx may be a proxy's, so it proves nothing.
    func created(by answer: Answer) -> Created? { answer.status == 204 ? Created(id: nil) : nil }

    /// Cakewalk has no call that reads a review.
    func readBack(after step: Call.Step, of calls: [Call]) -> ReadBack? { nil }

    func verification(of answer: Answer, after step: Call.Step, of calls: [Call]) -> Verification { .unreadable }

    /// The title, detail and field errors of a ProblemDetails body; nothing where the body is another.
    static func message(of answer: Answer) -> String? {
        guard let problem = AnswerText.json(answer)?.objectValue else { return nil }
        let texts = ["title", "detail"].compactMap { problem[$0]?.stringValue }.filter { !$0.isEmpty }
        let errors = problem["errors"]?.objectValue?.members.map { "\($0.key): \(reasons($0.value))" } ?? []
        if texts.isEmpty, errors.isEmpty { return nil }
        let text = texts.joined(separator: ": ")
        return errors.isEmpty ? text : "\(text) (\(errors.joined(separator: "; ")))"
    }

    private static func reasons(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .array(let items): items.compactMap(\.stringValue).joined(separator: ", ")
        default: value.typeName
        }
    }
}
