import JSON
import Support
import Testing

/// The checker of bodies itself: a checker that lets everything pass would make every other test of bodies worthless.
@Suite struct OpenAPITests {
    private let spec = OpenAPI(root: [
        "paths": [
            "/things/{thing_id}": [
                "post": [
                    "requestBody": [
                        "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Thing"]]]
                    ],
                    "responses": ["201": ["description": "made"], "400": ["description": "refused"]],
                ]
            ]
        ],
        "components": [
            "schemas": [
                "Thing": [
                    "type": "object", "required": ["id", "kind"], "additionalProperties": false,
                    "properties": [
                        "id": ["type": "string", "format": "uuid"],
                        "kind": ["allOf": [["$ref": "#/components/schemas/Kind"]]],
                        "at": ["type": ["string", "null"], "format": "date-time"],
                        "age": ["type": "string", "format": "duration"],
                        "count": ["type": "integer", "minimum": -1, "maximum": 9],
                        "name": ["type": "string", "minLength": 1, "nullable": true],
                        "inner": ["oneOf": [["$ref": "#/components/schemas/Inner"], ["type": "null"]]],
                        "list": ["type": "array", "items": ["type": "boolean"]],
                        "map": ["type": "object", "additionalProperties": ["type": "boolean"]],
                        "either": ["oneOf": [["type": "string"], ["type": "boolean"]]],
                    ],
                ],
                "Kind": ["type": "string", "enum": ["a", "b"]],
                "Inner": ["properties": ["x": ["type": "boolean"]]],
            ]
        ],
    ])

    private func faults(_ changes: JSONObject) throws -> [String] {
        let schema = try #require(spec.requestSchema("POST", "/things/{id}"))
        let body: JSONObject = ["id": "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111", "kind": "a"]
        return spec.faults(of: .object(body.with(changes)), against: schema)
    }

    @Test("what a schema takes has no fault") func sound() throws {
        #expect(try faults([:]) == [])
        #expect(
            try faults([
                "at": .null, "name": .null, "inner": .null, "count": -1, "list": [true, false], "map": ["k": true],
                "either": false,
                "age": "86400.5s",
            ]) == [])
        #expect(try faults(["at": "2027-01-30T04:59:59Z", "inner": ["x": true]]) == [])
    }

    @Test(
        "what a schema doesn't take has a fault at its place",
        arguments: [
            ("id", "5a0c2c0e", "body.id: \"5a0c2c0e\" is not a uuid"),
            ("kind", "c", "body.kind: \"c\" is not in the enum"),
            ("kind", .null, "body.kind: null is not taken"),
            ("at", "2027-01-30", "body.at: \"2027-01-30\" is not a date-time"),
            ("age", "1d", "body.age: \"1d\" is not a duration"), ("count", -2, "body.count: -2 is too small"),
            ("count", 10, "body.count: 10 is too large"), ("count", "1", "body.count: is a string, not a whole number"),
            ("name", "", "body.name: is too short"),
            ("inner", ["x": 1], "body.inner.x: is a whole number, not a boolean"),
            ("inner", ["y": 1], "body.inner: there is no `y`"),
            ("list", [true, "x"], "body.list[1]: is a string, not a boolean"),
            ("list", [:], "body.list: is a mapping, not a list"),
            ("map", ["k": 1], "body.map.k: is a whole number, not a boolean"),
            ("more", 1, "body: there is no `more`"),
        ] as [(String, JSONValue, String)])
    func unsound(key: String, value: JSONValue, fault: String) throws {
        #expect(try faults(JSONObject([(key, value)])) == [fault])
    }

    @Test("what is missing, and what is no choice, is found") func missing() throws {
        let schema = try #require(spec.schema("Thing"))
        #expect(spec.faults(of: [:], against: schema) == ["body: `id` is missing", "body: `kind` is missing"])
        #expect(try faults(["either": 1]).first?.hasPrefix("body.either: is none of the choices") == true)
    }

    @Test("a call's statuses are those that are documented") func statuses() {
        #expect(spec.statuses("POST", "/things/{x}") == [201, 400])
        #expect(spec.statuses("GET", "/things/{x}") == [])
        #expect(spec.requestSchema("POST", "/others") == nil)
    }
}
