import Campaigns
import JSON
import Support

/// Compares a field table with a vendor's schema and collects every difference, a line each: `place: what differs`.
struct TableComparison {
    private(set) var differences: [String] = []
    private let spec: OpenAPI

    init(_ spec: OpenAPI) { self.spec = spec }

    /// Compares the fields of an object.
    mutating func compare(
        _ fields: [Field], oneOf: [OneOf] = [], with schema: JSONValue, at path: FieldPath = FieldPath()
    ) {
        let schema = spec.resolved(schema)
        let properties = schema["properties"]?.objectValue ?? JSONObject()
        let required = schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        for name in properties.keys where !fields.contains(where: { $0.name == name }) {
            differ(path.appending(name), "only in the spec")
        }
        for field in fields {
            let path = path.appending(field.name)
            guard let property = properties[field.name] else {
                differ(path, "not in the spec")
                continue
            }
            expect(field.isRequired, required.contains(field.name), "required", path)
            expect(field.isNullable, spec.isNullable(property), "nullable", path)
            expect(field.isDeprecated, property["deprecated"] == true, "deprecated", path)
            compare(field.type, with: property, at: path)
        }
        let groups = Self.choices(in: schema["description"]?.stringValue ?? "")
        for group in groups where !oneOf.contains(group) { differ(path, "oneof \(group.name) is only in the spec") }
        for group in oneOf where !groups.contains(group) { differ(path, "oneof \(group.name) is not in the spec") }
    }

    /// The same comparison without these differences.
    func removing(_ lines: Set<String>) -> TableComparison {
        var comparison = self
        comparison.differences.removeAll(where: lines.contains)
        return comparison
    }

    private mutating func compare(_ type: FieldType, with raw: JSONValue, at path: FieldPath) {
        let schema = spec.resolved(raw)
        expect(Self.name(of: type), spec.type(schema) ?? "nothing", path)
        expect(Self.format(of: type), schema["format"]?.stringValue, path)
        switch type {
        case .enumeration(let words): compare(words, with: schema, at: path)
        case .string(let minLength): expect(minLength, schema["minLength"]?.integerValue ?? 0, "minLength", path)
        case .integer(let range):
            expect(range.lowerBound, schema["minimum"]?.integerValue ?? Int.min, "minimum", path)
            expect(range.upperBound, schema["maximum"]?.integerValue ?? Int.max, "maximum", path)
        case .list(let item, _, let maxCount):
            expect(maxCount ?? Int.max, Self.maxCount(raw) ?? Int.max, "maxCount", path)
            compare(item, with: schema["items"] ?? .null, at: path)
        case .map(let item): compare(item, with: schema["additionalProperties"] ?? .null, at: path)
        case .object(let fields, let oneOf): compare(fields, oneOf: oneOf, with: schema, at: path)
        default: break
        }
        if schema["enum"] != nil {
            guard case .enumeration = type else { return differ(path, "has words in the spec") }
        }
    }

    /// A table may know more words than a specification, never fewer.
    private mutating func compare(_ words: Enumeration, with schema: JSONValue, at path: FieldPath) {
        let documented = schema["enum"]?.arrayValue?.compactMap(\.stringValue) ?? []
        for word in documented where !words.values.contains(word) { differ(path, "word \(word) is only in the spec") }
        for word in words.values where !documented.contains(word) { differ(path, "word \(word) is not in the spec") }
    }

    private mutating func differ(_ path: FieldPath, _ what: String) { differences.append("\(path): \(what)") }

    private mutating func expect(_ here: Bool, _ there: Bool, _ what: String, _ path: FieldPath) {
        if here != there { differ(path, here ? "\(what) here only" : "\(what) in the spec only") }
    }

    private mutating func expect(_ here: Int, _ there: Int, _ what: String, _ path: FieldPath) {
        if here != there { differ(path, "\(what) \(Self.text(here)) here, \(Self.text(there)) in the spec") }
    }

    private mutating func expect(_ here: String?, _ there: String?, _ path: FieldPath) {
        if here != there { differ(path, "\(here ?? "nothing") here, \(there ?? "nothing") in the spec") }
    }

    private static func text(_ bound: Int) -> String { bound == .max || bound == .min ? "none" : String(bound) }

    private static func name(of type: FieldType) -> String {
        switch type {
        case .string, .identifier, .uuid, .enumeration, .instant, .protobufDuration, .timeZone: "string"
        case .integer: "integer"
        case .boolean: "boolean"
        case .list: "array"
        case .map, .object: "object"
        }
    }

    private static func format(of type: FieldType) -> String? {
        switch type {
        case .uuid: "uuid"
        case .instant: "date-time"
        case .protobufDuration: "duration"
        default: nil
        }
    }

    /// "Max 32 profile IDs".
    private static func maxCount(_ schema: JSONValue) -> Int? {
        (schema["description"]?.stringValue?.firstMatch(of: /Max ([0-9]+)/)?.output.1).flatMap { Int($0) }
    }

    /// The oneofs that a message's description tells of.
    private static func choices(in description: String) -> [OneOf] {
        description.matches(of: /oneof named (\w+)\.[^\n]*\n((?:\s*- \w+\n?)+)/).map { match in
            OneOf(String(match.output.1), match.output.2.matches(of: /\w+/).map { String($0.output) })
        }
    }
}
