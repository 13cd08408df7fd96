import Campaigns
import JSON

/// Pieces of schemas.
enum SchemaNode {
    /// A mapping with these members and no others, but `<<`, which an editor may not have resolved.
    static func closed(_ properties: JSONObject, required: [String] = [], allowsExtensions: Bool = false) -> JSONObject
    {
        var node: JSONObject = ["type": "object"]
        if !properties.isEmpty { node["properties"] = .object(properties) }
        node["patternProperties"] = allowsExtensions ? ["^<<$": true, "^x-": true] : ["^<<$": true]
        node["additionalProperties"] = false
        // What is required may come with an unresolved `<<`.
        if !required.isEmpty {
            node["if"] = .object(has("<<"))
            node["else"] = ["required": .array(required.map { .string($0) })]
        }
        return node
    }

    static func has(_ name: String) -> JSONObject { ["type": "object", "required": [.string(name)]] }

    /// That a member is there and not null, which counts as not there.
    static func isGiven(_ name: String) -> JSONObject {
        ["type": "object", "required": [.string(name)], "properties": .object([name: ["not": ["type": "null"]]])]
    }

    /// That a member is there with this value.
    static func isValue(_ name: String, _ value: String) -> JSONObject {
        ["type": "object", "required": [.string(name)], "properties": .object([name: ["const": .string(value)]])]
    }

    /// That of the names at most one is given: a clause for each pair.
    static func exclusive(_ names: [String]) -> [JSONValue] {
        names.indices.flatMap { index in
            names[(index + 1)...].map { other in
                [
                    "not": [
                        "type": "object", "required": [.string(names[index]), .string(other)],
                        "properties": .object([
                            names[index]: ["not": ["type": "null"]], other: ["not": ["type": "null"]],
                        ]),
                    ],
                    "errorMessage": .string("`\(other)` can't stand beside `\(names[index])`"),
                ]
            }
        }
    }

    /// That at least one of the names is given.
    static func needed(_ names: [String]) -> JSONValue {
        .object([
            "anyOf": .array((names.map(isGiven) + [has("<<"), ["type": "null"]]).map { .object($0) }),
            "errorMessage": .string(names.map { "`\($0)`" }.joined(separator: " or ") + " is missing"),
        ])
    }

    /// What a field's value must state by what another says; both may only be compared where they stand in one block.
    static func parts(of field: Field) -> [JSONValue] {
        field.parts.map { stated in
            [
                "if": .object(isValue(stated.field, stated.word)),
                "then": [
                    "properties": .object([
                        field.name: ["allOf": .array(stated.parts.map { needed($0.members) })]
                    ])
                ],
            ]
        }
    }

    static func rule(_ rule: ManifestRule) -> JSONValue {
        switch rule {
        case .needs(let key, let word, let other, let otherWord):
            return [
                "if": .object(isValue(key, word)),
                "then": ["anyOf": [.object(isValue(other, otherWord)), .object(has("<<"))]],
                "errorMessage": .string("`\(key): \(word)` needs `\(other): \(otherWord)`"),
            ]
        case .varies(let key, let other):
            return [
                "if": .object(isGiven(other)),
                "then": [
                    "properties": .object([
                        key: [
                            "not": ["type": "string", "pattern": .string("^(?:\(Pattern.date)|\(Pattern.instant))$")]
                        ]
                    ])
                ],
                "errorMessage": .string(
                    "`\(key)` would be the same day in every period: write a duration such as `14d`"),
            ]
        case .excludes(let key, let other, let words):
            return [
                "not": [
                    "allOf": [
                        .object(isGiven(key)),
                        [
                            "type": "object", "required": [.string(other)],
                            "properties": .object([other: ["enum": .array(words.map { .string($0) })]]),
                        ],
                    ]
                ],
                "errorMessage": .string("`\(key)` has no meaning for this `\(other)`"),
            ]
        }
    }

    static func reference(_ name: String) -> JSONObject { ["$ref": .string("#/$defs/\(name)")] }
}

extension JSONObject {
    /// The schema, or null.
    var orNull: JSONObject {
        switch self["type"] {
        case .string(let type)?:
            with("type", [.string(type), "null"]).with("enum", self["enum"]?.arrayValue.map { .array($0 + [.null]) })
        case .array(let types)?: with("type", .array(types + ["null"]))
        default:
            if count == 1, let alternatives = self["anyOf"]?.arrayValue {
                ["anyOf": .array(alternatives + [["type": "null"]])]
            } else {
                ["anyOf": [.object(self), ["type": "null"]]]
            }
        }
    }

    func with(_ key: String, _ value: JSONValue?) -> JSONObject {
        var object = self
        object[key] = value
        return object
    }

    /// With clauses that must all hold besides.
    func with(all clauses: [JSONValue]) -> JSONObject {
        if clauses.isEmpty { return self }
        return with("allOf", .array((self["allOf"]?.arrayValue ?? []) + clauses))
    }

    /// With what an editor shows.
    func described(title: String? = nil, _ help: String, default standard: JSONValue? = nil) -> JSONObject {
        var object = JSONObject()
        if let title { object["title"] = .string(title) }
        object["description"] = .string(help)
        if let standard { object["default"] = standard }
        for member in members { object[member.key] = member.value }
        return object
    }
}
