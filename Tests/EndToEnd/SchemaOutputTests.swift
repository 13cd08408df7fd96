import Foundation
import JSON
import Support
import Testing
import YAML

@Suite("What the built binary says of fields")
struct ExplainTests {
    @Test("one page for a path, a tree for all or for a vendor; a path that leads nowhere is wrong usage")
    func explain() throws {
        let muster = try Muster()
        let page = try muster("explain", "conductorone.access-review.scopeV2.grantsByCriteria")
        #expect(page.code == 0)
        #expect(page.output.contains("\nRULE          at most one of allGrants, grantsByCriteria (grants_scope)\n"))
        let tree = try muster("explain")
        #expect(tree.output.contains("\nopal.request  ") && tree.output.split(separator: "\n").count > 150)
        #expect(try muster("explain", "opal").output.hasPrefix("opal.uar  "))
        let json = try JSONReader.read(try muster("explain", "project", "--format", "json").output)
        #expect(json["format"] == "muster.explain/1")
        let wrong = try muster("explain", "opal.uar.uar_scop")
        #expect(wrong.code == 64)
        #expect(wrong.errors.contains("did you mean `opal.uar.uar_scope`?"), "\(wrong.errors)")
        #expect(try muster("schema", "plan").code == 64)
    }
}

@Suite(
    "The schemas that the built binary writes",
    .enabled(if: SchemaValidator.isInstalled, "python3 with jsonschema is not installed"))
struct SchemaOutputTests {
    /// What only `validate` can tell: from several documents, the project, its defaults, the calendar, or the day.
    static let beyond: Set<String> = [
        "a due date before the opening", "a due date that has passed", "a missing field", "a request for nobody",
        "a request for nothing", "a zone that is none", "an empty project file", "an unknown platform",
        "no list of apps at Cakewalk", "no scope at ConductorOne", "no scope at Opal", "two campaigns of one name",
        "two campaigns of one name in one file", "two reviews of one name at Cakewalk, due years apart",
        "two reviews of one name on a platform",
    ]

    @Test("refuse bad input but for what one document alone can't tell")
    func bad() throws {
        let muster = try Muster()
        let schemas = ["campaign": try muster("schema").output, "project": try muster("schema", "project").output]
        var documents: [(input: String, schema: String, document: JSONValue)] = []
        for input in BadInput.values + BadInput.wide {
            let muster = try BadInput.project()
            try input.make(muster)
            let files = try FileManager.default.contentsOfDirectory(
                atPath: muster.folder.appending(path: "campaigns").path)
            for path in files.map({ "campaigns/\($0)" }) + ["muster.yaml"] {
                let stream = YAMLReader.read(Array(try muster.read(path).utf8), file: path)
                let schema = path == "muster.yaml" ? "project" : "campaign"
                documents += stream.documents.map { (input.name, schema, $0.root?.json() ?? .null) }
            }
        }
        let faults = try SchemaValidator.faults(documents.map { ($0.schema, $0.document) }, schemas: schemas)
        let caught = Set(zip(documents, faults).filter { $1 != nil }.map(\.0.input))
        let taken = Set(documents.map(\.input)).subtracting(caught)
        #expect(taken.sorted() == Self.beyond.sorted())
    }
}
