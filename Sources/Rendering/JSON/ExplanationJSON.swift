import Campaigns
package import JSON
package import Manifests

/// What `muster explain` says to programs: `muster.explain/1`.
package enum ExplanationJSON {
    package static let format = "muster.explain/1"

    /// Each with everything below it; what one does not have is left out.
    package static func document(_ explanations: [Explanation]) -> JSONValue {
        ["format": .string(format), "explanations": .array(explanations.map { .object(value($0)) })]
    }

    private static func value(_ explanation: Explanation) -> JSONObject {
        var object: JSONObject = [
            "path": .string(explanation.path), "name": .string(explanation.name), "type": .string(explanation.type),
            "help": .string(explanation.help), "required": .bool(explanation.isRequired),
        ]
        if !explanation.values.isEmpty {
            object["values"] = texts(explanation.values)
            object["takesOtherValues"] = .bool(explanation.isOpen)
        }
        object["form"] = explanation.form.map { .string($0) }
        object["default"] = explanation.standard
        object["example"] = explanation.example.map { .string($0) }
        if !explanation.rules.isEmpty { object["rules"] = texts(explanation.rules) }
        if !explanation.references.isEmpty { object["references"] = texts(explanation.references) }
        if let facts = explanation.vendorFacts { add(facts, to: &object) }
        object["source"] = explanation.source.map { .string($0) }
        if !explanation.fields.isEmpty { object["fields"] = .array(explanation.fields.map { .object(value($0)) }) }
        return object
    }

    private static func add(_ facts: Explanation.VendorFacts, to object: inout JSONObject) {
        object["kind"] = .string(facts.kind.rawValue)
        object["nullable"] = .bool(facts.isNullable)
        object["filledBy"] = facts.filledBy.map { .string($0.rawValue) }
        object["step"] = .string(facts.step.rawValue)
        object["call"] = .string(facts.call)
        object["readBack"] = .bool(facts.isReadBack)
        object["deprecated"] = .bool(facts.isDeprecated)
        object["all"] = facts.all.map { .string($0.meaning) }
        object["absentMeans"] = facts.absentMeans.map { .string($0) }
        object["emptyMeans"] = facts.emptyMeans.map { .string($0) }
    }

    private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
