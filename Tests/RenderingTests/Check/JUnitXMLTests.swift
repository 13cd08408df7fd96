import JSON
import Rendering
import Support
import Testing

/// JUnit XML as a parser reads it, where python3 is installed.
@Suite(
    .enabled(if: OtherProgram.python(with: "xml.etree.ElementTree") != nil, "python3 is not installed"))
struct JUnitXMLTests {
    @Test("is well-formed whatever the texts, with the cases of a harmless one")
    func wellFormed() throws {
        let samples =
            [SampleFindings()]
            + HostileTexts.all.map { SampleFindings(text: $0, file: $0 + ".yaml", platform: $0, campaign: $0) }
        let cases = try Self.cases(samples.map { JUnitReport.report($0.findings) })
        #expect(cases.count == samples.count)
        let plain = try #require(cases.first)
        #expect(plain["tests"] == 12 && plain["failures"] == 3 && plain["outputs"] == 2)
        for (found, sample) in zip(cases, samples) { #expect(found == plain, "\(sample.text.debugDescription)") }
    }

    private static func cases(_ reports: [String]) throws -> [JSONValue] {
        let python = try #require(OtherProgram.python(with: "xml.etree.ElementTree"))
        // Nothing that is written has a NUL.
        return try OtherProgram.with(file: reports.joined(separator: "\0"), extension: "xml") { file in
            try JSONReader.read(Array(OtherProgram.output(of: [python, "-c", program, file]).utf8)).arrayValue ?? []
        }
    }

    private static let program = """
        import json, sys
        import xml.etree.ElementTree as tree

        found = []
        for text in open(sys.argv[1], "rb").read().split(b"\\0"):
            root = tree.fromstring(text)
            suites = root.findall("testsuite")
            assert all(int(suite.get("tests")) == len(suite.findall("testcase")) for suite in suites)
            assert all(int(suite.get("failures")) == len(suite.findall("testcase/failure")) for suite in suites)
            assert {element.tag for element in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "system-out"}
            found.append({
                "suites": len(suites), "tests": int(root.get("tests")), "failures": int(root.get("failures")),
                "outputs": len(list(root.iter("system-out"))),
            })
        print(json.dumps(found))
        """
}
