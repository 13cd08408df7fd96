import Foundation

/// All that is measured.
enum Bench {
    /// Beside this program.
    static var builtMuster: String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "muster").path
    }

    static func run() async throws {
        let muster = builtMuster
        let folder = FileManager.default.temporaryDirectory.appending(path: "muster-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // What needs this process to be small comes first.
        let comparisons =
            try PlanBench(muster: muster, folder: folder).comparisons()
            + StartBench(muster: muster, folder: folder).comparisons()
            + (await StateBench(folder: folder).comparisons())
        print(Comparison.table(comparisons))
    }
}
