import Calendars
package import JSON

extension OpenAPI {
    /// What is wrong with a body, a line each that begins with its place; nothing where the schema takes it.
    ///
    /// Checked are types, null, required, enum, items, additionalProperties, minLength, minimum, maximum and the formats uuid,
    /// date-time and duration. A member that a schema doesn't have is a fault even where it says nothing about further members,
    /// since a misspelt one is what these checks are for.
    package func faults(of value: JSONValue, against schema: JSONValue, at path: String = "body") -> [String] {
        if value.isNull { return isNullable(schema) ? [] : ["\(path): null is not taken"] }
        let schema = resolved(schema)
        if let choices = schema["oneOf"]?.arrayValue ?? schema["anyOf"]?.arrayValue {
            let found = choices.map { faults(of: value, against: $0, at: path) }
            return found.contains([])
                ? [] : ["\(path): is none of the choices: \(found.joined().joined(separator: "; "))"]
        }
        if let words = schema["enum"]?.arrayValue, !words.contains(value) {
            return ["\(path): \(JSONWriter.text(value)) is not in the enum"]
        }
        switch type(schema) {
        case "object": return objectFaults(value, schema, path)
        case "array":
            guard case .array(let items) = value else { return ["\(path): is \(value.typeName), not a list"] }
            guard let item = schema["items"] else { return [] }
            return items.enumerated().flatMap { faults(of: $1, against: item, at: "\(path)[\($0)]") }
        case "string": return stringFaults(value, schema, path)
        case "boolean": return value.boolValue == nil ? ["\(path): is \(value.typeName), not a boolean"] : []
        case "integer":
            guard let number = value.integerValue else { return ["\(path): is \(value.typeName), not a whole number"] }
            if let minimum = schema["minimum"]?.integerValue, number < minimum {
                return ["\(path): \(number) is too small"]
            }
            if let maximum = schema["maximum"]?.integerValue, number > maximum {
                return ["\(path): \(number) is too large"]
            }
            return []
        case nil: return []
        case let other?: return ["\(path): the schema's type `\(other)` is not known here"]
        }
    }

    private func objectFaults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        guard case .object(let object) = value else { return ["\(path): is \(value.typeName), not a mapping"] }
        let properties = schema["properties"]?.objectValue ?? JSONObject()
        let required = schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        var found = required.filter { object[$0] == nil }.map { "\(path): `\($0)` is missing" }
        for member in object.members {
            if let property = properties[member.key] {
                found += faults(of: member.value, against: property, at: "\(path).\(member.key)")
                continue
            }
            switch schema["additionalProperties"] {
            case nil, .bool(false)?: found.append("\(path): there is no `\(member.key)`")
            case .object(let others)? where !others.isEmpty:
                found += faults(of: member.value, against: .object(others), at: "\(path).\(member.key)")
            default: break
            }
        }
        return found
    }

    private func stringFaults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        guard let text = value.stringValue else { return ["\(path): is \(value.typeName), not a string"] }
        if let length = schema["minLength"]?.integerValue, text.count < length { return ["\(path): is too short"] }
        let isRight =
            switch schema["format"]?.stringValue {
            case "uuid": Self.isUUID(text)
            case "date-time": Instant(rfc3339: text) != nil
            case "duration": text.wholeMatch(of: /-?[0-9]{1,12}(\.[0-9]{1,9})?s/) != nil
            default: true
            }
        return isRight ? [] : ["\(path): \(JSONWriter.text(value)) is not a \(schema["format"]?.stringValue ?? "")"]
    }

    private static func isUUID(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/) != nil
    }
}
