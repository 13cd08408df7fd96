import Calendars
import JSON

/// The form of a JSON value as a vendor documents it. Written from the vendors' pages, apart from the tables that the client uses,
/// so that a fault in those shows here.
indirect enum BodyShape: Sendable {
    case text(minLength: Int = 0)
    case uuid
    case dateTime
    case duration
    case flag
    case number(minimum: Int)
    /// One of these words.
    case word([String])
    /// A word of a list that the vendor keeps adding to.
    case openWord
    case list(BodyShape)
    case map(BodyShape)
    case object([String: BodyShape], required: [String] = [], oneOf: [[String]] = [])
    /// This, or null.
    case nullable(BodyShape)

    /// What is wrong with a value, each in one line that names the place; empty if nothing is.
    func faults(in value: JSONValue, at path: String = "") -> [String] {
        let place = path.isEmpty ? "the body" : path
        switch (self, value) {
        case (.nullable, .null): return []
        case (.nullable(let shape), _): return shape.faults(in: value, at: path)
        case (.text(let minLength), .string(let text)):
            return text.count >= minLength ? [] : ["\(place) must have at least \(minLength) characters"]
        case (.uuid, .string(let text)): return BodyShape.isUUID(text) ? [] : ["\(place) is not a valid UUID"]
        case (.dateTime, .string(let text)):
            return Instant(rfc3339: text) != nil ? [] : ["\(place) is not a valid date-time"]
        case (.duration, .string(let text)):
            return text.hasSuffix("s") && Double(text.dropLast()) != nil ? [] : ["\(place) is not a valid duration"]
        case (.flag, .bool): return []
        case (.number(let minimum), .integer(let number)):
            return number >= minimum ? [] : ["\(place) must be at least \(minimum)"]
        case (.word(let words), .string(let text)):
            return words.contains(text) ? [] : ["\(place) has the unknown value \(text)"]
        case (.openWord, .string(let text)):
            return !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                ? [] : ["\(place) is not a valid value"]
        case (.list(let shape), .array(let items)):
            return items.enumerated().flatMap { shape.faults(in: $0.element, at: "\(path)[\($0.offset)]") }
        case (.map(let shape), .object(let object)):
            return object.members.flatMap { shape.faults(in: $0.value, at: BodyShape.below(path, $0.key)) }
        case (.object(let members, let required, let oneOf), .object(let object)):
            var faults = object.members.flatMap { member in
                members[member.key]?.faults(in: member.value, at: BodyShape.below(path, member.key))
                    ?? ["unknown field \(BodyShape.below(path, member.key))"]
            }
            faults += required.filter { object[$0] == nil }.map { "\(BodyShape.below(path, $0)) is required" }
            for group in oneOf where group.filter({ object[$0].map { !$0.isNull } ?? false }).count > 1 {
                faults.append("only one of \(group.joined(separator: ", ")) may be set in \(place)")
            }
            return faults
        default: return ["\(place) has the wrong type"]
        }
    }

    private static func below(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private static func isUUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
    }
}
