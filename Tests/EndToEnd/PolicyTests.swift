import Foundation
import JSON
import Support
import Testing

@Suite("The plan as JSON, for policies")
struct PolicyTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let python = OtherProgram.python(with: "regopy")

    private func plan(_ labels: String, at instant: String = "2027-01-11T17:00:00Z") throws -> String {
        let muster = try Muster()
        try muster.write(MainJobTests.project, to: "muster.yaml")
        try muster.write(
            MainJobTests.campaign.replacing("opens:", with: "labels: \(labels)\nopens:"), to: "campaigns/sox.yaml")
        return try muster.run(["plan", "--format", "json", "--sandbox", "--at", instant]).output
    }

    /// What the example policy has against a plan.
    private func denied(_ plan: String) throws -> [String] {
        let policy = Self.root.appending(path: "Examples/policies/plan.rego").path
        let program = """
            import json, sys
            from regopy import Interpreter
            rego = Interpreter()
            rego.add_module("plan", open(sys.argv[1]).read())
            rego.set_input(json.load(open(sys.argv[2])))
            print(rego.query("data.main.deny"))
            """
        let output = try OtherProgram.with(file: plan, extension: "json") { file in
            try OtherProgram.output(of: [try #require(Self.python), "-c", program, policy, file])
        }
        let results = try JSONReader.read(Array(output.utf8))["expressions"]?.arrayValue?.first?.arrayValue ?? []
        return results.compactMap(\.stringValue).sorted()
    }

    @Test(
        "is judged by the example policy, before a review opens too",
        .enabled(if: PolicyTests.python != nil, "python3 with regopy is not installed"),
        arguments: ["2027-01-11T17:00:00Z", "2026-12-01T00:00:00Z"])
    func policy(instant: String) throws {
        #expect(
            try denied(try plan("{ framework: sox }", at: instant)) == [
                "sox-2027-q1/cakewalk covers all work apps: name in the label `scope-approved-by` who agreed",
                "sox-2027-q1/opal is a SOX review without a `reminder_schedule`",
            ])
        #expect(try denied(try plan("{ framework: iso27001, scope-approved-by: grc }", at: instant)) == [])
        let other = try plan("{ owner: grc }", at: instant).replacing("muster.plan/2", with: "muster.plan/1")
        #expect(try denied(other).contains("this policy reads muster.plan/2, not muster.plan/1"))
    }

    @Test("has no member that the reference doesn't name")
    func documented() throws {
        let page = try String(
            contentsOf: Self.root.appending(path: "Sources/Commands/Commands.docc/Plan.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let named = Set(
            rows.flatMap { row in
                row.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
            })
        for instant in ["2026-12-01T00:00:00Z", "2027-01-11T17:00:00Z", "2027-03-01T00:00:00Z"] {
            let document = try JSONReader.read(Array(try plan("{ owner: grc }", at: instant).utf8))
            let entries = document["entries"]?.arrayValue ?? []
            #expect(entries.count == 4)
            let keys =
                try #require(document.objectValue).members.map(\.key)
                + entries.flatMap { $0.objectValue?.members.map(\.key) ?? [] }
            #expect(Set(keys).subtracting(named) == [])
        }
    }
}
