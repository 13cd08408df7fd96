package import JSON

/// Fields in the vendor's order, to be found by name; and those of them that rules concern, so that the others, which are most,
/// cost nothing.
package final class FieldTable: Sendable {
    package let fields: [Field]
    /// Their names.
    package let names: [String]
    /// The place of each among `fields`.
    package let places: [String: Int]
    /// Those that have a choice in them; see `FieldConcerns`.
    package let choices: [Field]
    /// Those that are deprecated, or have something deprecated in them.
    package let deprecations: [Field]
    /// Those that have a list in them in which no value may stand twice.
    package let sets: [Field]

    /// The field that says in which zone the vendor reads dates.
    package let timeZone: Field?
    /// By place, whether a field has a value, or is missed, without being given in a block.
    package let isExpected: [Bool]

    package init(_ fields: [Field]) {
        self.fields = fields
        names = fields.map(\.name)
        places = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        choices = fields.filter { $0.concerns.contains(.choice) }
        deprecations = fields.filter { $0.concerns.contains(.deprecation) }
        sets = fields.filter { $0.concerns.contains(.set) }
        timeZone = fields.first { if case .timeZone = $0.type { true } else { false } }
        isExpected = fields.map { $0.isRequired || $0.filledBy != nil }
    }

    /// The members of an object that are fields, in the table's order.
    package func ordered(_ object: JSONObject) -> JSONObject {
        var next = 0
        for member in object.members {
            // They mostly stand in order, so one pass over both finds them all.
            while next < names.count, names[next] != member.key { next += 1 }
            next += 1
        }
        if next <= names.count { return object }
        return JSONObject(members: names.compactMap { name in object[name].map { .init(key: name, value: $0) } })
    }

    package subscript(name: String) -> Field? { places[name].map { fields[$0] } }
}
