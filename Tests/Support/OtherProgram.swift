import Foundation

/// Programs that judge what is rendered, where they are installed.
package enum OtherProgram {
    /// A python3 that has the module. The first of the path may be another than the system's, which has the system's packages.
    package static func python(with module: String) -> String? {
        ["python3", "/usr/bin/python3"].first { (try? output(of: [$0, "-c", "import \(module)"])) != nil }
    }

    package static let chromium = ["chromium", "chromium-browser", "google-chrome"].first(where: isHere)

    /// Whether a program of that name is there, and runs.
    package static func isHere(_ name: String) -> Bool { (try? output(of: [name, "--version"])) != nil }

    /// Those of the programs that are not there.
    package static func missing(of names: String...) -> [String] { names.filter { !isHere($0) } }

    /// What the program prints; through a file, so that no pipe can fill up. It has two minutes.
    package static func output(of command: [String]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data().write(to: file)
        let process = try Process.start(
            URL(filePath: "/usr/bin/env"), command, output: FileHandle(forWritingTo: file), errors: .nullDevice)
        process.wait()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// Runs `body` with the path of a file that holds the text and is gone afterwards.
    package static func with<Result>(file text: String, extension name: String, _ body: (String) throws -> Result)
        throws
        -> Result
    {
        let file = FileManager.default.temporaryDirectory.appending(path: "calendar-\(UUID().uuidString).\(name)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        return try body(file.path)
    }
}
