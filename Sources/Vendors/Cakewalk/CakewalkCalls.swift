import Campaigns
import JSON

extension CakewalkAccessReview {
    private static let path = "/api/v1/AccessReviews"

    var callShapes: [CallShape] { [CallShape(.create, Self.path, .members(fields(in: .create)))] }

    /// One call. Cakewalk returns no text, so no marker is sent.
    func calls(for fields: JSONObject, marker: Marker?) -> [Call] {
        [Call(step: .create, path: Self.path, body: .object(sent(of: fields, in: .create)))]
    }

    func fields(of calls: [Call]) -> JSONObject {
        guard let body = Call.of(.create, in: calls)?.body.objectValue else { return JSONObject() }
        return declared(by: body, in: .create)
    }
}
