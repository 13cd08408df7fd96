import ArgumentParser
import Diagnostics
import JSON
import Rendering
import State

/// Writes diagnostics where they belong: text to standard error, JSON to standard output.
struct Report {
    private let context: CommandContext
    private let format: OutputFormat
    private let sources: [String: [UInt8]]

    init(_ context: CommandContext, _ format: OutputFormat, sources: [String: [UInt8]] = [:]) {
        self.context = context
        self.format = format
        self.sources = sources
    }

    /// Shows them as text.
    func show(_ diagnostics: [Diagnostic]) {
        if diagnostics.isEmpty { return }
        if let diagnosed = context.diagnosed { for diagnostic in diagnostics { diagnosed(diagnostic) } }
        context.errors(DiagnosticText(sources: sources, style: context.errorStyle).report(diagnostics) + "\n")
    }

    /// Shows them in the command's format, and ends the command with 1 where one is an error.
    func end(_ diagnostics: [Diagnostic]) throws {
        switch format {
        case .text: show(diagnostics)
        case .json: context.write(DiagnosticJSON.document(diagnostics))
        }
        if diagnostics.hasErrors { throw ExitCode(ExitStatus.error.rawValue) }
    }
}

extension CommandContext {
    var allowsColour: Bool { (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb" }

    /// How standard output is coloured.
    var outputStyle: TextStyle { TextStyle(isColoured: isOutputTerminal && allowsColour) }

    /// How standard error is coloured.
    var errorStyle: TextStyle { TextStyle(isColoured: isErrorTerminal && allowsColour) }

    /// Writes a JSON document, its format first.
    func write(_ document: JSONValue) { output(CommandContext.safeText(document, .pretty)) }

    /// Writes a JSON value on a line of its own, all of it at once.
    func writeLine(_ value: JSONValue) { output(CommandContext.safeText(value, .compact) + "\n") }

    /// By `##` a pipeline takes commands from a log, even from within a string of JSON, and looks through what shows nothing.
    private static func safeText(_ value: JSONValue, _ style: JSONWriter.Style) -> String {
        let text = JSONWriter.text(value, style: style).replacing("##", with: #"\u0023\u0023"#)
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII || !scalar.properties.isDefaultIgnorableCodePoint {
                safe.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return safe
    }

    /// Runs a command's body; turns what it throws into diagnostics and the right exit code.
    func reporting(_ format: OutputFormat, sources: [String: [UInt8]] = [:], _ body: () async throws -> Void)
        async throws
    {
        do {
            try await body()
        } catch let error as DiagnosticsError {
            try Report(self, format, sources: sources).end(error.diagnostics)
            throw ExitCode(ExitStatus.error.rawValue)
        } catch let error as FileSystemError {
            let code: DiagnosticCode = error.operation == .read ? .unreadableFile : .stateUnwritable
            try Report(self, format, sources: sources).end([Diagnostic(code, error.description, at: nil)])
        }
    }
}
