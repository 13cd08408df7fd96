import Campaigns
import JSON

extension ConductorOneAccessReview {
    /// The campaign itself.
    func draft(of calls: [Call]) -> ReadBack? { ReadBack(path: Self.campaignPath) }

    /// A draft may be gone on with only while it is one and has the texts, dates and policy that were sent. A campaign that has
    /// left the draft state was started by someone, unless its settings are those that were about to be sent.
    func draftCondition(of answer: Answer, calls: [Call], done: [Call.Step]) -> DraftCondition {
        guard let review = review(in: answer), let sent = Call.of(.create, in: calls)?.body.objectValue else {
            return .unreadable
        }
        let names = ["displayName", "description", "policyId", "completionDate", "scopeType"]
        var lines = differences(JSONObject(members: sent.members.filter { names.contains($0.key) }), review)
        let isScopeSet = done.contains(.scope) || Call.of(.scope, in: calls) == nil
        if isScopeSet, lines.isEmpty, case .asSent(let found) = verification(of: answer, after: .settings, of: calls) {
            return .finished(state: found)
        }
        if let state = state(of: review), !Self.draftStates.contains(state) { lines.append("state: it is \(state)") }
        return lines.isEmpty ? .asLeft : .changed(lines)
    }

    /// States in which scope and policy may still be set (C1-tf: refused once the campaign has left them).
    private static let draftStates = [
        "ACCESS_REVIEW_STATE_DRAFT", "ACCESS_REVIEW_STATE_PENDING", "ACCESS_REVIEW_STATE_UNSPECIFIED",
    ]
}
