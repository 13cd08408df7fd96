import Calendars
import Campaigns
import Diagnostics
import JSON
import Vendors
import YAML

/// Turns nodes into values of a field's type. The type decides, never the look: `no` in a text is a text.
struct ValueDecoder {
    let kind: Kind
    let dates: DateReader
    let references: References
    /// Nothing where no names may stand.
    let names: NameReader?
    private(set) var diagnostics: [Diagnostic] = []
    /// How dates without a time were written, by field.
    private(set) var localDates: [String: String] = [:]
    /// Where in the resource the value stands that is being decoded. Only faults and dates need it as a text.
    private var place = FieldPath()

    private var path: String { place.description }

    /// The field that is decoded, or in which the value stands. Looked for only where it matters: most values have nothing to do with it.
    private var field: Field? {
        var (table, found) = (kind.vendorKind.table, Field?.none)
        for element in place.elements {
            guard case .key(let name) = element, let field = table[name] else { continue }
            (found, table) = (field, field.inner)
        }
        return found
    }

    init(kind: Kind, dates: DateReader, references: References, names: NameReader? = nil) {
        self.names = names
        self.kind = kind
        self.dates = dates
        self.references = references
    }

    /// The value; nothing where it is faulty, which is then in `diagnostics`.
    mutating func value(of located: LocatedNode, for field: Field) -> JSONValue? {
        place.elements.append(.key(field.name))
        defer { place.elements.removeLast() }
        if located.isPlaceholder { return nil }
        if located.isNull {
            if field.isNullable { return .null }
            return fault(located, field.type, "not null")
        }
        if field.all != nil, located.scalar?.text == "all" { return "all" }
        return value(of: located, as: field.type)
    }

    private mutating func value(of located: LocatedNode, as type: FieldType) -> JSONValue? {
        if located.isPlaceholder { return nil }
        switch type {
        case .list(let item, _, let maxCount): return list(located, item, maxCount, type)
        case .map(let item): return map(located, item, type)
        case .object(let fields, _):
            if let (kind, written) = nameOfPair(located, fields) {
                return pair(located, fields, kind, written)
            }
            return object(located, fields, type)
        default:
            if let scalar = located.scalar, !scalar.isNull {
                return value(of: located, scalar, as: type)
            }
            return fault(located, type, "not \(located.typeName)")
        }
    }

    private mutating func value(of located: LocatedNode, _ scalar: YAMLScalar, as type: FieldType) -> JSONValue? {
        switch type {
        case .boolean:
            if scalar.style == .plain, scalar.text == "true" { return true }
            if scalar.style == .plain, scalar.text == "false" { return false }
            return fault(located, type, "not \(located.typeName)")
        case .integer(let range):
            guard scalar.style == .plain, case .integer(let number) = scalar.coreType else {
                return fault(located, type, "not \(located.typeName)")
            }
            if range.contains(number) { return .integer(number) }
            return report(located, .invalidValue, "`\(path)` must be \(type.expectation), not \(number)")
        default:
            let mayHaveName = names != nil && scalar.text.utf8.contains(UInt8(ascii: "$"))
            if mayHaveName { names?.field = field }
            var isInstant = false
            if case .instant = type { isInstant = true }
            guard
                let text = TextRules.checked(
                    located, scalar.text, with: references, isInstant: isInstant, names: names, &diagnostics)
            else { return nil }
            // What it is can be checked only once its id is known.
            if mayHaveName, names?.takeUnknown() == true { return .string(text) }
            return value(of: located, text, as: type)
        }
    }

