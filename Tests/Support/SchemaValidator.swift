package import JSON

/// python3's jsonschema, a reading of the standard that is not ours.
package enum SchemaValidator {
    /// Whether there is a python3 that has it.
    package static var isInstalled: Bool { python != nil }

    private static let python = OtherProgram.python(with: "jsonschema")

    /// What is wrong with each document, in their order; nothing with one that is valid. All in one process.
    ///
    /// - Parameters:
    ///   - schemas: texts of schemas by name; each must be a schema of draft 2020-12.
    ///   - documents: each with the name of its schema.
    package static func faults(_ documents: [(schema: String, document: JSONValue)], schemas: [String: String]) throws
        -> [String?]
    {
        guard let python else { return [] }
        let all = JSONValue.object(JSONObject(schemas.map { ($0.key, .string($0.value)) }))
        let lines =
            [JSONWriter.text(all)]
            + documents.map { JSONWriter.text(["schema": .string($0.schema), "document": $0.document]) }
        return try OtherProgram.with(file: lines.joined(separator: "\n"), extension: "jsonl") { file in
            try OtherProgram.output(of: [python, "-c", program, file]).split(separator: "\n").map {
                $0 == "valid" ? nil : String($0)
            }
        }
    }

    private static let program = """
        import json, sys
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match

        lines = open(sys.argv[1], encoding="utf-8").read().split("\\n")
        validators = {}
        for name, text in json.loads(lines[0]).items():
            schema = json.loads(text)
            Draft202012Validator.check_schema(schema)
            validators[name] = Draft202012Validator(schema)
        for line in lines[1:]:
            item = json.loads(line)
            error = best_match(validators[item["schema"]].iter_errors(item["document"]))
            print("valid" if error is None else ascii([list(error.absolute_path), error.message])[:300])
        """
}
