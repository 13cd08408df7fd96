import Foundation
import Support

/// The built binary, run in a folder of its own.
struct Muster {
    struct Result {
        /// The exit code, or the signal where one ended it.
        let code: Int32
        let isCrash: Bool
        let output: String
        let errors: String
    }

    private let temporary: TemporaryFolder
    private let children = ChildProcesses()
    /// The project's folder, and the working folder.
    var folder: URL { temporary.url.appending(path: "project") }
    /// Beside the project's folder.
    var outsideFolder: URL { temporary.url }
    var environment: [String: String] = [:]

    init() throws {
        temporary = try TemporaryFolder()
        try FileManager.default.createDirectory(
            at: folder.appending(path: "campaigns"), withIntermediateDirectories: true)
    }

    /// Beside the test bundle.
    static var binary: URL {
        let executable = URL(filePath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
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

    func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    /// Makes the file, and the folders that it stands in.
    func write(_ bytes: Data, to path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    func read(_ path: String) throws -> String { try String(contentsOf: folder.appending(path: path), encoding: .utf8) }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: path).path) }

    /// A new, empty file to write to.
    func handle(_ path: String) throws -> FileHandle {
        let file = folder.appending(path: path)
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        return try FileHandle(forWritingTo: file)
    }

    /// Starts a program, which goes with this project if it has not ended by then.
    func start(
        _ arguments: [String], by program: URL = binary, input: FileHandle = .nullDevice, output: FileHandle,
        errors: FileHandle
    ) throws -> Process {
        try children.start(
            program, arguments, in: folder, environment: environment, input: input, output: output, errors: errors)
    }

    func callAsFunction(_ arguments: String...) throws -> Result { try run(arguments) }

    /// Output goes through files, so that no pipe can fill up. What takes longer than `limit` seconds is killed.
    func run(_ arguments: [String], by program: URL = binary, limit: Double = 120) throws -> Result {
        let process = try start(
            arguments, by: program, output: try handle(".output"), errors: try handle(".errors"))
        process.wait(within: limit)
        return Result(
            code: process.terminationStatus, isCrash: process.terminationReason == .uncaughtSignal,
            output: String(decoding: try Data(contentsOf: folder.appending(path: ".output")), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: folder.appending(path: ".errors")), as: UTF8.self))
    }
}
