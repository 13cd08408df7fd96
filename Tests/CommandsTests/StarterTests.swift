import Calendars
import Campaigns
@testable import Commands
import Diagnostics
import Foundation
import Manifests
import Support
import Testing

@Suite("What init writes")
struct StarterTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// With `MUSTER_RECORD=1` the program's texts are written anew from the files.
    private static let isRecording = ProcessInfo.processInfo.environment["MUSTER_RECORD"] == "1"

    @Test("the pipelines are the files of Examples/pipelines, byte for byte, and of this version")
    func pipelines() throws {
        for (example, text) in PipelineFiles.texts {
            let file = try String(
                contentsOf: Self.root.appending(path: "Examples/pipelines/\(example)"), encoding: .utf8)
            if Self.isRecording { try record(file, in: text) }
            #expect(
                text == file, "\(example): MUSTER_RECORD=1 swift test --filter StarterTests takes the file's text over")
        }
        for host in [PipelineText.github, PipelineText.gitlab] {
            #expect(host.contains("MUSTER_VERSION: \(Version.number)\n"))
            #expect(host.contains("# of muster-\(Version.number)-linux-x86_64.tar.gz;"))
        }
    }

    /// Puts a file's text in the place of the program's one.
    private func record(_ file: String, in text: String) throws {
        let folder = Self.root.appending(path: "Sources/Commands/Starting")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasPrefix("PipelineText+") {
            let source = folder.appending(path: name)
            let code = try String(contentsOf: source, encoding: .utf8)
            let changed = code.replacing(Self.indented(text), with: Self.indented(file))
            if changed != code { try Data(changed.utf8).write(to: source) }
        }
    }

    private static func indented(_ text: String) -> String {
        "#\"\"\"\n"
            + text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "        \($0)" }
            .joined(separator: "\n") + "\n        \"\"\"#\n"
    }

    @Test("the project has no fault and no warning, on whatever day it is made")
    func days() async throws {
        let first = try #require(CivilDate("2027-01-01"))
        for day in 0..<400 {
            let today = first.adding(days: day)
            let starter = StarterProject(vendors: Vendor.allCases, today: today)
            let files = [starter.project] + starter.campaigns
            let loaded = await loadProject(
                Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) }), at: Zone.utc.startOfDay(today),
                lints: true)
            #expect(loaded.diagnostics.isEmpty, "\(today): \(loaded.diagnostics.map(\.message))")
            #expect(loaded.resources.count == 6, "\(today)")
        }
    }
}
