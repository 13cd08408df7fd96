import Foundation

/// The built binary, run in a folder of its own.
struct Muster {
    struct Result {
        let code: Int32
        let output: String
        let errors: String
    }

    let folder: URL
    var environment: [String: String] = [:]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "muster-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "campaigns"), withIntermediateDirectories: true)
    }

    /// Beside the test bundle.
    static var binary: URL {
        let executable = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = executable.deletingLastPathComponent()
        for _ in 0..<6 {
            let candidate = folder.appending(path: "muster")
            if FileManager.default.isExecutableFile(atPath: candidate.path), !isFolder(candidate) { return candidate }
            folder = folder.deletingLastPathComponent()
        }
        // Where the test runner is not the bundle itself.
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: ".build/debug/muster")
    }

    private static func isFolder(_ url: URL) -> Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    func write(_ text: String, to path: String) throws {
        try text.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
    }

    func read(_ path: String) throws -> String { try String(contentsOf: folder.appending(path: path), encoding: .utf8) }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: path).path) }

    func start(_ arguments: [String], output: FileHandle, errors: FileHandle) throws -> Process {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    func callAsFunction(_ arguments: String...) throws -> Result { try run(arguments) }

    /// Output goes through files, so that no pipe can fill up.
    func run(_ arguments: [String]) throws -> Result {
        let (outputFile, errorFile) = (folder.appending(path: ".output"), folder.appending(path: ".errors"))
        for file in [outputFile, errorFile] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        let process = try start(
            arguments, output: try FileHandle(forWritingTo: outputFile), errors: try FileHandle(forWritingTo: errorFile)
        )
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: try String(contentsOf: outputFile, encoding: .utf8),
            errors: try String(contentsOf: errorFile, encoding: .utf8))
    }
}
