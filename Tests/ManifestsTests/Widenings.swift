import Campaigns
import JSON
import Testing
import Vendors

/// A block in which one field is wide: it would cover more than what is written, or nobody knows what.
struct Widening: Sendable, CustomTestStringConvertible {
    let kind: Kind
    /// Such as `uar_scope.tags[].key`.
    let path: String
    /// In which way: `absent`, `null`, `[]`, `blank`...
    let way: String
    let block: JSONObject

    var name: String { "\(path) \(way)" }

    /// A campaign around the block, in JSON, which is YAML.
    var campaign: String {
        let campaign: JSONObject = [
            "campaign": "c", "name": "N", "due": "2099-01-29",
            (kind.isRequest ? "requests" : "reviews"): .object([kind.vendor.rawValue: .object(block)]),
        ]
        return JSONWriter.text(.object(campaign), style: .pretty)
    }
    var testDescription: String { "\(kind.rawValue): \(name)" }
}

/// Makes blocks around each field of a vendor's description, once sound and once wide in each way that its type can be.
struct Widenings {
    let kind: Kind
    /// Blocks that are sound as they stand, and the member of each whose field is varied.
    let bases: [(block: JSONObject, path: [String])]

    /// The blocks as they are meant: with a sound value where they lack the field.
    var sound: [Widening] {
        bases.flatMap { base in
            var value: JSONValue? = .object(base.block)
            for name in base.path { value = value?[name] }
            return variants(base, [("sound", value ?? sample(field(base.path)))])
        }
    }

    /// A block for each way in which each field, and each one below it, can be wide.
    var all: [Widening] {
        bases.flatMap { base in
            let field = field(base.path)
            return [("absent", nil), ("null", .null)].flatMap { variants(base, [$0]) }
                + ways(field.type).flatMap { way -> [Widening] in
                    // What has bases of its own for its members is not taken apart here as well.
                    let isCovered =
                        !way.below.isEmpty && bases.contains { $0.path.starts(with: base.path) && $0.path != base.path }
                    return isCovered ? [] : variants(base, [(way.name, way.value)], below: way.below)
                }
        }
    }

    private func variants(
        _ base: (block: JSONObject, path: [String]), _ values: [(name: String, value: JSONValue?)], below: String = ""
    ) -> [Widening] {
        values.map { way in
            Widening(
                kind: kind, path: base.path.joined(separator: ".") + below, way: way.name,
                block: Widenings.setting(way.value, at: base.path[...], in: base.block))
        }
    }

    private static func setting(_ value: JSONValue?, at path: ArraySlice<String>, in object: JSONObject) -> JSONObject {
        guard let name = path.first else { return object }
        var object = object
        if path.count == 1 {
            object[name] = value
        } else {
            object[name] = .object(setting(value, at: path.dropFirst(), in: object[name]?.objectValue ?? [:]))
        }
        return object
    }

    private func field(_ path: [String]) -> Field {
        var fields = kind.fields
        for name in path.dropLast() { fields = fields.first { $0.name == name }?.type.fields ?? [] }
        guard let field = fields.first(where: { $0.name == path.last }) else {
            preconditionFailure("\(kind.rawValue) has no field \(path)")
        }
        return field
    }

    // MARK: Values

    private struct Way {
        var name: String
        /// The way from the field down to what is varied.
        var below = ""
        var value: JSONValue
    }

    private func ways(_ type: FieldType) -> [Way] {
        let blanks = [("empty", ""), ("blank", " "), ("invisible", "\u{200B}")]
        switch type {
        case .boolean: return [Way(name: "false", value: false), Way(name: "all", value: "all")]
        case .integer: return [Way(name: "all", value: "all")]
        case .string, .identifier, .uuid, .instant, .timeZone:
            return blanks.map { Way(name: $0.0, value: .string($0.1)) }
        case .protobufDuration:
            return (blanks + [("zero", "0s"), ("zero fraction", "0.000s")]).map {
                Way(name: $0.0, value: .string($0.1))
            }
        case .enumeration(let words):
            let unspecified = words.values.filter { $0.hasSuffix("UNSPECIFIED") || $0.hasSuffix("UNKNOWN") }
            return blanks.map { Way(name: $0.0, value: .string($0.1)) }
                + unspecified.map { Way(name: $0, value: .string($0)) }
        case .list(let item, _, _):
            return [Way(name: "[]", value: []), Way(name: "all", value: "all"), Way(name: "[null]", value: [.null])]
                + ways(item).filter { $0.name != "all" }.map {
                    Way(name: $0.name, below: "[]" + $0.below, value: [$0.value])
                }
        case .map(let item):
            return [
                Way(name: "{}", value: [:]), Way(name: "all", value: "all"),
                Way(name: "a blank key", value: .object([" ": sample(item)])),
                Way(name: "{ k: null }", value: ["k": .null]),
            ] + ways(item).map { Way(name: $0.name, below: ".*" + $0.below, value: ["k": $0.value]) }
        case .object(let fields, _): return [Way(name: "all", value: "all")] + ways(in: fields)
        }
    }

    /// Each field alone with those that must stand beside it, in each way.
    private func ways(in fields: [Field]) -> [Way] {
        let isMarker = fields.isEmpty
        let empty = isMarker ? [] : [Way(name: "{}", value: [:])]
        return empty
            + fields.flatMap { field -> [Way] in
                var others = JSONObject()
                for other in fields where other.isRequired && other.name != field.name {
                    others[other.name] = sample(other)
                }
                func way(_ name: String, _ below: String, _ value: JSONValue?) -> Way {
                    var object = others
                    object[field.name] = value
                    return Way(name: name, below: ".\(field.name)" + below, value: .object(object))
                }
                let absent = field.isRequired ? [way("absent", "", nil)] : []
                return absent + [way("alone", "", sample(field)), way("null", "", .null)]
                    + ways(field.type).map { way($0.name, $0.below, $0.value) }
            }
    }

    /// A sound value of a field, that narrows something down if the field can.
    private func sample(_ field: Field) -> JSONValue { sample(field.type) }

    private func sample(_ type: FieldType) -> JSONValue {
        switch type {
        case .boolean: return true
        case .integer(let range): return .integer(max(range.lowerBound, 1))
        case .string, .identifier: return "x"
        case .uuid: return "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"
        case .instant: return "2098-01-29T00:00:00Z"
        case .timeZone: return "UTC"
        case .protobufDuration: return "86400s"
        case .enumeration(let words):
            let meaning = words.values.first { !$0.hasSuffix("UNSPECIFIED") && !$0.hasSuffix("UNKNOWN") }
            return .string(meaning ?? "x")
        case .list(let item, _, _): return [sample(item)]
        case .map(let item): return ["k": sample(item)]
        case .object(let fields, _):
            var object = JSONObject()
            let required = fields.filter(\.isRequired)
            for field in required.isEmpty ? Array(fields.prefix(1)) : required { object[field.name] = sample(field) }
            return .object(object)
        }
    }
}
