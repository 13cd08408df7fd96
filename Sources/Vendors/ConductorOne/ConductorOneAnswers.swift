import Campaigns
import JSON

extension ConductorOneAccessReview {
    /// The campaign's id and state, out of the doubled envelope `{accessReview: {accessReview: {...}}}`.
    func created(by answer: Answer) -> Created? {
        guard (200..<300).contains(answer.status), let review = review(in: answer),
            let id = AnswerText.identifier(review["id"])
        else { return nil }
        return Created(id: id, state: state(of: review))
    }

    /// The selection and scope after the call that sets entitlements; the campaign after any other. No call reads the selection of
    /// resource types back, so after that one only the scope is confirmed.
    func readBack(after step: Call.Step, of calls: [Call]) -> ReadBack? {
        guard let call = Call.of(step, in: calls) else { return nil }
        switch step {
        case .create:
            // The scope's own call sets the scope again, and the read after it sees both.
            let hasScope = ["scopeType", "scopeV2"].contains { call.body.objectValue?.given($0) != nil }
            return hasScope && Call.of(.scope, in: calls) == nil ? ReadBack(path: Self.campaignPath) : nil
        case .scope:
            return ReadBack(path: call.path == Self.entitlementsPath ? call.path : Self.campaignPath)
        case .settings: return ReadBack(path: Self.campaignPath)
        }
    }

    func verification(of answer: Answer, after step: Call.Step, of calls: [Call]) -> Verification {
        guard (200..<300).contains(answer.status), let sent = Call.of(step, in: calls)?.body.objectValue else {
            return .unreadable
        }
        if step == .scope, Call.of(step, in: calls)?.path == Self.entitlementsPath {
            guard let selection = AnswerText.json(answer)?.objectValue else { return .unreadable }
            return entitlements(sent, selection)
        }
        guard let review = review(in: answer) else { return .unreadable }
        let expected: JSONObject
        switch step {
        case .create:
            expected = JSONObject(members: sent.members.filter { ["scopeType", "scopeV2"].contains($0.key) })
        case .scope: expected = JSONObject(members: sent.members.filter { $0.key == "scopeV2" })
        case .settings: expected = sent["accessReview"]?.objectValue ?? JSONObject()
        }
        let lines = differences(expected, review)
        return lines.isEmpty ? .asSent(state: state(of: review)) : .differs(lines)
    }

    /// `{"code": 5, "message": "..."}`; nothing where the body is another.
    static func message(of answer: Answer) -> String? {
        guard let message = AnswerText.json(answer)?["message"]?.stringValue, !message.isBlank else { return nil }
        return message
    }

    func review(in answer: Answer) -> JSONObject? {
        AnswerText.json(answer)?["accessReview"]?["accessReview"]?.objectValue
    }

    func state(of review: JSONObject) -> String? {
        review["state"]?.stringValue.flatMap(AnswerText.line)
    }
}

// MARK: comparing

extension ConductorOneAccessReview {
    /// Fields in which a member that was not sent may mean another scope.
    private static let scopes = ["scopeV2", "inclusionScope"]

    /// What was found otherwise than it was sent. Only what was sent is compared, but within a scope every member counts.
    func differences(_ sent: JSONObject, _ found: JSONObject) -> [String] {
        // The vendor is given the instant that `asap` stands for when the call is made; it isn't known here.
        let sent = JSONObject(members: sent.members.filter { $0.value != "asap" })
        let found = JSONObject(
            members: sent.members.compactMap { member in
                guard let value = found[member.key] else { return nil }
                let isScope = Self.scopes.contains(member.key)
                return .init(key: member.key, value: isScope ? value : Self.restricted(value, to: member.value))
            })
        var comparison = Comparison(ignoresProto3Defaults: true)
        comparison.compare(sent, found, fields.filter { sent[$0.name] != nil }, FieldPath())
        return comparison.found.map(\.line)
    }

    /// Without the members that `sent` doesn't have: ConductorOne may fill those of a setting itself.
    static func restricted(_ found: JSONValue, to sent: JSONValue) -> JSONValue {
        guard case .object(let found) = found, case .object(let sent) = sent else { return found }
        return .object(
            JSONObject(
                members: found.members.compactMap { member in
                    sent[member.key].map { .init(key: member.key, value: restricted(member.value, to: $0)) }
                }))
    }

    private struct Entitlement: Hashable, Comparable, CustomStringConvertible {
        let app: String
        let id: String

        var description: String { "\(app)/\(id)" }

        static func < (left: Entitlement, right: Entitlement) -> Bool { (left.app, left.id) < (right.app, right.id) }

        init?(_ value: JSONValue?) {
            guard let app = value?["appId"]?.stringValue, let id = value?["appEntitlementId"]?.stringValue else {
                return nil
            }
            self.app = app
            self.id = id
        }
    }

    private func entitlements(_ sent: JSONObject, _ found: JSONObject) -> Verification {
        // proto3 writes an empty list, null or nothing for no entitlement.
        let list = found.given("list") ?? []
        guard let views = list.arrayValue else { return .unreadable }
        let selected = views.compactMap { Entitlement($0["accessReviewEntitlement"]) }
        guard selected.count == views.count else { return .unreadable }
        let wanted = Set((sent["entitlements"]?.arrayValue ?? []).compactMap { Entitlement($0) })
        var lines = Self.lines(wanted.subtracting(selected), "sent, not found")
        lines += Self.lines(Set(selected).subtracting(wanted), "found, not sent")
        lines += differences(JSONObject(members: sent.members.filter { $0.key == "scopeV2" }), found)
        return lines.isEmpty ? .asSent(state: nil) : .differs(lines)
    }

    /// One line for them all, since there may be thousands.
    private static func lines(_ entitlements: Set<Entitlement>, _ what: String) -> [String] {
        if entitlements.isEmpty { return [] }
        let first = entitlements.sorted().prefix(3).map(\.description).joined(separator: ", ")
        let more = entitlements.count > 3 ? " and \(entitlements.count - 3) more" : ""
        return ["entitlements: \(what): \(first)\(more)"]
    }
}
