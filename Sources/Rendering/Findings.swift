package import Calendars
package import Diagnostics
package import Planning

/// What a check found: what the forms show that a pull request's check is given in.
package struct Findings: Sendable {
    /// In source order.
    package var diagnostics: [Diagnostic]
    /// The bytes of every file that was read, by its shown path.
    package var sources: [String: [UInt8]]
    /// Nothing where none was asked for, or faults stand against one.
    package var plan: Plan?
    /// In which dates are shown.
    package var zone: Zone

    package init(_ diagnostics: [Diagnostic], sources: [String: [UInt8]] = [:], plan: Plan? = nil, zone: Zone = .utc) {
        self.diagnostics = diagnostics
        self.sources = sources
        self.plan = plan
        self.zone = zone
    }

    /// The plan's summary line; without a plan, such as `2 errors, 1 warning.`
    var summary: String {
        if let plan { return PlanText.summary(plan) }
        let errors = diagnostics.count { $0.severity == .error }
        return "\(Self.counted(errors, "error")), \(Self.counted(diagnostics.count - errors, "warning"))."
    }

    /// The shown path of `muster.yaml`: where faults are shown that are about no file, in forms that want one for each.
    var projectFile: String {
        sources.keys.first { $0 == "muster.yaml" || $0.hasSuffix("/muster.yaml") } ?? "muster.yaml"
    }

    private static func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}

extension Diagnostic {
    /// The message, and behind it the fix, in one line that is safe to show.
    var sentence: String {
        let fix = fix.map { ": \(Printable.line($0))" } ?? ""
        return DiagnosticText.message(of: self) + fix
    }
}
