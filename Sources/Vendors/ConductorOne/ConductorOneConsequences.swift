import Campaigns
import JSON

extension ConductorOneAccessReview {
    func consequences(of fields: JSONObject) -> [String] {
        var sentences = [start(fields)]
        let mails = fields["notificationConfig"]?.objectValue ?? JSONObject()
        if mails["sendKickoff"] == true { sentences.append("Reviewers are told by mail when it starts") }
        if mails["sendReminders"] == true { sentences.append("Reviewers with tasks left are reminded by mail") }
        if mails["sendClose"] == true { sentences.append("A mail says when it is closed") }
        if fields["autoCloseCampaign"] == true { sentences.append(close(fields)) }
        if let source = fields.given("duplicateFrom")?.stringValue {
            sentences.append("Its scope and entitlements are copied from campaign `\(source)`")
        }
        sentences += scope(fields.given("scopeV2")?.objectValue ?? JSONObject())
        return sentences
    }

    private func start(_ fields: JSONObject) -> String {
        guard fields["autoStartCampaign"] == true, let date = fields.given("scheduledStartDate")?.stringValue else {
            return "It stays a draft until someone starts it at ConductorOne"
        }
        return date == "asap"
            ? "It starts by itself 15 minutes after its last call; its scope can't be changed once it has"
            : "It starts by itself at \(date); its scope can't be changed once it has"
    }

    private func close(_ fields: JSONObject) -> String {
        let date = fields.given("completionDate")?.stringValue.map { " at \($0)" } ?? ""
        let effect =
            switch fields["autoCloseDecision"]?.stringValue {
            case "CLOSE_DECISION_REVOKED"?: "and access that nobody reviewed is revoked"
            case "CLOSE_DECISION_SKIP"?: "and what nobody reviewed is skipped"
            case "CLOSE_DECISION_NO_ACTION"?: "and nothing is done about what nobody reviewed"
            case let other?: "with `\(other)` for what nobody reviewed"
            case nil: "and what becomes of what nobody reviewed is not said"
            }
        return "It closes by itself\(date), \(effect)"
    }

    private static let everything: [(member: String, meaning: String)] = [
        ("appAccess", "every app's access"), ("allUsers", "all users"), ("allAccounts", "all accounts"),
        ("allGrants", "all grants"), ("allAccessConflicts", "all access conflicts"),
    ]

    /// Whatever is given beside `everything` and narrows it; an exclusion does not.
    private static let narrowing =
        (ConductorOneScope.oneOf.flatMap(\.members) + ["scopeRoleSelection"]).filter { name in
            !everything.contains { $0.member == name } && !ConductorOneScope.exclusions.members.contains(name)
        }

    func everything(in fields: JSONObject) -> Everything? {
        guard let scope = fields.given("scopeV2")?.objectValue,
            !Self.narrowing.contains(where: { scope.given($0) != nil })
        else { return nil }
        let all = Self.everything.filter { scope.given($0.member) != nil }
        return all.first.map { first in
            Everything(path: FieldPath("scopeV2", first.member), meaning: all.map(\.meaning).joined(separator: ", "))
        }
    }

    private func scope(_ scope: JSONObject) -> [String] {
        var sentences: [String] = []
        let all = Self.everything.filter { scope.given($0.member) != nil }.map(\.meaning)
        if !all.isEmpty { sentences.append("Its scope has \(all.joined(separator: ", "))") }
        let open = ConductorOneScope.unselectable.filter { scope.given($0) != nil }
        if !open.isEmpty {
            let names = open.map { "`\($0)`" }.joined(separator: ", ")
            sentences.append("What \(names) holds must be chosen at ConductorOne before it starts: no API call sets it")
        }
        return sentences
    }
}
