import Campaigns
import JSON

extension CakewalkAccessReview {
    func selfReview(in fields: JSONObject) -> String? {
        fields["accessReviewType"] == "CurrentUser" ? "accessReviewType" : nil
    }

    func consequences(of fields: JSONObject) -> [String] {
        var sentences = [
            "It is launched at once: Cakewalk documents no draft, and no call to read, change or delete a review"
        ]
        switch fields["accessReviewType"] {
        case "Manager": sentences.append("Each user's manager is asked to review")
        case "WorkAppOwner": sentences.append("Each work app's owner is asked to review")
        case "CurrentUser": sentences.append("One review owner is asked to review everything")
        default: break
        }
        if fields["workAppIds"] == "all" { sentences.append("It covers all work apps") }
        return sentences
    }
}
