import Campaigns
import JSON
import Vendors

// Vendors' fields.
extension SchemaTypes {
    /// In which mapping fields stand.
    enum Place {
        /// A block of a campaign, which the vendor's rules are about.
        case block
        /// A platform's defaults: each is checked by itself, and null says "no default".
        case defaults
    }

    /// All fields of a kind, by name.
    mutating func fields(of kind: Kind, in place: Place) -> JSONObject {
        var properties = JSONObject()
        for field in kind.vendorKind.fields {
            // Null leaves a field to what stands below the block, and a required one can't do without.
            let takesNull = place == .defaults || !field.isRequired
            properties[field.name] = .object(self.field(field, path: kind.rawValue, in: place, takesNull: takesNull))
        }
        return properties
    }

    private mutating func field(_ field: Field, path: String, in place: Place, takesNull: Bool) -> JSONObject {
        let path = "\(path).\(field.name)"
        var node = type(field.type, of: field, path: path, in: place)
        if field.all != nil { node = ["anyOf": [["const": "all"], .object(node)]] }
        if takesNull { node = node.orNull }
        if field.isDeprecated { node["deprecated"] = true }
        return node.described(title: path, FieldWords.help(of: field), default: field.documentedDefault)
    }

    private mutating func inner(_ field: Field, path: String, in place: Place) -> JSONObject {
        self.field(field, path: path, in: place, takesNull: field.isNullable)
    }

    private mutating func type(_ type: FieldType, of field: Field, path: String, in place: Place) -> JSONObject {
        let hasFloor = place == .block && field.emptyMeans != nil
        switch type {
        case .integer(let range): return Self.integer(range)
        case .boolean: return ["type": "boolean"]
        case .list(let item, let isSet, let maxCount):
            var node: JSONObject = [
                "type": "array", "items": .object(self.item(item, of: field, path: path, in: place)),
            ]
            if hasFloor { node["minItems"] = 1 }
            if let maxCount { node["maxItems"] = .integer(maxCount) }
            if isSet, place == .block, item.looksItself { node["uniqueItems"] = true }
            return node
        case .map(let item):
            var node: JSONObject = ["type": "object", "patternProperties": ["^<<$": true]]
            if hasFloor { node["minProperties"] = 1 }
            node["additionalProperties"] = .object(self.item(item, of: field, path: path, in: place))
            return node
        case .object(let fields, let oneOf):
            return object(fields, oneOf, of: field, path: path, in: place)
        case .string where hasFloor:
            // A blank text filters as little as none.
            return scalar(type, of: field).with("pattern", .string("^\(Pattern.notBlank)"))
        default: return scalar(type, of: field)
        }
    }

    /// What a list or a map holds.
    private mutating func item(_ type: FieldType, of field: Field, path: String, in place: Place) -> JSONObject {
        guard case .object(let fields, let oneOf) = type else {
            return self.type(type, of: field, path: path, in: place)
        }
        var properties = JSONObject()
        for field in fields { properties[field.name] = .object(inner(field, path: path, in: place)) }
        let node = SchemaNode.closed(properties, required: fields.filter(\.isRequired).map(\.name))
            .with(all: place == .block ? oneOf.flatMap { SchemaNode.exclusive($0.members) } : [])
            .with("minProperties", place == .block && field.emptyMeans != nil ? 1 : nil)
        guard fields.count == 2, let kind = field.names.first(where: \.isWithinApp) else { return node }
        // A name stands for the pair of ids.
        let name: JSONObject = [
            "type": "string", "pattern": .string("^\\$\\{\(kind.rawValue):[\\s\\S]+/[\\s\\S]+\\}$"),
            "description": .string("The \(kind.rawValue) by name, within `[ ]` and `{ }` in quotes."),
        ]
        return ["anyOf": [.object(node), .object(name)]]
    }

    private mutating func object(
        _ fields: [Field], _ oneOf: [OneOf], of field: Field, path: String, in place: Place
    ) -> JSONObject {
        var properties = JSONObject()
        for field in fields { properties[field.name] = .object(inner(field, path: path, in: place)) }
        var node = SchemaNode.closed(properties, required: fields.filter(\.isRequired).map(\.name))
        guard place == .block else { return node }
        if field.emptyMeans != nil { node["minProperties"] = 1 }
        var clauses = oneOf.flatMap { SchemaNode.exclusive($0.members) }
        if !field.needsOneOf.isEmpty { clauses.append(SchemaNode.needed(field.needsOneOf)) }
        node = node.with(all: clauses)
        return node
    }

    // MARK: Scalars

    /// A scalar; where names or other references may stand, they are part of its form.
    private mutating func scalar(_ type: FieldType, of field: Field) -> JSONObject {
        let names = field.names.map(\.rawValue) + (field.takesReview ? ["review"] : [])
        let suffix = names.isEmpty ? "" : "-or-" + names.joined(separator: "-")
        switch type {
        case .string(let minLength):
            let text = shared("text" + suffix) { _ in
                Self.text(true).with("pattern", .string("^\(Pattern.text(names: names))$"))
            }
            return minLength > 0 ? text.with("minLength", .integer(minLength)) : text
        case .identifier:
            return form("id" + suffix, "(?:[^\\s$]|\\$(?!\\{))+", names: names, mayLookTyped: true)
        case .uuid: return form("uuid" + suffix, Pattern.uuid, names: names)
        case .instant(let allowsASAP):
            let dates = "(?:\(Pattern.date)|\(Pattern.instant)|\(Pattern.duration)\(allowsASAP ? "|asap" : ""))"
            return form(allowsASAP ? "date-or-asap" : "date", dates)
        case .timeZone:
            return form("time-zone", Pattern.timeZone).with("examples", ["America/New_York", "Europe/Berlin", "UTC"])
        case .protobufDuration: return form("seconds", Pattern.protobufDuration)
        case .enumeration(let words):
            let values: JSONObject = ["enum": .array(words.values.map { .string($0) })]
            if words.isOpen {
                // The vendor keeps adding words, so these are hints.
                let other = shared("other-word") { _ in Self.text(true).with("pattern", "^[!-~]+$") }
                return ["anyOf": [.object(values), .object(other)]]
            }
            let reference = shared("reference") { _ in
                ["type": "string", "pattern": .string("^(?=[\\s\\S]*\\$\\{)\(Pattern.text())$")]
            }
            return ["anyOf": [.object(values), .object(reference)]]
        default: return [:]
        }
    }

    private mutating func form(
        _ name: String, _ pattern: String, names: [String] = [], mayLookTyped: Bool = false
    ) -> JSONObject {
        shared(name) { _ in
            Self.text(mayLookTyped).with("pattern", .string(Pattern.orReference(pattern, names: names)))
        }
    }
}

extension FieldType {
    /// Whether two values are the same only if JSON holds the same: `010` and `10` are one number and two texts.
    fileprivate var looksItself: Bool {
        switch self {
        case .integer, .uuid: true
        default: false
        }
    }
}
