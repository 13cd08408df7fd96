import Diagnostics
import Foundation
import JSON
import Rendering
import Support
import Testing

/// SARIF against OASIS' own schema, where that and python3's jsonschema are there.
@Suite(
    .enabled(
        if: SARIFSchema.path != nil && OtherProgram.python(with: "jsonschema") != nil,
        "MUSTER_SARIF_SCHEMA names no schema, or python3 with jsonschema is not installed"))
struct SARIFSchemaTests {
    @Test("everything that is written is valid")
    func valid() throws {
        let sample = SampleFindings()
        var reports = [
            Findings([]), sample.findings, Findings(sample.faults, sources: sample.sources),
            SampleFindings(file: "/absolute/a b.yaml").findings,
        ]
        reports.append(
            Findings(HostileTexts.all.flatMap { SampleFindings(text: $0, file: $0 + ".yaml").diagnostics }))
        let lines = reports.map { SafeJSON.text(SARIFReport.value($0, version: "1.2.3"), .compact) }
        #expect(try Self.faults(lines) == [])
    }

    @Test("what is not valid would be seen")
    func invalid() throws {
        let line = SafeJSON.text(SARIFReport.value(SampleFindings().findings, version: "1.2.3"), .compact)
        for (right, wrong) in [
            ("unicodeCodePoints", "letters"), ("\"startLine\":2", "\"startLine\":0"), ("\"uri\":\"", "\"uri\":\"a b"),
        ] {
            #expect(try Self.faults([line.replacing(right, with: wrong)]).isEmpty == false, "\(wrong)")
        }
    }

    private static func faults(_ lines: [String]) throws -> [String] {
        let python = try #require(OtherProgram.python(with: "jsonschema"))
        let schema = try #require(SARIFSchema.path)
        return try OtherProgram.with(file: lines.joined(separator: "\n"), extension: "jsonl") { file in
            try OtherProgram.output(of: [python, "-c", program, schema, file]).split(separator: "\n").map(String.init)
        }
    }

    private static let program = """
        import json, re, sys
        from jsonschema import Draft4Validator, FormatChecker

        checker = FormatChecker(formats=())

        @checker.checks("uri-reference")
        @checker.checks("uri")
        def is_uri(text):
            return not isinstance(text, str) or re.fullmatch(r"([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", text) is not None

        schema = json.load(open(sys.argv[1]))
        Draft4Validator.check_schema(schema)
        validator = Draft4Validator(schema, format_checker=checker)
        for line in open(sys.argv[2]):
            for error in validator.iter_errors(json.loads(line)):
                print(list(error.absolute_path), ascii(error.message)[:200])
        """
}

private enum SARIFSchema {
    /// The schema, which is not part of this repository.
    static let path = ProcessInfo.processInfo.environment["MUSTER_SARIF_SCHEMA"].flatMap { $0.isEmpty ? nil : $0 }
}
