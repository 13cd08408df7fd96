package import JSON

/// Fields in the vendor's order, to be found by name; and those of them that rules concern, so that the others, which are most,
/// cost nothing.
package final class FieldTable: Sendable {
    package let fields: [Field]
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
        places = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        choices = fields.filter { $0.concerns.contains(.choice) }
        deprecations = fields.filter { $0.concerns.contains(.deprecation) }
        sets = fields.filter { $0.concerns.contains(.set) }
        timeZone = fields.first { if case .timeZone = $0.type { true } else { false } }
        isExpected = fields.map { $0.isRequired || $0.filledBy != nil }
    }

    /// The members of an object that are fields, in the table's order.
    package func members(of object: JSONObject) -> [(field: Field, value: JSONValue)] {
        var found: [(place: Int, value: JSONValue)] = []
        found.reserveCapacity(object.count)
        for member in object.members {
            if let place = places[member.key] { found.append((place, member.value)) }
        }
        // They mostly stand in order, so this compares neighbours only.
        let isOrdered = zip(found, found.dropFirst()).allSatisfy { $0.place < $1.place }
        if !isOrdered { found.sort { $0.place < $1.place } }
        return found.map { (fields[$0.place], $0.value) }
    }

    package subscript(name: String) -> Field? { places[name].map { fields[$0] } }
}
