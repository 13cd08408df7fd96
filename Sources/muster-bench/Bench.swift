import Foundation

/// All that is measured.
enum Bench {
    /// Beside this program.
    static var builtMuster: String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "muster").path
    }

    static func run() async throws {
        try await measure { muster, folder in
            // What needs this process to be small comes first.
            try PlanBench(muster: muster, folder: folder).comparisons()
                + RecurringBench(muster: muster, folder: folder).comparisons()
                + StartBench(muster: muster, folder: folder).comparisons()
                + ScheduleBench().comparisons()
                + (await StateBench(folder: folder).comparisons())
        }
    }

    static func runApply() async throws {
        try await measure { try ApplyBench(muster: $0, folder: $1).comparisons() }
    }

    /// Prints what the `muster` beside this program was measured at, in a folder that is removed afterwards.
    private static func measure(_ body: (_ muster: String, _ folder: URL) async throws -> [Comparison]) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "muster-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        print(Comparison.table(try await body(builtMuster, folder)))
    }
}
