import Campaigns
import JSON

extension OpalUAR {
    func selfReview(in fields: JSONObject) -> String? {
        if fields["reviewer_assignment_policy"] == "BY_SELF" { return "reviewer_assignment_policy" }
        return fields["self_review_allowed"] == true ? "self_review_allowed" : nil
    }

    func consequences(of fields: JSONObject) -> [String] {
        var sentences = [
            "It starts at once, on the access that there is at that moment; Opal's API can't change, stop or delete it"
        ]
        sentences.append(reviewers(fields["reviewer_assignment_policy"]?.stringValue ?? ""))
        sentences.append(
            fields["send_reviewer_assignment_notification"] == true
                ? "Reviewers are notified at once" : "Reviewers are not notified when it starts")
        if let days = fields["reminder_schedule"]?.arrayValue?.compactMap(\.integerValue), !days.isEmpty {
            let list = days.sorted(by: >).map(String.init).joined(separator: ", ")
            let others = fields["reminder_include_manager"] == true ? ", and their managers" : ""
            sentences.append("Reviewers\(others) are reminded \(list) days before the deadline")
        }
        if fields["instantly_action_reviews"] == true {
            sentences.append("Access is taken away as soon as a reviewer decides so")
        }
        if fields["self_review_allowed"] == true { sentences.append("People may review their own access") }
        if fields["uar_scope"] == "all",
            let meaning = self.fields.first(where: { $0.name == "uar_scope" })?.all?.meaning
        {
            sentences.append("It covers \(meaning)")
        }
        return sentences
    }

    private func reviewers(_ policy: String) -> String {
        switch policy {
        case "MANUALLY": "Nobody reviews until someone assigns reviewers in Opal"
        case "BY_OWNING_TEAM_ADMIN": "Items are shared out among their owners"
        case "BY_OWNING_TEAM_ADMIN_ALL": "All owners of an item review it"
        case "BY_MANAGER": "Each user's manager reviews"
        case "BY_APPROVERS": "Items are shared out among their approvers"
        case "BY_APPROVERS_ALL": "All approvers of an item review it"
        case "BY_SELF": "Everyone reviews their own access"
        default: "Reviewers are assigned by `\(policy)`"
        }
    }
}

extension OpalRequest {
    func consequences(of fields: JSONObject) -> [String] {
        var sentences = ["Approvers are asked at once, and access is given as soon as they agree"]
        if let minutes = fields["duration_minutes"]?.integerValue {
            sentences.append(
                minutes < 0
                    ? "Access lasts until someone takes it away"
                    : "Access lasts for \(duration(minutes)) once it is given")
        }
        if fields.given("target_group_id") != nil { sentences.append("Everyone in the group is to have access") }
        return sentences
    }

    /// Whole days, hours or minutes, whichever says it exactly.
    private func duration(_ minutes: Int) -> String {
        switch minutes {
        case _ where minutes % 1_440 == 0: count(minutes / 1_440, "day")
        case _ where minutes % 60 == 0: count(minutes / 60, "hour")
        default: count(minutes, "minute")
        }
    }

    private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}
