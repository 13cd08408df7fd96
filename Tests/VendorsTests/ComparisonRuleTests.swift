import Calendars
import Campaigns
import JSON
import Testing

@testable import Vendors

/// What may be written otherwise without being declared otherwise, for every kind and every field of its description.
@Suite("No false difference")
struct ComparisonRuleTests {
    private func differences(_ declared: JSONObject, _ recorded: JSONObject, _ kind: Kind) -> [FieldDifference] {
        Vendors.differences(
            declared: declared, recorded: recorded, kind: kind.vendorKind, unchangedDates: [])
    }

    /// Both ways round: what is declared today, and what an older Muster recorded.
    private func expectEqual(_ kind: Kind, _ what: String, _ change: (JSONValue, FieldType) -> JSONValue) {
        for fields in Samples.full(kind) {
            let value = JSONValue.object(fields).rewritten(.object(kind.vendorKind.fields), by: change)
            let changed = value.objectValue ?? [:]
            #expect(differences(changed, fields, kind) == [], "\(what) declared: \(changed)")
            #expect(differences(fields, changed, kind) == [], "\(what) recorded: \(changed)")
        }
    }

    @Test("keys in another order are the same", arguments: Kind.allCases) func keys(kind: Kind) {
        var count = 0
        expectEqual(kind, "reversed keys") { value, _ in
            guard case .object(let object) = value, object.count > 1 else { return value }
            count += 1
            return .object(JSONObject(members: object.members.reversed()))
        }
        #expect(count > 0)
    }

    @Test("lists of which the order means nothing are sets", arguments: Kind.allCases) func sets(kind: Kind) {
        expectEqual(kind, "a reversed set") { value, type in
            guard case .list(_, isSet: true, _) = type, case .array(let items) = value else { return value }
            return .array(items.reversed())
        }
    }

    @Test("a UUID has no case", arguments: Kind.allCases) func uuids(kind: Kind) {
        expectEqual(kind, "an upper-case UUID") { value, type in
            guard case .uuid = type, case .string(let text) = value else { return value }
            return .string(text.uppercased())
        }
    }

    @Test("an instant may be written in any offset, with or without a fraction", arguments: Kind.allCases)
    func instants(kind: Kind) {
        expectEqual(kind, "an instant with an offset") { value, type in
            guard case .instant = type, case .string(let text) = value, let instant = Instant(rfc3339: text) else {
                return value
            }
            let local = instant.adding(seconds: 19_800).rfc3339.dropLast()
            return .string(local + ".000+05:30")
        }
    }

    @Test(
        "a duration has a fraction or none",
        arguments: [("86400s", "86400.000s"), ("0.5s", "0.500000000s"), ("86400s", "086400s")])
    func durations(one: String, other: String) {
        func grants(_ text: String) -> JSONObject {
            Samples.minimal(.conductorOneAccessReview).with([
                "scopeV2": ["grantsByCriteria": ["daysSinceAdded": .string(text)]]
            ])
        }
        #expect(differences(grants(one), grants(other), .conductorOneAccessReview) == [])
        #expect(differences(grants(one), grants("86401s"), .conductorOneAccessReview).count == 1)
    }

    @Test("a documented default may be written out or left out, at any depth", arguments: Kind.allCases)
    func defaults(kind: Kind) {
        var written = 0
        for fields in Samples.full(kind) {
            let (bare, full) = (
                withDefaults(fields, kind.vendorKind.fields, writes: false, &written),
                withDefaults(fields, kind.vendorKind.fields, writes: true, &written)
            )
            #expect(differences(bare, full, kind) == [])
            #expect(differences(full, bare, kind) == [])
        }
        #expect((written > 0) == [.opalUAR, .conductorOneAccessReview].contains(kind))
    }

    /// The fields with every documented default written out, or left out where it stands.
    private func withDefaults(_ object: JSONObject, _ fields: [Field], writes: Bool, _ count: inout Int) -> JSONObject {
        var result = object
        for field in fields {
            if let standard = field.documentedDefault {
                if writes, object[field.name] == nil {
                    result[field.name] = standard
                    count += 1
                }
                if !writes, object[field.name] == standard { result[field.name] = nil }
            } else if let inner = object[field.name]?.objectValue, case .object(let fields, _) = field.type {
                result[field.name] = .object(withDefaults(inner, fields, writes: writes, &count))
            }
        }
        return result
    }

