package import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Programs that a test has started. With the last reference go those that still run, and what they have started.
package final class ChildProcesses: Sendable {
    private let started = Mutex<[Process]>([])

    package init() {}

    deinit { for process in started.withLock({ $0 }) { process.end() } }

    /// See `Process.start`.
    package func start(
        _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String],
        input: FileHandle = .nullDevice, output: FileHandle, errors: FileHandle
    ) throws -> Process {
        let process = try Process.start(
            program, arguments, in: folder, environment: environment, input: input, output: output, errors: errors)
        started.withLock { $0.append(process) }
        return process
    }
}

extension Process {
    /// Starts a program. Who calls it waits for its end, whatever happens meanwhile, or leaves that to `ChildProcesses`.
    ///
    /// - Parameters:
    ///   - folder: its working folder; without one, the caller's.
    ///   - environment: all that it has; without one, the caller's.
    package static func start(
        _ program: URL, _ arguments: [String], in folder: URL? = nil, environment: [String: String]? = nil,
        input: FileHandle = .nullDevice, output: FileHandle, errors: FileHandle
    ) throws -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = folder }
        if var environment {
            environment[mark] = ProcessInfo.processInfo.environment[mark]
            process.environment = environment
        }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return process
    }

    /// By this variable Tests/run.sh finds what tests have left.
    private static let mark = "TESTS_RUN"

    /// Waits for its end, and ends what it has left; it is killed where that takes longer than `limit` seconds.
    package func wait(within limit: Double = 120) {
        let watch = DispatchWorkItem { self.killAll() }
        DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: watch)
        // Foundation would wait for what it has left, too.
        var end = siginfo_t()
        while waitid(P_PID, id_t(processIdentifier), &end, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        watch.cancel()
        killAll()
        waitUntilExit()
    }

    /// Ends it, and what it has started, now.
    package func end() {
        killAll()
        waitUntilExit()
    }

    /// Each program that Foundation starts leads a process group.
    private func killAll() {
        if kill(-processIdentifier, SIGKILL) != 0, isRunning { _ = kill(processIdentifier, SIGKILL) }
    }
}
