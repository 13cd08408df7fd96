import Campaigns
import JSON

/// Schemas of values; those that stand in many places are defined once.
struct SchemaTypes {
    private(set) var definitions = JSONObject()

    /// A reference to a definition, which is made where it is not there yet.
    mutating func shared(_ name: String, _ make: (inout SchemaTypes) -> JSONObject) -> JSONObject {
        if definitions[name] == nil {
            // Its place among the others, before those that it needs itself.
            definitions[name] = true
            let made = make(&self)
            definitions[name] = .object(made)
        }
        return SchemaNode.reference(name)
    }

    // MARK: Texts

    /// A text of a form. What looks like a number or a boolean is a text where the form allows it.
    func text(_ form: TextForm) -> JSONObject {
        var node = Self.text(form.mayLookTyped)
        if let pattern = form.pattern {
            node["pattern"] = .string(pattern)
            node["patternErrorMessage"] = .string("This must be \(form.words).")
        }
        return node
    }

    static func text(_ mayLookTyped: Bool) -> JSONObject {
        mayLookTyped ? ["type": ["string", "number", "boolean"]] : ["type": "string"]
    }

    // MARK: Muster's own keys

    /// The members of a mapping. What is not required may be null, which says that it is not there.
    mutating func object(_ object: ManifestObject, path: String, allowsExtensions: Bool = false) -> JSONObject {
        var properties = JSONObject()
        for key in object.keys { properties[key.name] = .object(self.key(key, path: path)) }
        return SchemaNode.closed(
            properties, required: object.keys.filter(\.isRequired).map(\.name), allowsExtensions: allowsExtensions
        ).with(
            all: object.exclusive.flatMap(SchemaNode.exclusive) + object.needed.map(SchemaNode.needed)
                + object.rules.map(SchemaNode.rule))
    }

    mutating func key(_ key: ManifestKey, path: String) -> JSONObject {
        let path = "\(path).\(key.name)"
        let node = type(key.type, path: path)
        return (key.isRequired ? node : node.orNull).described(title: path, key.help, default: key.standard)
            .with("examples", key.example.flatMap(Self.scalarExample).map { [$0] })
    }

    /// What an editor may offer for a text.
    private static func scalarExample(_ text: String) -> JSONValue? {
        text.hasPrefix("{") || text.hasPrefix("[") ? nil : Int(text).map { .integer($0) } ?? .string(text)
    }

    private mutating func type(_ type: ManifestType, path: String) -> JSONObject {
        switch type {
        case .text(let form): return text(form)
        case .constant(let number): return ["type": "integer", "const": .integer(number)]
        case .integer(let range): return Self.integer(range)
        case .boolean: return ["type": "boolean"]
        case .words(let words):
            return ["type": "string", "enum": .array(words.map { .string($0) })]
        case .list(let item): return ["type": "array", "items": .object(self.type(item, path: path))]
        case .either(let one, let other):
            return ["anyOf": [.object(self.type(one, path: path)), .object(self.type(other, path: path))]]
        case .map(let item):
            return [
                "type": "object", "patternProperties": ["^<<$": true],
                "additionalProperties": .object(self.type(item, path: path)),
            ]
        case .object(let object): return self.object(object, path: path)
        case .blocks(let areRequests): return blocks(areRequests: areRequests)
        case .platforms: return platforms()
        // A vendor's own; see `platforms`.
        case .credentials, .defaults: return ["type": "object"]
        }
    }

    static func integer(_ range: ClosedRange<Int>) -> JSONObject {
        var node: JSONObject = ["type": "integer"]
        if range.lowerBound > .min { node["minimum"] = .integer(range.lowerBound) }
        if range.upperBound < .max { node["maximum"] = .integer(range.upperBound) }
        return node
    }
}
