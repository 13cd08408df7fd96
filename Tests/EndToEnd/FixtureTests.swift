import Foundation
import JSON
import Testing

/// What 0.1.0 wrote is read, planned as it was, and gone on with, with the same bodies.
@Suite("What 0.1.0 wrote")
struct FixtureTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/0.1.0")
    /// After everything in the fixtures was done, before anything more opens.
    private static let instant = "2026-12-10T00:00:00Z"

    private func project(_ name: String) throws -> Muster {
        let muster = try Muster()
        let source = Self.folder.appending(path: name)
        for case let path as String in FileManager.default.enumerator(atPath: source.path) ?? .init() {
            let file = source.appending(path: path)
            guard (try file.resourceValues(forKeys: [.isDirectoryKey])).isDirectory == false else { continue }
            try muster.write(try Data(contentsOf: file), to: path.replacing("folder/", with: ".muster/"))
        }
        return muster
    }

    /// Each address with what is to be done about it, and with the calls.
    private func plan(_ muster: Muster, _ options: String...) throws -> [String: JSONValue] {
        let result = try muster.run(["plan", "--format", "json"] + options)
        #expect(result.code == 0, "\(result.errors)")
        #expect(!result.errors.contains("error"), "\(result.errors)")
        let entries = try JSONReader.read(Array(result.output.utf8))["entries"]?.arrayValue ?? []
        return Dictionary(
            entries.compactMap { entry in entry["address"]?.stringValue.map { ($0, entry) } },
            uniquingKeysWith: { first, _ in first })
    }

    private func actions(_ plan: [String: JSONValue]) -> [String: String] {
        plan.mapValues { $0["action"]?.stringValue ?? "" }
    }

    private func member(_ name: String, of muster: Muster, _ path: String = "muster.state.json") throws -> JSONObject {
        try JSONReader.read(Array(muster.read(path).utf8))[name]?.objectValue ?? JSONObject()
    }

    @Test(
        "records plan `unchanged`, also once state is written anew, and keep every byte of what was sent",
        arguments: ["created", "found"])
    func records(_ name: String) throws {
        let muster = try project(name)
        let before = try member("resources", of: muster)
        for isWrittenAnew in [false, true] {
            if isWrittenAnew {
                let address = try #require(before.keys.first)
                #expect(try muster("state", "ignore", address, "another", "--yes").code == 0)
                #expect(try muster.read("muster.state.json").contains("\"format\": \"muster.state/2\""))
            }
            let result = try muster("plan", "--at", Self.instant)
            #expect(result.code == 0, "\(result.errors)")
            let summary = name == "created" ? "0 to create, 8 unchanged, 1 upcoming" : "0 to create, 4 unchanged"
            #expect(result.output.hasSuffix("Plan: \(summary).\n"), "\(result.output)")
        }
        #expect(try member("resources", of: muster) == before)
    }

    @Test("intents of every kind and phase are resumed with the calls that they hold")
    func intents() throws {
        let muster = try project("begun")
        let intents = try member("intents", of: muster)
        #expect(intents.count == 14)
        let plan = try plan(muster, "--at", Self.instant)
        for intent in intents.members {
            #expect(plan[intent.key]?["action"] == "resume", "\(intent.key)")
            let calls = plan[intent.key]?["calls"]?.arrayValue ?? []
            #expect(calls.map { $0["body"] } == intent.value["calls"]?.arrayValue?.map { $0["body"] }, "\(intent.key)")
        }
        #expect(try muster("state", "ignore", "uar-lost/opal", "yet-another", "--yes").code == 0)
        #expect(try member("intents", of: muster) == intents, "and are written as they were")
        let recover = try muster("recover")
        #expect(recover.code == 4, "\(recover.errors)")
    }

    @Test("an open journal of an apply is folded in")
    func journal() throws {
        let muster = try project("journal")
        let expected = [
            "c1/conductorone": "unchanged", "c2/conductorone": "unchanged", "cw2/cakewalk": "unchanged",
            "req/opal": "unchanged", "u2/opal": "unchanged", "uar/opal": "unchanged", "cw/cakewalk": "resume",
        ]
        #expect(actions(try plan(muster, "--at", Self.instant)) == expected)
        #expect(try muster("state", "ignore", "uar/opal", "another", "--yes").code == 0)
        #expect(!muster.exists("muster.state.json.journal"))
        #expect(actions(try plan(muster, "--at", Self.instant)) == expected)
    }

    @Test(
        "an open journal of an edit is folded in",
        arguments: [
            ("move", ["a/opal": "unchanged", "b/cakewalk": "unchanged", "new/opal": "unchanged"]),
            ("accept", ["a/opal": "unchanged", "b/cakewalk": "unchanged", "new/opal": "move"]),
            ("ignore", ["a/opal": "unchanged", "b/cakewalk": "unchanged", "new/opal": "move"]),
            ("forget", ["a/opal": "unchanged", "new/opal": "move"]),
            (
                "adopt",
                ["a/opal": "unchanged", "h/cakewalk": "unchanged", "b/cakewalk": "undeclared", "new/opal": "move"]
            ),
        ])
    func edits(_ name: String, _ expected: [String: String]) throws {
        #expect(actions(try plan(try project("edits-\(name)"), "--at", Self.instant)) == expected)
    }

    static let killed =
        [
            "cakewalk", "conductorone", "uar", "request",
        ].flatMap { ["\($0)-before", "\($0)-after"] } + [
            "conductorone-scope-before", "conductorone-scope-after", "conductorone-settings-before",
            "conductorone-settings-after",
        ]

    @Test("what a killed apply in the sandbox began is finished, once and with the same bodies", arguments: killed)
    func sandbox(_ name: String) throws {
        let muster = try project("sandbox/\(name)")
        let begun = try plan(muster, "--sandbox")
        #expect(begun.values.map { $0["action"] } == ["resume"])
        let result = try muster("apply", "--sandbox", "--yes")
        #expect(result.code == 0, "\(result.errors)")
        let record = try member("resources", of: muster, ".muster/state.json").members.first?.value
        let sent = record?["calls"]?.arrayValue?.map { $0["body"] }
        #expect(sent == begun.values.first?["calls"]?.arrayValue?.map { $0["body"] })
        let effects = try muster.read(".muster/sandbox.jsonl").split(separator: "\n").map { line in
            try JSONReader.read(Array(line.utf8))
        }
        let made = Set(effects.compactMap { $0["id"]?.stringValue })
        #expect(made.count == 1, "\(made)")
        #expect(try muster("plan", "--sandbox").output == "Plan: 0 to create, 1 unchanged.\n")
    }

    @Test("a sandbox that was finished plans `unchanged`")
    func finished() throws {
        let muster = try project("sandbox/created")
        #expect(Set(actions(try plan(muster, "--sandbox")).values) == ["unchanged"])
        #expect(try muster("apply", "--sandbox", "--yes").code == 0)
    }
}
