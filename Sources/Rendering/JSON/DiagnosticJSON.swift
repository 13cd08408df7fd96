package import Diagnostics
package import JSON

/// Diagnostics for programs: `muster.diagnostics/1`.
package enum DiagnosticJSON {
    package static let format = "muster.diagnostics/1"

    package static func document(_ diagnostics: [Diagnostic]) -> JSONValue {
        [
            "format": .string(format),
            "errors": .integer(diagnostics.count { $0.severity == .error }),
            "warnings": .integer(diagnostics.count { $0.severity == .warning }),
            "diagnostics": .array(diagnostics.map { .object(object($0)) }),
        ]
    }

    /// One diagnostic as an object.
    static func object(_ diagnostic: Diagnostic) -> JSONObject {
        var object: JSONObject = [
            "code": .string(diagnostic.code.rawValue), "severity": .string(diagnostic.severity.rawValue),
            "message": .string(diagnostic.message),
        ]
        object["fix"] = diagnostic.fix.map { .string($0) }
        object["location"] = diagnostic.location.map(json)
        if !diagnostic.notes.isEmpty {
            object["notes"] = .array(
                diagnostic.notes.map { note in
                    var object: JSONObject = ["message": .string(note.message)]
                    object["location"] = note.location.map(json)
                    return .object(object)
                })
        }
        return object
    }

    private static func json(_ location: SourceLocation) -> JSONValue {
        [
            "file": .string(location.file), "line": .integer(location.range.start.line),
            "column": .integer(location.range.start.column),
            "endLine": .integer(location.range.end.line), "endColumn": .integer(location.range.end.column),
        ]
    }
}
