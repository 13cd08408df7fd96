import Campaigns
import Diagnostics
import Planning

/// Findings as JUnit XML, which most pipelines show as tests: every file that was read is a case of the suite `manifests`; of a plan,
/// every address is a case of its platform's suite. A case fails by its errors; its warnings are its output.
///
/// There is no one schema; elements and attributes are those that Jenkins' and GitLab's readers share.
package enum JUnitReport {
    package static func report(_ findings: Findings) -> String {
        let text = DiagnosticText(sources: findings.sources, style: .plain)
        let suites = ([manifests(findings)] + platforms(findings)).filter { !$0.cases.isEmpty }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"muster\" \(counts(suites.flatMap(\.cases)))>",
        ]
        for suite in suites {
            lines.append("  <testsuite name=\"\(XMLText.line(suite.name))\" \(counts(suite.cases))>")
            lines += suite.cases.map { xml($0, of: suite, text) }
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private struct Suite {
        var name: String
        var cases: [Case]
    }

    private struct Case {
        var name: String
        var file: String?
        var diagnostics: [Diagnostic]
    }

    /// What is said about files; of a plan, what is said about no address.
    private static func manifests(_ findings: Findings) -> Suite {
        let ofEntries = Set(findings.plan?.entries.flatMap(\.faults) ?? [])
        let byFile = Dictionary(grouping: findings.diagnostics.filter { !ofEntries.contains($0) }) {
            $0.location?.file ?? findings.projectFile
        }
        let files = Set(findings.sources.keys).union(byFile.keys).sorted()
        return Suite(name: "manifests", cases: files.map { Case(name: $0, file: $0, diagnostics: byFile[$0] ?? []) })
    }

    private static func platforms(_ findings: Findings) -> [Suite] {
        let byPlatform = Dictionary(grouping: findings.plan?.entries ?? [], by: \.platform)
        return byPlatform.sorted { $0.key < $1.key }.map { platform, entries in
            Suite(
                name: platform,
                cases: entries.map { entry in
                    Case(
                        name: "\(entry.address)", file: entry.resource?.location.file, diagnostics: entry.faults)
                })
        }
    }

    private static func xml(_ item: Case, of suite: Suite, _ text: DiagnosticText) -> String {
        let file = item.file.map { " file=\"\(XMLText.line(ShownPath.plain($0)))\"" } ?? ""
        let opening =
            "    <testcase classname=\"\(XMLText.line(suite.name))\" name=\"\(XMLText.line(item.name))\"\(file)"
        if item.diagnostics.isEmpty { return opening + "/>" }
        let errors = item.diagnostics.filter { $0.severity == .error }
        let warnings = item.diagnostics.filter { $0.severity == .warning }
        var content = ""
        if let first = errors.first {
            let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
            content +=
                "\n      <failure type=\"\(first.code.rawValue)\" message=\"\(XMLText.line(first.sentence))\(more)\">"
                + "\(XMLText.escape(text.report(errors)))</failure>"
        }
        if !warnings.isEmpty {
            content += "\n      <system-out>\(XMLText.escape(text.report(warnings)))</system-out>"
        }
        return opening + ">\(content)\n    </testcase>"
    }

    private static func counts(_ cases: [Case]) -> String {
        "tests=\"\(cases.count)\" failures=\"\(cases.count { $0.diagnostics.hasErrors })\" errors=\"0\" skipped=\"0\""
    }
}
