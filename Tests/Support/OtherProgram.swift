import Foundation

/// Programs that judge what is rendered, where they are installed.
package enum OtherProgram {
    /// A python3 that has the module. The first of the path may be another than the system's, which has the system's packages.
    package static func python(with module: String) -> String? {
        ["python3", "/usr/bin/python3"].first { (try? output(of: [$0, "-c", "import \(module)"])) != nil }
    }

    package static let chromium = ["chromium", "chromium-browser", "google-chrome"].first { name in
        (try? output(of: [name, "--version"])) != nil
    }

    /// Whether GitHub's own parser of Markdown is there.
    package static let hasMarkdown = (try? output(of: ["cmark-gfm", "--version"])) != nil

    /// Whether there is a program that judges shell scripts.
    package static let hasShellCheck = (try? output(of: ["shellcheck", "--version"])) != nil

    /// Whether there is a program that has the schemas of pipelines.
    package static let hasPipelineSchemas = (try? output(of: ["check-jsonschema", "--version"])) != nil

    /// What the program prints; through a file, so that no pipe can fill up.
    package static func output(of command: [String]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data().write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
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
