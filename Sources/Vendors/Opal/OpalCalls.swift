import Campaigns
import JSON

extension OpalUAR {
    /// One call. A UAR has no text besides its name, so no marker is sent.
    func calls(for fields: JSONObject, marker: Marker?) -> [Call] {
        [Call(step: .create, path: "/uar", body: .object(sent(of: fields, in: .create)))]
    }

    func fields(of calls: [Call]) -> JSONObject {
        guard let body = Call.of(.create, in: calls)?.body.objectValue else { return JSONObject() }
        return declared(by: body, in: .create)
    }
}

extension OpalRequest {
    /// One call; the marker stands behind the reason.
    func calls(for fields: JSONObject, marker: Marker?) -> [Call] {
        var body = sent(of: fields, in: .create)
        if let marker { body.mark("reason", with: marker) }
        return [Call(step: .create, path: "/requests", body: .object(body))]
    }

    func fields(of calls: [Call]) -> JSONObject {
        guard let body = Call.of(.create, in: calls)?.body.objectValue else { return JSONObject() }
        return declared(by: body.unmarked("reason"), in: .create)
    }
}
