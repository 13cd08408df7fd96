import Calendars
import Campaigns
import Diagnostics
import JSON
import Planning
import Rendering
import State
import Support
import Testing

@Suite("No text gets out of its place")
struct InjectionTests {
    private static func hostile(_ text: String) -> SampleFindings {
        SampleFindings(text: text, file: text + ".yaml", platform: text, campaign: text)
    }

    @Test("nothing acts on a terminal or a log", arguments: CheckForm.allCases)
    func log(form: CheckForm) {
        for text in HostileTexts.all where form != .sarif {
            let report = form.render(Self.hostile(text).findings)
            #expect(Self.faults(of: report, commands: form == .github) == [], "\(text.debugDescription)")
        }
        // All at once, since each report has all the rules.
        let all = Findings(HostileTexts.all.flatMap { Self.hostile($0).diagnostics })
        #expect(Self.faults(of: form.render(all), commands: form == .github) == [])
    }

    @Test("nor in the forms for terminals and programs, and in calendars")
    func otherForms() throws {
        for text in HostileTexts.all {
            // Addresses and platforms that are none get no further than the manifest.
            let sample = SampleFindings(text: text, file: text + ".yaml")
            var plan = ""
            PlanText(style: .plain, isVerbose: true, zone: .utc).report(sample.plan) { plan += $0 }
            let identity = StateIdentity(world: .sandbox, lineage: nil)
            let entry = try SampleCalendar.entry(
                "sox@2027-Q1/opal", text, opens: "2027-01-04T14:00:00Z", due: "2027-02-01T00:00:00Z", .held, id: text,
                note: text)
            let calendar = try SampleCalendar.calendar([entry])
            let reports = [
                plan, DiagnosticText(sources: sample.sources, style: .plain).report(sample.diagnostics),
                SafeJSON.text(DiagnosticJSON.document(sample.diagnostics), .pretty),
                SafeJSON.text(SavedPlan.document(sample.plan, identity: identity, isInstantGiven: false), .pretty),
                SafeJSON.text(CalendarJSON.value(calendar), .pretty), CalendarText(style: .plain).report(calendar),
                CalendarICS.report(calendar).replacing("\r\n", with: "\n"), CalendarHTML.page(calendar),
            ]
            for (index, report) in reports.enumerated() {
                #expect(Self.faults(of: report) == [], "\(index): \(text.debugDescription)")
            }
        }
    }

    @Test("as a command to GitHub each diagnostic stays one line, with its own properties")
    func commands() throws {
        for text in HostileTexts.all {
            let findings = Self.hostile(text).findings
            let lines = WorkflowCommands.report(findings).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == findings.diagnostics.count + 2 && lines.last == "", "\(text.debugDescription)")
            for (line, diagnostic) in zip(lines, findings.diagnostics) {
                let command = try #require(WorkflowCommand(line))
                #expect(command.name == diagnostic.severity.rawValue)
                #expect(command.properties["title"] == diagnostic.code.rawValue)
                #expect(
                    Set(command.properties.keys).isSubset(of: ["file", "line", "endLine", "col", "endColumn", "title"]))
                // A slash too many, or a dot between two, is no part of a path.
                if diagnostic.location != nil, !text.contains("/") {
                    #expect(command.properties["file"] == Printable.line("\(text).yaml"))
                }
                let message = Printable.line(diagnostic.message)
                #expect(command.message.unicodeScalars.starts(with: message.unicodeScalars))
            }
        }
    }

    @Test("as JSON every text reads back as one", arguments: [CheckForm.sarif, .gitlab])
    func json(form: CheckForm) throws {
        let findings = Findings(HostileTexts.all.flatMap { Self.hostile($0).diagnostics })
        let value = try JSONReader.read(Array(form.render(findings).utf8))
        let results = form == .gitlab ? value : value["runs"]?.arrayValue?.first?["results"]
        #expect(results?.arrayValue?.count == findings.diagnostics.count)
    }

    @Test("SARIF's plain messages hold no link and no placeholder")
    func messages() throws {
        let report = CheckForm.sarif.render(SampleFindings(text: "[a](https://evil.example) {0}").findings)
        #expect(!report.contains("](") && !report.contains("{0}") && report.contains("[a] (https"))
    }

    @Test("a path in SARIF is one relative URI", arguments: HostileTexts.all)
    func uris(text: String) throws {
        let report = SARIFReport.value(SampleFindings(file: "a/" + text).findings, version: "1")
        let results = try #require(report["runs"]?.arrayValue?.first?["results"]?.arrayValue)
        for result in results.dropFirst() {
            let location = result["locations"]?.arrayValue?.first?["physicalLocation"]?["artifactLocation"]
            let uri = try #require(location?["uri"]?.stringValue)
            #expect(
                uri.utf8.allSatisfy {
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%/".utf8.contains($0)
                })
            #expect(uri.hasPrefix("a") && location?["uriBaseId"] == "%SRCROOT%")
        }
    }

    /// What acts on a terminal or on a pipeline's log.
    static func faults(of report: String, commands: Bool = false) -> [String] {
        var faults = report.unicodeScalars.compactMap { scalar -> String? in
            switch scalar.value {
            case 0x0A, 0x20..<0x7F: nil
            case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: "U+" + String(scalar.value, radix: 16)
            default: nil
            }
        }
        for line in report.unicodeScalars.split(separator: "\n") {
            let seen = String(
                String.UnicodeScalarView(
                    line.filter { $0.isASCII || !$0.properties.isDefaultIgnorableCodePoint }.drop {
                        $0.properties.isWhitespace
                    })
            ).lowercased()
            if seen.hasPrefix("::"), !commands { faults.append(seen) }
            if seen.contains("##vso[") || seen.contains("##[") { faults.append(seen) }
        }
        return faults
    }
}

/// A command as GitHub's runner reads it, byte by byte: `::` ends its properties, `,` each of them.
private struct WorkflowCommand {
    let name: String
    private(set) var properties: [String: String] = [:]
    let message: String

    init?(_ line: Substring) {
        let bytes = Array(line.utf8)
        let colons = bytes.indices.dropLast().filter { bytes[$0] == 0x3A && bytes[$0 + 1] == 0x3A }
        guard colons.first == 0, let end = colons.first(where: { $0 > 1 }) else { return nil }
        let head = bytes[2..<end].split(separator: UInt8(ascii: " "), maxSplits: 1)
        name = String(decoding: head.first ?? [], as: UTF8.self)
        for pair in head.dropFirst().first?.split(separator: UInt8(ascii: ",")) ?? [] {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.dropFirst().first ?? []
            properties[String(decoding: parts.first ?? [], as: UTF8.self)] = Self.unescaped(value)
        }
        message = Self.unescaped(bytes[(end + 2)...])
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var (rest, result) = (bytes, [UInt8]())
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                [0x25, 0x0D, 0x0A, 0x3A, 0x2C].contains(code)
            {
                rest = rest.dropFirst(2)
                result.append(code)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
