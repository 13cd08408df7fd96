import Diagnostics
import JSON

/// The diagnostic codes as SARIF's rules.
enum SARIFRules {
    /// One for each code, in the codes' order.
    static let all: [JSONValue] = DiagnosticCode.all.map { code in
        [
            "id": .string(code.rawValue), "shortDescription": ["text": .string(code.summary)],
            "help": ["text": .string("\(code.summary) \(advice(code))")],
        ]
    }

    /// Where a code's rule stands in `all`.
    static let index = Dictionary(uniqueKeysWithValues: DiagnosticCode.all.enumerated().map { ($1, $0) })

    /// What to do about the codes of a group.
    private static func advice(_ code: DiagnosticCode) -> String {
        switch code.rawValue.prefix(3) {
        case "M01": "The file can't be read as it stands. Mend its text at the place shown; the rest is checked then."
        case "M02": "Mend the campaign at the place shown. Nothing is planned or created while a manifest has an error."
        case "M03": "Mend `muster.yaml` at the place shown. Nothing is planned or created while it has an error."
        case "M04":
            "State says what was created. Restore the file or take the way that the message names; never make it up."
        case "M05": "The plan holds back what this is about. Change the campaign, or allow it as the message says."
        default: "It happened when a vendor was called. `muster recover` says what is not known, and what to do."
        }
    }
}