    @Test("null is what an absent field is, where the vendor takes it", arguments: Kind.allCases) func nulls(kind: Kind)
    {
        for fields in Samples.full(kind) {
            var full = fields
            for field in kind.vendorKind.fields where field.isNullable && fields[field.name] == nil {
                full[field.name] = .null
            }
            #expect(differences(full, fields, kind) == [])
            #expect(differences(fields, full, kind) == [])
        }
    }

    @Test(
        "a marker, this one, another one or none, is no part of a text",
        arguments: [Kind.conductorOneAccessReview, .opalRequest])
    func markers(kind: Kind) {
        let address = Address(campaign: "sox", review: "x")
        let markers = [
            nil, Marker(address: address, lineage: "7f3a0000"), Marker(address: address, lineage: Lineage.sandbox),
            Marker(address: Address(campaign: "before", period: "2027-Q1", review: "y"), lineage: "0a0b"),
        ]
        for fields in Samples.full(kind) {
            for marker in markers {
                let recorded = kind.vendorKind.fields(of: kind.vendorKind.calls(for: fields, marker: marker))
                #expect(differences(fields, recorded, kind) == [])
            }
        }
    }

    @Test("and yet any other value of any field is a difference at its path", arguments: Kind.allCases) func seen(
        kind: Kind
    ) {
        var seen: Set<String> = []
        for fields in Samples.full(kind) {
            for field in kind.vendorKind.fields {
                guard let value = fields[field.name], !value.isNull else { continue }
                for changed in Changes.of(value, field.type) where changed != value {
                    let found = differences(fields.with([field.name: changed]), fields, kind)
                    let isAtPath = found.allSatisfy { $0.path == field.name || $0.path.hasPrefix(field.name + ".") }
                    #expect(!found.isEmpty && isAtPath, "\(field.name): \(changed)")
                    seen.insert(field.name)
                }
            }
        }
        let missing = Set(kind.vendorKind.fields.map(\.name)).subtracting(seen)
        #expect(missing == [], "no sample varies these")
    }

    @Test("what an older Muster did not send is its documented default, and a difference where there is none")
    func older() {
        let declared = Samples.minimal(.opalUAR).with([
            "instantly_action_reviews": false, "reminder_include_manager": true,
        ])
        let found = differences(declared, Samples.minimal(.opalUAR), .opalUAR)
        #expect(found.map(\.path) == ["reminder_include_manager"])
    }
}

extension JSONValue {
    /// The value with every value in it changed, from the innermost outwards.
    fileprivate func rewritten(_ type: FieldType, by change: (JSONValue, FieldType) -> JSONValue) -> JSONValue {
        switch (type, self) {
        case (.object(let fields, _), .object(let object)):
            let members = object.members.map { member in
                let type = fields.first { $0.name == member.key }?.type
                return JSONObject.Member(
                    key: member.key, value: type.map { member.value.rewritten($0, by: change) } ?? member.value)
            }
            return change(.object(JSONObject(members: members)), type)
        case (.map(let item), .object(let object)):
            let members = object.members.map {
                JSONObject.Member(key: $0.key, value: $0.value.rewritten(item, by: change))
            }
            return change(.object(JSONObject(members: members)), type)
        case (.list(let item, _, _), .array(let items)):
            return change(.array(items.map { $0.rewritten(item, by: change) }), type)
        default: return change(self, type)
        }
    }
}

/// Other values of the same type.
private enum Changes {
    static func of(_ value: JSONValue, _ type: FieldType) -> [JSONValue] {
        switch (type, value) {
        case (.boolean, .bool(let flag)): [.bool(!flag)]
        case (.integer, .integer(let number)): [.integer(number + 1)]
        case (.instant, .string): ["2031-05-05T05:05:05Z"]
        case (.uuid, .string): ["00000000-0000-4000-8000-000000000000"]
        case (.list(_, _, _), .array(let items)):
            (items.isEmpty ? [] : [.array(Array(items.dropLast()))]) + first(items, type)
        case (.object(let fields, _), .object(let object)):
            fields.flatMap { field -> [JSONValue] in
                guard let inner = object[field.name] else { return [] }
                return of(inner, field.type).map { .object(object.with([field.name: $0])) }
            }
        case (.map(let item), .object(let object)):
            object.members.flatMap { member in
                of(member.value, item).map { .object(object.with([member.key: $0])) } + [
                    .object(object.without(member.key).with([member.key + "2": member.value]))
                ]
            }
        case (_, .string(let text)): [.string(text + "2")]
        default: []
        }
    }

    private static func first(_ items: [JSONValue], _ type: FieldType) -> [JSONValue] {
        guard case .list(let item, _, _) = type, let first = items.first else { return [] }
        return of(first, item).map { .array([$0] + items.dropFirst()) }
    }
}
