import Campaigns
import JSON

/// `muster.state/1`: a state as text that people read and git compares. The same state is the same bytes.
///
/// After `format`, keys stand in order. `digest` is the SHA-256 of everything else in one line, so that a byte that changed on
/// disk, or a hand that changed it, is seen: an address with a letter wrong would be created a second time.
enum StateCoding {
    static let format = FormatName(name: "muster.state", version: 1)

    static func encode(_ contents: StateContents) -> [UInt8] {
        let (sealed, _) = sealed(members(of: contents))
        let bytes = JSONWriter.write(sealed, style: .pretty, sortedKeys: true)
        // The format stands first, so that a reader knows at once what it has.
        return Array("{\n  \"format\": \"\(format)\",\n".utf8) + bytes.dropFirst(2)
    }

    static func decode(_ value: JSONValue) throws(Damage) -> StateContents {
        var object = try StrictObject(value, at: JSONPath())
        try format.check(&object)
        let digest = try object.string("digest")
        let contents = StateContents(
            world: try object.word("world"), lineage: try object.optionalString("lineage"),
            serial: try object.count("serial"), platforms: try platforms(&object),
            records: try byAddress("resources", of: &object) { (value, address, path) throws(Damage) in
                try Record(value, address: address, at: path)
            },
            intents: try byAddress("intents", of: &object) { (value, address, path) throws(Damage) in
                try Intent(value, address: address, at: path)
            })
        try object.end()
        let (_, actual) = sealed(members(of: contents))
        if digest != actual {
            throw Damage(
                "the contents are not those of their digest: they were changed by hand or are damaged",
                at: JSONPath().appending("digest"))
        }
        return contents
    }

    /// Everything but `format` and `digest`.
    private static func members(of contents: StateContents) -> [(String, JSONValue?)] {
        [
            ("world", .string(contents.world.rawValue)), ("lineage", contents.lineage.map { .string($0) }),
            ("serial", .integer(contents.serial)),
            ("platforms", CanonicalJSON.object(contents.platforms.map { ($0.key, $0.value.json) })),
            ("resources", CanonicalJSON.object(contents.records.map { ($0.key.description, $0.value.json) })),
            ("intents", CanonicalJSON.object(contents.intents.map { ($0.key.description, $0.value.json) })),
        ]
    }

    /// The members with their digest, and the digest.
    private static func sealed(_ members: [(String, JSONValue?)]) -> (JSONValue, digest: String) {
        let digest = CanonicalJSON.digest(
            CanonicalJSON.object(members + [("format", .string(format.description))]))
        return (CanonicalJSON.object(members + [("digest", .string(digest))]), digest)
    }

    private static func platforms(
        _ object: inout StrictObject
    ) throws(Damage) -> [String: StateContents.PlatformIdentity] {
        try StrictObject.map(try object.value("platforms"), at: object.path.appending("platforms")) {
            (value, path) throws(Damage) in try StateContents.PlatformIdentity(value, at: path)
        }
    }

    private static func byAddress<Value>(
        _ key: String, of object: inout StrictObject,
        _ read: (JSONValue, Address, JSONPath) throws(Damage) -> Value
    ) throws(Damage) -> [Address: Value] {
        let path = object.path.appending(key)
        let byText = try StrictObject.map(try object.value(key), at: path) { (value, path) throws(Damage) in
            guard case .key(let text) = path.elements.last, let address = Address(text) else {
                throw Damage("not an address", at: path)
            }
            return (address, try read(value, address, path))
        }
        return Dictionary(byText.values, uniquingKeysWith: { first, _ in first })
    }
}

extension StateContents.PlatformIdentity {
    /// `{host, tenant}`.
    var json: JSONValue {
        CanonicalJSON.object([("host", .string(host)), ("tenant", tenant.map { .string($0) })])
    }

    init(_ value: JSONValue, at path: JSONPath) throws(Damage) {
        var object = try StrictObject(value, at: path)
        self.init(host: try object.string("host"), tenant: try object.optionalString("tenant"))
        try object.end()
    }
}
