import Diagnostics

/// The part of a report about faults or about warnings.
enum MarkdownDiagnostics {
    static func section(_ diagnostics: [Diagnostic], _ severity: Diagnostic.Severity) -> MarkdownSection {
        let chosen = diagnostics.filter { $0.severity == severity }
        let isError = severity == .error
        return MarkdownSection(
            isError ? .errors : .warnings, isError ? ("1 error", "errors") : ("1 warning", "warnings"),
            opening: "### \(isError ? "Errors" : "Warnings") (\(chosen.count))\n\n", count: chosen.count
        ) { index in MarkdownSection.Item(head: item(chosen[index])) }
    }

    private static func item(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.location.map { MarkdownText.code(DiagnosticText.place($0)) + " " } ?? ""
        var lines = ["- \(place)\(diagnostic.code.rawValue) \(sentence(DiagnosticText.message(of: diagnostic)))"]
        if let fix = diagnostic.fix { lines.append("  - \(sentence(fix))") }
        lines += diagnostic.notes.map { note in
            let place = note.location.map { " " + MarkdownText.code(DiagnosticText.place($0)) } ?? ""
            return "  - note: \(MarkdownText.sentence(note.message))\(place)"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func sentence(_ text: String) -> String { MarkdownText.sentence(text.capitalizedFirst) }
}
