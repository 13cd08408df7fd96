import Campaigns
import Diagnostics
import JSON
import Manifests
import Support
import Testing
import Vendors

@Suite("The schemas' own texts")
struct SchemaStructureTests {
    private static func schema(_ schema: ManifestSchema) throws -> JSONValue {
        try JSONReader.read(Array(schema.text.utf8))
    }

    @Test("are the same each time, and ASCII", arguments: ManifestSchema.allCases)
    func text(schema: ManifestSchema) throws {
        #expect(schema.text == schema.text)
        #expect(schema.text.utf8.allSatisfy { $0 < 0x7F })
        #expect(try Self.schema(schema)["$id"] == .string("urn:muster:schema:\(schema.rawValue):1"))
    }

    @Test("define all that they refer to, and nothing else", arguments: ManifestSchema.allCases)
    func references(schema: ManifestSchema) throws {
        let document = try Self.schema(schema)
        var found: Set<String> = []
        func visit(_ value: JSONValue) {
            if let reference = value["$ref"]?.stringValue { found.insert(reference) }
            for member in value.objectValue?.members ?? [] { visit(member.value) }
            for item in value.arrayValue ?? [] { visit(item) }
        }
        visit(document)
        let defined = Set((document["$defs"]?.objectValue?.keys ?? []).map { "#/$defs/\($0)" })
        #expect(found == defined)
        // A definition under way would be `true`.
        #expect(document["$defs"]?.objectValue?.members.allSatisfy { $0.value.objectValue != nil } == true)
    }

    @Test("say of each field what it is called and what it does", arguments: Kind.allCases)
    func described(kind: Kind) throws {
        let document = try Self.schema(.campaign)
        let properties = document["$defs"]?[kind.rawValue]?["properties"]?.objectValue ?? [:]
        #expect(Set(properties.keys) == Set(kind.fields.map(\.name)).union(ManifestGrammar.block.names))
        for field in kind.fields {
            #expect(properties[field.name]?["title"] == .string("\(kind.rawValue).\(field.name)"))
            #expect(properties[field.name]?["description"]?.stringValue?.hasPrefix(field.help) == true)
        }
    }

    @Test("offer the vendor's words where the vendor keeps adding some, and take others")
    func hints() throws {
        let field = try Self.schema(.campaign)["$defs"]?["opal.uar"]?["properties"]?["reviewer_assignment_policy"]
        let alternatives = field?["anyOf"]?.arrayValue ?? []
        #expect(alternatives.first?["enum"]?.arrayValue?.contains("BY_OWNING_TEAM_ADMIN") == true)
        #expect(alternatives.count == 2)
    }

    /// A document with one unknown key in a mapping, and the table of the mapping's keys.
    private static let unknowns: [(file: String, text: String, table: ManifestObject)] = [
        ("c.yaml", "campaign: c\nqqqqqqqqqqqq: 1\n", ManifestGrammar.campaign),
        ("c.yaml", "campaign: c\nschedule: { qqqqqqqqqqqqq: 1 }\n", ManifestGrammar.schedule),
        ("muster.yaml", "version: 1\nqqqqqqqqqqqqqq: 1\n", ManifestGrammar.project),
        ("muster.yaml", "version: 1\nguardrails: { qqqqqqqqqqqqqq: 1 }\n", ManifestGrammar.guardrails),
        ("muster.yaml", "version: 1\nlint: { qqqqqqqqqqqqqqqqqq: 1 }\n", ManifestGrammar.lint),
        ("muster.yaml", "version: 1\nfreezes: [{ qqqqqqqqqqqqqq: 1 }]\n", ManifestGrammar.freeze),
        ("muster.yaml", "version: 1\nplatforms: { opal: { qqqqqqqqqqqqq: 1 } }\n", ManifestGrammar.platform),
    ]

    @Test("have every key that is read, and no other", arguments: unknowns.indices)
    func keys(index: Int) async throws {
        let (file, text, table) = Self.unknowns[index]
        var files = ["muster.yaml": "version: 1\nplatforms: { opal: {} }\n"]
        files[file] = text
        let loaded = await loadProject(files)
        let fault = try #require(loaded.diagnostics.first { $0.code == .unknownKey })
        let known = try #require(fault.fix).replacing("known are ", with: "").replacing("`", with: "")
        #expect(known.split(separator: ", ").map(String.init) == table.names)
    }
}
