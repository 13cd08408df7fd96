import Campaigns
package import JSON

extension [Call] {
    /// The calls as a list of `{step, method, path, body}`.
    package var json: JSONValue {
        .array(
            map { call in
                CanonicalJSON.object([
                    ("step", .string(call.step.rawValue)), ("method", .string(call.method.rawValue)),
                    ("path", .string(call.path)), ("body", call.body),
                ])
            })
    }
}

extension StrictObject {
    /// The members `calls` and `digest`, which must agree.
    mutating func calls(of address: Address) throws(Damage) -> [Call] {
        let value = try value("calls")
        let digest = try string("digest")
        let calls = try Self.elements(of: value, at: path.appending("calls")) { (value, path) throws(Damage) in
            var object = try StrictObject(value, at: path)
            let call = Call(
                step: try object.word("step"), method: try object.word("method"), path: try object.string("path"),
                body: try object.value("body"))
            try object.end()
            return call
        }
        if digest != CanonicalJSON.digest(calls.json) {
            throw Damage("the calls of `\(address)` are not those of their digest", at: path.appending("digest"))
        }
        return calls
    }
}

extension [Call] {
    /// The calls of such a list; nothing where it is none.
    package init?(json: JSONValue) {
        guard let items = json.arrayValue else { return nil }
        self = []
        for item in items {
            guard let step = item["step"]?.stringValue.flatMap(Call.Step.init),
                let method = item["method"]?.stringValue.flatMap(HTTPMethod.init), let path = item["path"]?.stringValue,
                let body = item["body"]
            else { return nil }
            append(Call(step: step, method: method, path: path, body: body))
        }
    }
}
