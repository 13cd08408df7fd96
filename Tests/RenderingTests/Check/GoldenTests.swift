import Diagnostics
import Foundation
import Rendering
import Testing

/// Findings in every form, as the files of `Golden` have them; with `MUSTER_RECORD=1` the files are written anew.
@Suite("The forms of a check")
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")
    private static let isRecording = ProcessInfo.processInfo.environment["MUSTER_RECORD"] == "1"

    @Test("a plan with all that may be said is as recorded", arguments: CheckForm.allCases)
    func plan(form: CheckForm) throws { try compare(form, "plan", SampleFindings().findings) }

    @Test("faults without a plan are as recorded", arguments: CheckForm.allCases)
    func faults(form: CheckForm) throws {
        let sample = SampleFindings()
        try compare(form, "faults", Findings(sample.faults.inSourceOrder(), sources: sample.sources))
    }

    @Test("nothing at all is as recorded", arguments: CheckForm.allCases)
    func nothing(form: CheckForm) throws { try compare(form, "nothing", Findings([])) }

    private func compare(_ form: CheckForm, _ name: String, _ findings: Findings) throws {
        let text = form.render(findings)
        let file = Self.folder.appending(path: "\(name)-\(form.rawValue).\(form.suffix)")
        if Self.isRecording { try text.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try text == String(contentsOf: file, encoding: .utf8))
    }
}
