import ArgumentParser
import Diagnostics
import JSON
import Planning
import Rendering
import State

/// Writes what was found where it belongs, in the command's form: text for people to standard error, what programs read to standard
/// output.
struct Report {
    private let context: CommandContext
    private let form: ReportForm
    private let sources: [String: [UInt8]]

    init(_ context: CommandContext, _ form: ReportForm, sources: [String: [UInt8]] = [:]) {
        self.context = context
        self.form = form
        self.sources = sources
    }

    /// Shows them as text.
    func show(_ diagnostics: [Diagnostic]) {
        if diagnostics.isEmpty { return }
        if let diagnosed = context.diagnosed { for diagnostic in diagnostics { diagnosed(diagnostic) } }
        context.tell(DiagnosticText(sources: sources, style: context.errorStyle).report(diagnostics) + "\n")
    }

    /// Shows them in the command's form, and ends the command with 1 where one is an error.
    func end(_ diagnostics: [Diagnostic]) throws {
        write(Findings(diagnostics, sources: sources), text: {}, json: { DiagnosticJSON.document(diagnostics) })
        if diagnostics.hasErrors { throw ExitCode(ExitStatus.error.rawValue) }
    }

    /// Shows a plan, and all that is said about it, in the command's form.
    ///
    /// - Parameters:
    ///   - text: writes it as text to standard output.
    ///   - json: what it is for programs.
    func write(_ findings: Findings, text: () -> Void, json: () -> JSONValue) {
        // Whoever reads the log wants to see the faults, whatever the check makes of the report.
        switch form.format {
        case .text:
            show(findings.diagnostics)
            text()
        case .json:
            // Faults alone are the document.
            if findings.plan != nil { show(findings.diagnostics) }
            context.write(json())
        case .markdown:
            show(findings.diagnostics)
            context.output(MarkdownReport.report(findings, within: form.maxBytes))
        case .sarif:
            show(findings.diagnostics)
            context.write(SARIFReport.value(findings, version: Version.number))
        case .github:
            // As commands they stand in the log.
            context.output(WorkflowCommands.report(findings))
        case .gitlab:
            show(findings.diagnostics)
            context.write(CodeQuality.value(findings))
        case .junit:
            show(findings.diagnostics)
            context.output(JUnitReport.report(findings))
        }
    }
}

extension CommandContext {
    /// Writes a JSON document, its format first.
    func write(_ document: JSONValue) { output(SafeJSON.text(document, .pretty)) }

    /// Writes a JSON value on a line of its own, all of it at once.
    func writeLine(_ value: JSONValue) { output(SafeJSON.text(value, .compact) + "\n") }

    /// Runs a command's body; turns what it throws into diagnostics and the right exit code.
    func reporting(_ form: ReportForm, sources: [String: [UInt8]] = [:], _ body: () async throws -> Void)
        async throws
    {
        do {
            try await body()
        } catch let error as DiagnosticsError {
            try Report(self, form, sources: sources).end(error.diagnostics)
            throw ExitCode(ExitStatus.error.rawValue)
        } catch let error as FileSystemError {
            let code: DiagnosticCode = error.operation == .read ? .unreadableFile : .stateUnwritable
            try Report(self, form, sources: sources).end([Diagnostic(code, error.description, at: nil)])
        }
    }
}
