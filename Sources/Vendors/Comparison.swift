import Calendars
import Campaigns
import JSON

/// Compares values by what their fields mean.
struct Comparison {
    private(set) var found: [FieldDifference] = []
    /// Paths that are not compared.
    private let skipped: Set<String>
    /// The field that holds the name, if that is compared by `VendorName.collapsed`.
    private let nameField: String?
    /// Whether `false`, `""`, `0`, `[]` and words that end in `_UNSPECIFIED` are what an absent member is, as in proto3's JSON.
    private let ignoresProto3Defaults: Bool

    init(skipped: Set<String> = [], nameField: String? = nil, ignoresProto3Defaults: Bool = false) {
        self.skipped = skipped
        self.nameField = nameField
        self.ignoresProto3Defaults = ignoresProto3Defaults
    }

    /// Compares the members of two objects: those of the table, then those that it doesn't have.
    mutating func compare(_ declared: JSONObject, _ recorded: JSONObject, _ fields: [Field], _ path: FieldPath) {
        for field in fields {
            compare(declared[field.name], recorded[field.name], field, path.appending(field.name))
        }
        let known = Set(fields.map(\.name))
        var others: Set<String> = []
        for key in declared.keys + recorded.keys where !known.contains(key) && others.insert(key).inserted {
            let (left, right) = (present(declared[key], nil), present(recorded[key], nil))
            if left != right { report(path.appending(key), left, right) }
        }
    }

    private mutating func compare(_ declared: JSONValue?, _ recorded: JSONValue?, _ field: Field, _ path: FieldPath) {
        if !skipped.isEmpty, skipped.contains(path.description) { return }
        let (left, right) = (present(declared, field), present(recorded, field))
        if field.name == nameField, path.elements.count == 1, let left = left?.stringValue,
            let right = right?.stringValue,
            VendorName.collapsed(left) == VendorName.collapsed(right)
        {
            return
        }
        compare(left, right, field.type, path)
    }

    private mutating func compare(_ left: JSONValue?, _ right: JSONValue?, _ type: FieldType, _ path: FieldPath) {
        if left == right { return }
        switch (type, left, right) {
        case (.object(let fields, _), .object(let left)?, .object(let right)?):
            compare(left, right, fields, path)
        case (.map(let item), .object(let left)?, .object(let right)?):
            var keys: Set<String> = []
            for key in left.keys + right.keys where keys.insert(key).inserted {
                compare(left[key], right[key], item, path.appending(key))
            }
        default:
            let isEqual = left.flatMap { canonical($0, type) } == right.flatMap { canonical($0, type) }
            if !isEqual { report(path, left, right) }
        }
    }

    private mutating func report(_ path: FieldPath, _ declared: JSONValue?, _ recorded: JSONValue?) {
        found.append(FieldDifference(path: path.description, declared: declared, recorded: recorded))
    }

    /// The value; nothing for null and for what absence means.
    private func present(_ value: JSONValue?, _ field: Field?) -> JSONValue? {
        guard let value, !value.isNull else { return nil }
        if let field, let standard = field.documentedDefault,
            canonical(value, field.type) == canonical(standard, field.type)
        {
            return nil
        }
        if ignoresProto3Defaults, Comparison.isProto3Default(value, field?.type) { return .none }
        return value
    }

    /// What proto3's JSON writes for a scalar, list or map that was never set. A message that is there was set, even an empty one.
    private static func isProto3Default(_ value: JSONValue, _ type: FieldType?) -> Bool {
        switch value {
        case .null, .bool(false), .string(""), .array([]), .integer(0), .double(0): return true
        // A 64-bit number is a string in that JSON.
        case .string(let text): return text.ends(in: "_UNSPECIFIED") || (type == nil && text == "0")
        case .object(let object):
            guard case .map? = type else { return false }
            return object.isEmpty
        default: return false
        }
    }
}

// MARK: canonical values

extension Comparison {
    /// A value that is equal for all values that mean the same in a field of that type.
    static func canonical(_ value: JSONValue, _ type: FieldType) -> JSONValue? { Comparison().canonical(value, type) }

    /// A duration without zeros that say nothing: `86400s` for `086400.000s`.
    private static func plainDuration(_ text: String) -> String {
        let parts = text.dropLast().split(separator: ".", maxSplits: 1)
        guard text.hasSuffix("s"), let seconds = parts.first.flatMap({ Int($0) }) else { return text }
        let fraction = parts.count == 2 ? String(parts[1].reversed().drop { $0 == "0" }.reversed()) : ""
        return fraction.isEmpty ? "\(seconds)s" : "\(seconds).\(fraction)s"
    }

    private func canonical(_ value: JSONValue, _ type: FieldType) -> JSONValue? {
        switch (type, value) {
        case (.uuid, .string(let text)): return text.isLowercaseASCII ? value : .string(text.lowercased())
        case (.instant, .string(let text)):
            guard let instant = Instant(rfc3339: text) else { return value }
            return .integer(instant.seconds)
        case (.protobufDuration, .string(let text)): return .string(Comparison.plainDuration(text))
        case (.list(let item, let isSet, _), .array(let items)):
            let items = items.compactMap { canonical($0, item) }
            guard isSet else { return .array(items) }
            let sorted = items.map { (key: JSONWriter.text($0, sortedKeys: true), value: $0) }.sorted {
                $0.key < $1.key
            }
            return .array(sorted.map(\.value))
        case (.map(let item), .object(let object)):
            return .object(
                JSONObject(
                    members: object.members.compactMap { member in
                        canonical(member.value, item).map { .init(key: member.key, value: $0) }
                    }))
        case (.object(let fields, _), .object(let object)):
            return .object(
                JSONObject(
                    members: object.members.compactMap { member in
                        let field = fields.first { $0.name == member.key }
                        guard let value = present(member.value, field) else { return nil }
                        return (field.map { canonical(value, $0.type) } ?? value).map {
                            .init(key: member.key, value: $0)
                        }
                    }))
        default: return value
        }
    }
}

extension FieldType {
    /// Whether every value of the type is written in one way only.
    var isAlwaysCanonical: Bool {
        switch self {
        case .string, .identifier, .integer, .boolean, .enumeration, .timeZone: true
        case .uuid, .instant, .protobufDuration, .list, .map, .object: false
        }
    }
}

extension String {
    fileprivate var isLowercaseASCII: Bool {
        utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
