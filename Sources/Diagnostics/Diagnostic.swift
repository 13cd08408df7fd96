/// One fault or warning, with the place in the source that it is about.
package struct Diagnostic: Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable, Comparable {
        case error
        case warning

        package static func < (left: Severity, right: Severity) -> Bool { left == .error && right == .warning }
    }

    /// A second place that explains the first, such as the earlier of two equal keys.
    package struct Note: Sendable, Hashable {
        package var message: String
        package var location: SourceLocation?

        package init(_ message: String, at location: SourceLocation? = nil) {
            self.message = message
            self.location = location
        }
    }

    package var code: DiagnosticCode
    package var severity: Severity
    /// What is wrong, in one line without a full stop.
    package var message: String
    /// Where; nothing only when the fault is about no file at all.
    package var location: SourceLocation?
    /// The fix, shown under the caret.
    package var fix: String?
    package var notes: [Note]
    /// Whether the line must not be shown, since it may hold a secret.
    package var isSourceSecret = false

    package init(
        _ code: DiagnosticCode, _ message: String, at location: SourceLocation?, fix: String? = nil,
        severity: Severity = .error, notes: [Note] = []
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.location = location
        self.fix = fix
        self.notes = notes
    }
}

extension [Diagnostic] {
    /// Whether anything here stops the command.
    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// The same diagnostics by file, then place, then code; those without a file come first. Exact repeats are dropped.
    package func inSourceOrder() -> [Diagnostic] {
        var seen = Set<Diagnostic>()
        return filter { seen.insert($0).inserted }.sorted { left, right in
            let (leftFile, rightFile) = (left.location?.file ?? "", right.location?.file ?? "")
            if leftFile != rightFile { return leftFile < rightFile }
            let (leftOffset, rightOffset) = (
                left.location?.range.start.offset ?? -1, right.location?.range.start.offset ?? -1
            )
            if leftOffset != rightOffset { return leftOffset < rightOffset }
            return left.code.rawValue < right.code.rawValue
        }
    }
}

/// An error that carries diagnostics, for code that can't go on.
package struct DiagnosticsError: Error, Sendable {
    package var diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
    package init(_ diagnostic: Diagnostic) { self.diagnostics = [diagnostic] }
}
