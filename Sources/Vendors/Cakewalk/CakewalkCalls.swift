import Campaigns
import JSON

extension CakewalkAccessReview {
    /// One call. Cakewalk returns no text, so no marker is sent.
    func calls(for fields: JSONObject, marker: Marker?) -> [Call] {
        [Call(step: .create, path: "/api/v1/AccessReviews", body: .object(sent(of: fields, in: .create)))]
    }

    func fields(of calls: [Call]) -> JSONObject {
        guard let body = Call.of(.create, in: calls)?.body.objectValue else { return JSONObject() }
        return declared(by: body, in: .create)
    }
}
