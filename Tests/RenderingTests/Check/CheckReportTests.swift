import Diagnostics
import JSON
import Rendering
import Support
import Testing

@Suite("Reports for programs")
struct CheckReportTests {
    private static func fault(_ message: String, line: Int, file: String = "a.yaml") -> Diagnostic {
        let place = SourcePosition(line: line, column: 2, offset: line)
        return Diagnostic(
            .wrongType, message, at: SourceLocation(file: file, range: SourceRange(start: place, end: place)))
    }

    private static func fingerprints(_ diagnostics: [Diagnostic]) -> [String] {
        CodeQuality.value(Findings(diagnostics)).arrayValue?.compactMap { $0["fingerprint"]?.stringValue } ?? []
    }

    @Test("a fault keeps its fingerprint when it moves to another line, and equal faults differ")
    func fingerprint() throws {
        let before = Self.fingerprints([Self.fault("x", line: 1), Self.fault("x", line: 4), Self.fault("y", line: 5)])
        let after = Self.fingerprints([Self.fault("x", line: 2), Self.fault("x", line: 9), Self.fault("y", line: 3)])
        #expect(before == after && Set(before).count == 3)
        #expect(before.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
        #expect(try Self.fingerprints([Self.fault("x", line: 1, file: "./a.yaml")]) == [before.at(0)])
        #expect(try Self.fingerprints([Self.fault("x", line: 1, file: "b.yaml")]) != [before.at(0)])
    }

    @Test(
        "paths are plain and relative where they can be",
        arguments: [
            ("./campaigns//a.yaml", "campaigns/a.yaml", "campaigns/a.yaml"),
            ("../b/a c.yaml", "../b/a c.yaml", "../b/a%20c.yaml"),
            ("/r/é.yaml", "/r/é.yaml", "file:///r/%C3%A9.yaml"), ("a:b/c?d#e", "a:b/c?d#e", "a%3Ab/c%3Fd%23e"),
        ])
    func paths(shown: String, plain: String, uri: String) {
        let findings = Findings([Self.fault("x", line: 1, file: shown)])
        #expect(CodeQuality.value(findings).arrayValue?.first?["location"]?["path"] == .string(plain))
        let result = SARIFReport.value(findings, version: "1")["runs"]?.arrayValue?.first?["results"]?.arrayValue?.first
        let artifact = result?["locations"]?.arrayValue?.first?["physicalLocation"]?["artifactLocation"]
        #expect(artifact?["uri"] == .string(uri))
        #expect((artifact?["uriBaseId"] == nil) == uri.hasPrefix("file:"))
    }

    @Test("a fault of no file stands at the project's muster.yaml")
    func noFile() {
        let findings = Findings(
            [Diagnostic(.stateMissing, "gone", at: nil)], sources: ["infra/muster.yaml": [], "infra/a.yaml": []])
        #expect(CodeQuality.value(findings).arrayValue?.first?["location"]?["path"] == "infra/muster.yaml")
        #expect(
            JUnitReport.report(findings).contains(
                "name=\"infra/muster.yaml\" file=\"infra/muster.yaml\">\n      <failure type=\"M0401\" message=\"gone\">"
            ))
    }

    @Test("every code is a rule, and a result names its own")
    func rules() throws {
        let run = try #require(
            SARIFReport.value(SampleFindings().findings, version: "1")["runs"]?.arrayValue?.first)
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue)
        #expect(rules.map { $0["id"]?.stringValue } == DiagnosticCode.all.map(\.rawValue))
        for result in run["results"]?.arrayValue ?? [] {
            let index = try #require(result["ruleIndex"]?.integerValue)
            #expect(try rules.at(index)["id"] == result["ruleId"])
        }
    }

    @Test("a fault that spans lines has no columns for GitHub")
    func spanning() {
        var fault = Self.fault("50% of a,b: c", line: 3, file: "a,b:c%.yaml")
        fault.location?.range.end = SourcePosition(line: 5, column: 1, offset: 9)
        fault.fix = "mend it"
        #expect(
            WorkflowCommands.report(Findings([fault]))
                == "::error file=a%2Cb%3Ac%25.yaml,line=3,endLine=5,title=M0204::50%25 of a,b: c%0Amend it\n")
    }
}
