import Foundation
import Support
import Testing

@Suite("A release build")
struct ReleaseTests {
    /// What the compiler makes of the file, as SwiftPM has it in that configuration.
    private func object(debug: Bool) throws -> Data {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Sources/State/CrashPoint.swift"
        ).standardizedFileURL
        let folder = try TemporaryFolder()
        let object = folder.path + "/CrashPoint.o"
        _ = try OtherProgram.output(
            of: ["swiftc", "-c", "-parse-as-library", "-module-name", "State", "-package-name", "muster"]
                + (debug ? ["-Onone", "-D", "DEBUG"] : ["-O"]) + [file.path, "-o", object])
        return try Data(contentsOf: URL(filePath: object))
    }

    @Test("has nothing of the switch by which tests kill the process, and a debug build has it")
    func killSwitch() throws {
        let name = Data("MUSTER_TEST_KILL_AT".utf8)
        #expect(try object(debug: true).range(of: name) != nil)
        #expect(try object(debug: false).range(of: name) == nil)
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
        let files = FileManager.default.enumerator(at: sources.standardizedFileURL, includingPropertiesForKeys: nil)
        let naming = try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }.filter {
            try Data(contentsOf: $0).range(of: name) != nil
        }
        #expect(naming.map(\.lastPathComponent) == ["CrashPoint.swift"])
    }
}
