import Campaigns
import Diagnostics
import Manifests
import Support
import Testing

@Suite("What `include` takes")
struct IncludeTests {
    static let platforms = "platforms: { opal: {} }\n"

    private func load(_ include: String, _ paths: [String]) async -> LoadedProject {
        var files = ["muster.yaml": "version: 1\n\(include)\(Self.platforms)"]
        for (index, path) in paths.enumerated() { files[path] = FileRulesTests.campaign("n\(index)") }
        return await loadProject(files)
    }

    @Test(
        "patterns add up, and a file that several take is read once",
        arguments: [
            ("", ["campaigns/a.yaml", "b.yaml"], ["n0"]), ("", ["a.yaml", "b/c.yml"], ["n0", "n1"]),
            ("include: [ \"*.yaml\" ]\n", ["a.yaml", "b/c.yaml", "d.yml"], ["n0"]),
            ("include: [ \"*\", \"a.yaml\", \"**/c.yaml\" ]\n", ["a.yaml", "b/c.yaml", "b/d.yaml"], ["n0", "n1"]),
            ("include: [ \"q?/**/*-x.yaml\" ]\n", ["q1/a-x.yaml", "q2/b/c/d-x.yaml", "q10/a-x.yaml"], ["n0", "n1"]),
            (
                "include: [ \"**\" ]\n", ["a.yaml", "b/c.yaml", ".hidden/d.yaml", "e/.f.yaml", "muster.x.yaml"],
                ["n0", "n1"]
            ),
            ("include: [ \".hidden/**\", a.yaml ]\n", [".hidden/d.yaml", "a.yaml"], ["n1"]),
            ("include: [ a.yaml ]\n", ["a.yaml", "a.yml", "a.yaml.txt"], ["n0"]),
            ("include: [ \"**\" ]\n", ["a.json", "b.YAML", "c.yaml~", "yaml", "d.yaml"], ["n4"]),
            (
                "include: [ \"sub/**\", \"a.yaml\" ]\n", ["a.yaml", "sub/muster.yaml", "sub/b.yaml", "sub/c/d.yaml"],
                ["n0"]
            ),
        ])
    func taken(include: String, paths: [String], campaigns: [String]) async {
        let loaded = await load(include, paths)
        #expect(!loaded.diagnostics.hasErrors, "\(loaded.diagnostics.map(\.message))")
        #expect(loaded.resources.map(\.address.campaign).sorted() == campaigns)
    }

    @Test("a pattern that takes nothing is a warning where it stands, but not the default")
    func unused() async throws {
        let source = MarkedSource("version: 1\ninclude: [ a.yaml, 1️⃣\"campains/**\"2️⃣ ]\n" + Self.platforms)
        let loaded = await loadProject(["muster.yaml": source.text, "a.yaml": FileRulesTests.campaign("a")])
        #expect(loaded.diagnostics.map(\.code) == [.unusedGlob])
        #expect(loaded.diagnostics.first?.severity == .warning)
        #expect(
            loaded.diagnostics.first?.location == SourceLocation(file: "muster.yaml", range: source["1️⃣", "2️⃣"]))
        #expect(await load("", []).diagnostics == [])
        #expect(await load("include: []\n", ["a.yaml"]).campaigns.count == 0)
    }

    @Test(
        "a pattern that leaves the project, or is none, is a fault where it stands",
        arguments: ["../x", "a/../../b", "/etc/*", "./a", "a//b", "a/", "\"\"", ".", "..", "a/**/.."])
    func refused(pattern: String) async {
        let source = MarkedSource("version: 1\ninclude: [ 1️⃣\(pattern)2️⃣ ]\n" + Self.platforms)
        let loaded = await loadProject(["muster.yaml": source.text, "a.yaml": FileRulesTests.campaign("a")])
        #expect(loaded.diagnostics.map(\.code) == [.invalidGlob])
        #expect(loaded.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
    }

    @Test("a pattern of many `**` is no burden", .timeLimit(.minutes(1)))
    func manyStars() throws {
        let path = String(repeating: "a/", count: 200) + "b"
        #expect(try #require(Glob(String(repeating: "**/a/", count: 60) + "b")).matches(path))
        #expect(!(try #require(Glob(String(repeating: "**/a/", count: 60) + "c")).matches(path)))
        #expect(try #require(Glob(String(repeating: "**/", count: 1_000) + "b")).matches(path))
        #expect(Glob(String(repeating: "a/", count: 100_000) + "b") == nil)
        let name = String(repeating: "a", count: 200)
        #expect(!(try #require(Glob(String(repeating: "a*", count: 60) + "b")).matches(name)))
    }

    @Test(
        "a folder is looked into only where a pattern may take something below it",
        arguments: [
            ("campaigns/**", "campaigns", true), ("campaigns/**", "other", false), ("*.yaml", "a", false),
            ("**", "a/b", true), ("**/x.yaml", "a/b/c", true), ("a/*/c.yaml", "a/b", true),
            ("a/*/c.yaml", "a/b/c", false),
            ("a/**/c", "a", true), ("a", "a", false), ("a/**", "", true),
        ])
    func below(pattern: String, folder: String, may: Bool) throws {
        #expect(try #require(Glob(pattern)).mayMatch(below: folder) == may)
    }
}
