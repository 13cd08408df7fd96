import Campaigns
import Diagnostics
import JSON

/// Criteria must hold something: an empty one is no filter at all.
enum CriteriaRules {
    static func check(_ criteria: JSONObject, _ fields: [Field], at path: FieldPath, _ faults: inout Faults) {
        let before = faults.found.count
        var narrows = false
        for field in fields {
            guard let value = criteria.given(field.name) else { continue }
            if holds(value, field.type, at: path.appending(field.name), &faults) { narrows = true }
        }
        // What is empty further down was reported there.
        if narrows || faults.found.count > before { return }
        let names = fields.map { "`\($0.name)`" }.joined(separator: ", ")
        faults.wide(
            at: path, "`\(path)` holds nothing, so it would filter nothing",
            fix: fields.count == 1 ? "add \(names)" : "add at least one of \(names)")
    }

    /// Whether the value narrows anything down.
    private static func holds(_ value: JSONValue, _ type: FieldType, at path: FieldPath, _ faults: inout Faults) -> Bool
    {
        switch (type, value) {
        case (.boolean, _): return value == true
        case (.object(let fields, _), .object(let object)):
            check(object, fields, at: path, &faults)
            return true
        case (.map(let item), .object(let object)):
            if object.isEmpty { return empty(path, &faults) }
            for member in object.members {
                let path = path.appending(member.key)
                if member.key.isBlank {
                    faults.wide(at: path, "a key of `\(path)` is blank", fix: "write the attribute's name")
                }
                _ = holds(member.value, item, at: path, &faults)
            }
            return true
        case (.list(let item, _, _), .array(let items)):
            if items.isEmpty { return empty(path, &faults) }
            for (index, value) in items.enumerated() { _ = holds(value, item, at: path.appending(index), &faults) }
            return true
        case (.protobufDuration, .string(let text)):
            if text.dropLast().contains(where: { $0 != "0" && $0 != "." }) { return true }
            faults.add(
                .invalidValue, at: path, "`\(path)` is zero", fix: "write seconds, such as `2592000s` for 30 days")
            return false
        case (.enumeration, .string(let text)) where text.isUnspecifiedWord:
            faults.wide(at: path, "`\(text)` filters nothing", fix: "remove it, or write what is meant")
            return false
        case (_, .string(let text)) where text.isBlank:
            faults.wide(at: path, "a blank `\(path)` may match everything", fix: "write what is meant")
            return false
        default: return true
        }
    }

    private static func empty(_ path: FieldPath, _ faults: inout Faults) -> Bool {
        faults.wide(at: path, "an empty `\(path)` filters nothing", fix: "remove it, or name what is meant")
        return false
    }
}

extension String {
    /// Whether it is the word that proto3 puts in an enum's first place, for what was never set.
    var isUnspecifiedWord: Bool { ends(in: "_UNSPECIFIED") || self == "UNKNOWN" || ends(in: "_UNKNOWN") }

    /// `hasSuffix` for a suffix in ASCII, byte by byte.
    func ends(in suffix: StaticString) -> Bool {
        let count = suffix.utf8CodeUnitCount
        return suffix.withUTF8Buffer { utf8.count >= count && utf8.suffix(count).elementsEqual($0) }
    }
}
