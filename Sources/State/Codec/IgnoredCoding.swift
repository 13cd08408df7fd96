import Calendars
import Campaigns
import JSON

extension StateContents.Ignored {
    /// `{actor, at}`.
    var json: JSONValue {
        CanonicalJSON.object([("actor", actor.map { .string($0) }), ("at", .string(at.rfc3339))])
    }

    init(_ value: JSONValue, at path: JSONPath) throws(Damage) {
        var object = try StrictObject(value, at: path)
        self.init(actor: try object.optionalString("actor"), at: try object.instant("at"))
        try object.end()
    }

    /// Reads what was written of `json`.
    private init(_ reader: inout CanonicalReader) throws(JSONError) {
        try reader.openObject()
        self.init(actor: try reader.optionalString("actor"), at: try reader.instant("at"))
        try reader.closeObject()
    }

    /// Reads `{ADDRESS: {ID: {actor, at}}}`, of which nothing is empty.
    static func byAddress(_ reader: inout CanonicalReader) throws(JSONError) -> [Address: [String: Self]] {
        let start = reader.offset
        let found = try reader.members { (reader, key) throws(JSONError) in
            guard let address = Address(key) else { throw reader.failure("not an address", at: reader.offset) }
            let items = try reader.members { (reader, _) throws(JSONError) in try Self(&reader) }
            if items.isEmpty {
                throw reader.failure("an address is left out where it ignores nothing", at: reader.offset)
            }
            return (address, items)
        }
        if found.isEmpty { throw reader.failure("`ignored` is left out where it is empty", at: start) }
        return Dictionary(found.values.map { $0 }, uniquingKeysWith: { first, _ in first })
    }
}
