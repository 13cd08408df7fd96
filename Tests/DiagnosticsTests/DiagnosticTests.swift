import Diagnostics
import Testing

@Suite struct DiagnosticTests {
    func diagnostic(_ code: DiagnosticCode, _ message: String = "wrong", file: String? = nil, offset: Int = 0)
        -> Diagnostic
    {
        let location = file.map { file in
            let place = SourcePosition(line: 1, column: offset + 1, offset: offset)
            return SourceLocation(file: file, range: SourceRange(start: place, end: place))
        }
        return Diagnostic(code, message, at: location)
    }

    @Test("diagnostics come by file, place and code, those without a file first")
    func order() {
        let sorted = [
            diagnostic(.noProject), diagnostic(.stateMissing),
            diagnostic(.yamlSyntax, file: "a.yaml", offset: 3), diagnostic(.unknownKey, file: "a.yaml", offset: 3),
            diagnostic(.duplicateKey, file: "a.yaml", offset: 20),
            diagnostic(.yamlSyntax, file: "b.yaml", offset: 1), diagnostic(.yamlSyntax, file: "b/a.yaml"),
        ]
        #expect([Diagnostic](sorted.reversed()).inSourceOrder() == sorted)
        #expect(sorted.shuffled().inSourceOrder() == sorted)
    }

    @Test("what differs only in its message stays in the order in which it was found")
    func stable() {
        let found = (0..<50).map { diagnostic(.unknownKey, "message \($0 * 37 % 50)", file: "a.yaml", offset: 7) }
        #expect(found.inSourceOrder() == found)
    }

    @Test("an exact repeat is dropped, and nothing else")
    func repeats() {
        let one = diagnostic(.unknownKey, file: "a.yaml", offset: 7)
        var warning = one
        warning.severity = .warning
        var noted = one
        noted.notes = [Diagnostic.Note("first here")]
        #expect([one, warning, one, noted, one].inSourceOrder() == [one, warning, noted])
        #expect([Diagnostic]().inSourceOrder().isEmpty)
    }

    @Test("only errors stop a command")
    func severity() {
        var warning = diagnostic(.pastDue)
        #expect([warning].hasErrors)
        warning.severity = .warning
        #expect(![warning].hasErrors)
        #expect([warning, diagnostic(.pastDue)].hasErrors)
        #expect(![Diagnostic]().hasErrors)
        #expect([Diagnostic.Severity.warning, .error].sorted() == [.error, .warning])
    }
}
