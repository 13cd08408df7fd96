import Campaigns
import JSON

extension OpalUAR {
    private static let path = "/uar"

    var callShapes: [CallShape] { [CallShape(.create, Self.path, .members(fields(in: .create)))] }

    /// One call. A UAR has no text besides its name, so no marker is sent.
    func calls(for fields: JSONObject, marker: Marker?) -> [Call] {
        [Call(step: .create, path: Self.path, body: .object(sent(of: fields, in: .create)))]
    }

    func fields(of calls: [Call]) -> JSONObject {
        guard let body = Call.of(.create, in: calls)?.body.objectValue else { return JSONObject() }
        return declared(by: body, in: .create)
    }
}

extension OpalRequest {
    private static let path = "/requests"

    var callShapes: [CallShape] { [CallShape(.create, Self.path, .members(fields(in: .create)))] }

    /// One call; the marker stands behind the reason.
    func calls(for fields: JSONObject, marker: Marker?) -> [Call] {
        var body = sent(of: fields, in: .create)
        if let marker { body.mark("reason", with: marker) }
        return [Call(step: .create, path: Self.path, body: .object(body))]
    }

    func fields(of calls: [Call]) -> JSONObject {
        guard let body = Call.of(.create, in: calls)?.body.objectValue else { return JSONObject() }
        return declared(by: body.unmarked("reason"), in: .create)
    }
}
