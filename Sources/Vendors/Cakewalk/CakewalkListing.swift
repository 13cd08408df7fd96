import Campaigns
import JSON

// Cakewalk documents no call that lists or reads reviews (AE-CK: only POST stands under Access Reviews).

extension CakewalkAccessReview {
    func listing(of calls: [Call]) -> Listing? { nil }

    func page(in answer: Answer) -> ListedPage? { nil }

    func reading(of id: String) -> String? { nil }

    func item(in answer: Answer) -> ListedItem? { nil }

    func differences(of item: ListedItem, from calls: [Call]) -> [FieldDifference] { [] }

    /// Nothing can be read.
    func adopted(_ item: ListedItem, over calls: [Call]) -> (calls: [Call], unread: [String]) {
        (calls, unread(calls, ShownFields(sent: JSONObject(), found: JSONObject())))
    }
}
