import JSON
import Rendering

/// The forms that a check's findings are written in.
enum CheckForm: String, CaseIterable {
    case markdown
    case sarif
    case github
    case gitlab
    case junit

    func render(_ findings: Findings) -> String {
        switch self {
        case .markdown: MarkdownReport.report(findings)
        case .sarif: SafeJSON.text(SARIFReport.value(findings, version: "1.2.3"), .pretty)
        case .github: WorkflowCommands.report(findings)
        case .gitlab: SafeJSON.text(CodeQuality.value(findings), .pretty)
        case .junit: JUnitReport.report(findings)
        }
    }

    /// How a file of the form is named.
    var suffix: String {
        switch self {
        case .markdown: "md"
        case .sarif: "sarif"
        case .github: "txt"
        case .gitlab: "json"
        case .junit: "xml"
        }
    }
}