    private mutating func value(of located: LocatedNode, _ text: String, as type: FieldType) -> JSONValue? {
        switch type {
        case .string(let minLength) where minLength > 0 && text.count < minLength:
            return report(
                located, .invalidValue,
                "`\(path)` must have at least \(minLength) \(minLength == 1 ? "character" : "characters")")
        case .identifier where text.isEmpty || text.hasWhitespace:
            return report(located, .invalidValue, "`\(path)` must be an id, without blanks")
        case .uuid where !UUIDText.isValid(text):
            return report(
                located, .invalidValue, "`\(path)` must be a UUID, not \(located.typeName)",
                fix: "such as `5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111`")
        case .timeZone:
            guard Zone(identifier: text) == nil else { break }
            return report(
                located, .invalidTimeZone, "`\(text)` is no time zone of the IANA database",
                fix: Zone.nearestIdentifier(to: text).map { "did you mean `\($0)`?" } ?? "such as `America/New_York`")
        case .protobufDuration where !ProtobufDuration.isValid(text):
            return report(
                located, .invalidValue,
                "`\(path)` must be a number of seconds such as `86400s`, not \(located.typeName)")
        case .identifier where text.unicodeScalars.contains { !$0.isASCII && $0.properties.isDefaultIgnorableCodePoint }:
            return report(located, .invalidValue, "`\(path)` must be an id, without characters that are never shown")
        case .enumeration(let words) where !words.values.contains(text):
            return unknownWord(located, text, words)
        case .instant(let allowsASAP):
            return allowsASAP && text == "asap" ? "asap" : instant(located, text, allowsASAP: allowsASAP)
        default: break
        }
        return .string(text)
    }

