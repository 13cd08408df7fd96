import JSON

extension StateContents.PlatformIdentity {
    /// `{host, tenant, variables}`.
    var json: JSONValue {
        CanonicalJSON.object([
            ("host", .string(host)), ("tenant", tenant.map { .string($0) }),
            ("variables", variables.map { .array($0.map { .string($0) }) }),
        ])
    }

    init(_ value: JSONValue, at path: JSONPath) throws(Damage) {
        var object = try StrictObject(value, at: path)
        self.init(
            host: try object.string("host"), tenant: try object.optionalString("tenant"),
            variables: try object.strings("variables"))
        try object.end()
    }

    /// Reads what was written of `json`.
    init(_ reader: inout CanonicalReader) throws(JSONError) {
        try reader.openObject()
        self.init(
            host: try reader.string("host"), tenant: try reader.optionalString("tenant"),
            variables: try reader.optionalStrings("variables"))
        try reader.closeObject()
    }
}
