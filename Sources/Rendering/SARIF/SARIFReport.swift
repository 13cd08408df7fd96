import Diagnostics
package import JSON

/// Diagnostics as SARIF 2.1.0 (OASIS, errata 01), which GitHub's code scanning and editors show at their lines.
package enum SARIFReport {
    /// - Parameter version: Muster's own.
    package static func value(_ findings: Findings, version: String) -> JSONValue {
        var fingerprints = Fingerprints()
        let results = findings.diagnostics.map { diagnostic in
            let location = diagnostic.location ?? SourceLocation(file: findings.projectFile, range: .start)
            let fingerprint = fingerprints.next(diagnostic, in: ShownPath.plain(location.file))
            return result(diagnostic, at: location, fingerprint)
        }
        return [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "Muster", "semanticVersion": .string(version), "rules": .array(SARIFRules.all),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints",
                    "originalUriBaseIds": [
                        "%SRCROOT%": ["description": ["text": "The folder that the check runs in."]]
                    ],
                    "results": .array(results),
                ]
            ],
        ]
    }

    /// A fault of no file stands at the first line of `muster.yaml`: GitHub refuses a result without a place.
    private static func result(
        _ diagnostic: Diagnostic, at location: SourceLocation, _ fingerprint: String
    ) -> JSONValue {
        var result: JSONObject = ["ruleId": .string(diagnostic.code.rawValue)]
        result["ruleIndex"] = SARIFRules.index[diagnostic.code].map { .integer($0) }
        result["level"] = .string(diagnostic.severity.rawValue)
        let notes = diagnostic.notes.filter { $0.location == nil }.map { "; note: \(Printable.line($0.message))" }
        result["message"] = text(diagnostic.sentence + notes.joined())
        result["locations"] = [["physicalLocation": physical(location)]]
        let related = diagnostic.notes.compactMap { note in note.location.map { (note.message, $0) } }
        if !related.isEmpty {
            result["relatedLocations"] = .array(
                related.enumerated().map { index, note in
                    [
                        "id": .integer(index + 1), "message": text(Printable.line(note.0)),
                        "physicalLocation": physical(note.1),
                    ]
                })
        }
        result["partialFingerprints"] = ["muster/v1": .string(fingerprint)]
        return .object(result)
    }

    private static func physical(_ location: SourceLocation) -> JSONValue {
        let uri = ShownPath.uri(location.file)
        var artifact: JSONObject = ["uri": .string(uri)]
        if !uri.hasPrefix("file:") { artifact["uriBaseId"] = "%SRCROOT%" }
        let (start, end) = (location.range.start, location.range.end)
        return [
            "artifactLocation": .object(artifact),
            "region": [
                "startLine": .integer(start.line), "startColumn": .integer(start.column),
                "endLine": .integer(end.line), "endColumn": .integer(end.column),
            ],
        ]
    }

    /// A message: in plain text too, SARIF reads `[text](destination)` as a link (3.11.6) and `{0}` as a placeholder (3.11.5), so
    /// that a blank parts what would be one.
    private static func text(_ line: String) -> JSONValue {
        var result = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in line.unicodeScalars {
            let isLink = last == "]" && scalar == "("
            let isPlaceholder = last == "{" && ("0"..."9").contains(scalar)
            if isLink || isPlaceholder { result.append(" ") }
            result.append(scalar)
            last = scalar
        }
        return ["text": .string(String(result))]
    }
}
