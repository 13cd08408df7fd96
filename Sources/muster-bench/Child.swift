import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that was run to its end.
struct Child {
    /// From before it was started until it was gone.
    let seconds: Double
    /// The most memory it had at once. On Linux this counts what this process itself had when it started the child, so that
    /// whoever measures must be small.
    let peakBytes: Int
    /// Standard output.
    let output: String

    /// Runs a program that must end with 0. A name without a slash is looked for in `PATH`.
    static func run(_ program: String, _ arguments: [String]) throws -> Child {
        let outputFile = FileManager.default.temporaryDirectory.appending(path: "muster-bench-output-\(getpid())")
        let errorFile = FileManager.default.temporaryDirectory.appending(path: "muster-bench-errors-\(getpid())")
        defer { for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) } }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (file, stream) in [(outputFile, STDOUT_FILENO), (errorFile, STDERR_FILENO)] {
            posix_spawn_file_actions_addopen(
                &actions, stream, file.path, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR)
        }
        let words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }

        var process = pid_t()
        var status: Int32 = 0
        var usage = rusage()
        let clock = ContinuousClock()
        let start = clock.now
        guard posix_spawnp(&process, program, &actions, nil, words, environ) == 0 else {
            throw BenchError("\(program) can't be run")
        }
        while wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchError("\(program) is lost") }
        }
        let seconds = start.duration(to: clock.now).seconds
        guard status == 0 else {
            let errors = try String(contentsOf: errorFile, encoding: .utf8)
            throw BenchError("\(program) \(arguments.joined(separator: " ")) failed: \(errors.suffix(1000))")
        }
        #if canImport(Darwin)
            let unit = 1
        #else
            let unit = 1024
        #endif
        return Child(
            seconds: seconds, peakBytes: Int(usage.ru_maxrss) * unit,
            output: try String(contentsOf: outputFile, encoding: .utf8))
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}

/// Why there is nothing to measure.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
