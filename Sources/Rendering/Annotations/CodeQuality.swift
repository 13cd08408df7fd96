import Diagnostics
package import JSON

/// Diagnostics as GitLab's Code Quality report shows them beside the lines of a merge request.
///
/// The members are those of GitLab's documentation ("Code Quality report format"): a list of `description`, `check_name`,
/// `fingerprint`, `severity` and `location`, whose path is relative to the repository and does not begin with `./`.
package enum CodeQuality {
    package static func value(_ findings: Findings) -> JSONValue {
        var fingerprints = Fingerprints()
        return .array(
            findings.diagnostics.map { diagnostic in
                let path = ShownPath.plain(diagnostic.location?.file ?? findings.projectFile)
                return [
                    "description": .string(diagnostic.sentence), "check_name": .string(diagnostic.code.rawValue),
                    "fingerprint": .string(fingerprints.next(diagnostic, in: path)),
                    "severity": diagnostic.severity == .error ? "major" : "minor",
                    "location": [
                        "path": .string(path),
                        "lines": ["begin": .integer(diagnostic.location?.range.start.line ?? 1)],
                    ],
                ]
            })
    }
}