    private mutating func unknownWord(_ located: LocatedNode, _ text: String, _ words: Enumeration) -> JSONValue? {
        let suggestion = nearest(to: text, among: words.values).map { "did you mean `\($0)`?" }
        // A blank is no word that a vendor may have added, and could mean what leaving the field out means.
        if words.isOpen, !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            report(
                located, .unknownEnumValue, "`\(path)` does not have the value `\(text)` that this Muster knows of",
                fix: suggestion ?? "it is sent as it stands, since the vendor keeps adding values", severity: .warning)
            return .string(text)
        }
        let few = words.values.count <= 8
        return report(
            located, .unknownEnumValue, "`\(path)` can't be `\(text)`",
            fix: suggestion ?? (few ? "one of " + words.values.map { "`\($0)`" }.joined(separator: ", ") : nil))
    }

    private mutating func instant(_ located: LocatedNode, _ text: String, allowsASAP: Bool) -> JSONValue? {
        let isConstant = located.scalar.map { !$0.text.contains("${") } ?? false
        if references.recurs, isConstant, CivilDate(text) != nil || Instant(rfc3339: text) != nil {
            return report(
                located, .constantInSchedule, "`\(path)` would be the same day in every period",
                fix: "write a duration after the opening such as `14d`, or `${opens}`"
                    + (allowsASAP ? ", or `asap`" : " or `${due}`"))
        }
        let name = place.elements.reduce("") { if case .key(let key) = $1 { key } else { $0 } }
        do throws(DateReader.Fault) {
            let reading = try dates.reading(
                of: text, edge: name.hasPrefix("start") || name.hasPrefix("scheduledStart") ? .startOfDay : .endOfDay)
            if let localDate = reading.localDate { localDates[path] = localDate }
            return .string(reading.text)
        } catch {
            switch error {
            case .notADate:
                return report(
                    located, .invalidDate,
                    "`\(path)` must be \(DateReader.forms)\(allowsASAP ? ", or `asap`" : ""), not \(located.typeName)")
            case .needsOpening:
                return report(located, .invalidDate, "`\(path)` counts from `opens`, which the campaign does not give")
            case .needsDays:
                return report(
                    located, .invalidDate, "`\(path)` must be in days where the schedule says `dueFrom: opening`",
                    fix: "such as `14d`: hours would be others at every plan")
            }
        }
    }

    private mutating func value(of located: LocatedNode, as type: FieldType, under element: FieldPath.Element)
        -> JSONValue?
    {
        place.elements.append(element)
        defer { place.elements.removeLast() }
        return value(of: located, as: type)
    }

    private mutating func list(
        _ located: LocatedNode, _ item: FieldType, _ maxCount: Int?, _ type: FieldType
    ) -> JSONValue? {
        guard let items = located.items else { return fault(located, type, "not \(located.typeName)") }
        var values: [JSONValue] = []
        values.reserveCapacity(items.count)
        var isSound = true
        for (index, node) in items.enumerated() {
            if let value = value(of: node, as: item, under: .index(index)) {
                values.append(value)
            } else {
                isSound = false
            }
        }
        if let maxCount, items.count > maxCount {
            return report(located, .invalidValue, "`\(path)` takes at most \(maxCount) values, not \(items.count)")
        }
        return isSound ? .array(values) : nil
    }

    private mutating func map(_ located: LocatedNode, _ item: FieldType, _ type: FieldType) -> JSONValue? {
        guard let members = located.members else { return fault(located, type, "not \(located.typeName)") }
        var object: [JSONObject.Member] = []
        object.reserveCapacity(members.count)
        for member in members {
            guard TextRules.checked(member.key, member.name, with: references, &diagnostics) != nil,
                let value = value(of: member.value, as: item, under: .key(member.name))
            else { continue }
            object.append(.init(key: member.name, value: value))
        }
        return object.count == members.count ? .object(JSONObject(members: object)) : nil
    }

    /// The name that stands in place of a pair of ids; nothing where none does.
    private func nameOfPair(_ located: LocatedNode, _ fields: [Field]) -> (kind: String, written: String)? {
        guard let text = located.scalar?.text, let names, fields.count == 2,
            let field, field.names.contains(where: \.isWithinApp),
            case .reference(let reference, true)? = ReferenceText.parts(of: text).first,
            "${\(reference)}" == text
        else { return nil }
        names.field = field
        return NameReader.name(reference)
    }

    private mutating func pair(
        _ located: LocatedNode, _ fields: [Field], _ kind: String, _ written: String
    ) -> JSONValue? {
        guard let names else { return nil }
        do throws(NameReader.Fault) {
            let ids = try names.pair(kind, written, at: located.location)
            _ = names.takeUnknown()
            return .object([fields[0].name: .string(ids.app), fields[1].name: .string(ids.id)])
        } catch {
            return report(located, error.code, error.message, fix: error.fix)
        }
    }

    private mutating func object(_ located: LocatedNode, _ fields: [Field], _ type: FieldType) -> JSONValue? {
        guard let members = located.members else { return fault(located, type, "not \(located.typeName)") }
        var object: [JSONObject.Member] = []
        object.reserveCapacity(members.count)
        var isSound = true
        for member in members {
            guard let field = fields.first(where: { $0.name == member.name }) else {
                report(
                    member.key, .unknownField, "unknown field `\(member.name)` in `\(path)` of \(kind.rawValue)",
                    fix: nearest(to: member.name, among: fields.map(\.name)).map { "did you mean `\($0)`?" }
                        ?? (fields.isEmpty ? "it is a marker: write `{}`" : nil))
                isSound = false
                continue
            }
            if let value = value(of: member.value, for: field) {
                object.append(.init(key: field.name, value: value))
            } else {
                isSound = false
            }
        }
        for field in fields
        where field.isRequired && !located.node.isIncomplete && !members.contains(where: { $0.name == field.name }) {
            report(located, .missingField, "`\(path)` needs `\(field.name)`: \(field.help)")
            isSound = false
        }
        return isSound ? .object(JSONObject(members: object)) : nil
    }

    private mutating func fault(_ located: LocatedNode, _ type: FieldType, _ found: String)
        -> JSONValue?
    {
        let isQuoted = located.scalar.map { $0.style == .singleQuoted || $0.style == .doubleQuoted } ?? false
        let fix: String? =
            switch type {
            case .boolean, .integer: isQuoted ? "write it without quotes" : nil
            default: nil
            }
        return report(located, .wrongType, "`\(path)` must be \(type.expectation), \(found)", fix: fix)
    }

    @discardableResult
    private mutating func report(
        _ located: LocatedNode, _ code: DiagnosticCode, _ message: String, fix: String? = nil,
        severity: Diagnostic.Severity = .error
    ) -> JSONValue? {
        diagnostics.append(located.diagnostic(code, message, fix: fix, severity: severity))
        return nil
    }
}

extension FieldType {
    /// What a value must be, in a few words.
    var expectation: String {
        switch self {
        case .string: "a text"
        case .identifier: "an id"
        case .uuid: "a UUID"
        case .integer(let range):
            switch (range.lowerBound, range.upperBound) {
            case (.min, .max): "a whole number"
            case (let low, .max): "a whole number from \(low)"
            case (let low, let high): "a whole number from \(low) to \(high)"
            }
        case .boolean: "`true` or `false`"
        case .enumeration: "one of the vendor's words"
        case .instant: "a date"
        case .protobufDuration: "a number of seconds such as `86400s`"
        case .timeZone: "a time zone"
        case .list: "a list"
        case .map: "a mapping"
        case .object(let fields, _): fields.isEmpty ? "an empty mapping (`{}`)" : "a mapping"
        }
    }
}
