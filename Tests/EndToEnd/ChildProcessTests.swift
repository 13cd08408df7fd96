import Foundation
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("A program that a test starts")
struct ChildProcessTests {
    /// Hears no signal, and has started another that hears none; both hold the other end of a pipe.
    private static let deaf = "trap '' INT TERM HUP; sleep 600 & echo begun; wait; sleep 600"

    /// What the pipe shows until both have ended; nothing where they go on.
    private func shown(_ pipe: Pipe) -> String? {
        var text = ""
        while true {
            var readable = pollfd(fd: pipe.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&readable, 1, 10_000) > 0 else { return nil }
            let data = pipe.fileHandleForReading.availableData
            if data.isEmpty { return text }
            text += String(decoding: data, as: UTF8.self)
        }
    }

    @Test("goes with the test, and what it has started goes too")
    func owned() throws {
        let pipe = Pipe()
        do {
            let children = ChildProcesses()
            let process = try children.start(
                URL(filePath: "/bin/sh"), ["-c", Self.deaf], in: FileManager.default.temporaryDirectory,
                environment: ["PATH": "/usr/bin:/bin"], output: pipe.fileHandleForWriting, errors: .nullDevice)
            #expect(String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) == "begun\n")
            #expect(process.isRunning)
        }
        try pipe.fileHandleForWriting.close()
        #expect(shown(pipe) == "")
    }

    @Test("is killed where it takes too long, and what it has left too")
    func late() throws {
        let pipe = Pipe()
        let process = try Process.start(
            URL(filePath: "/bin/sh"), ["-c", Self.deaf], output: pipe.fileHandleForWriting, errors: .nullDevice)
        process.wait(within: 0.2)
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL)
        try pipe.fileHandleForWriting.close()
        #expect(shown(pipe) != nil)
    }

    @Test("may end before what it has started, which then ends too")
    func orphans() throws {
        let pipe = Pipe()
        let process = try Process.start(
            URL(filePath: "/bin/sh"), ["-c", "sleep 600 &"], output: pipe.fileHandleForWriting, errors: .nullDevice)
        process.wait()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        try pipe.fileHandleForWriting.close()
        #expect(shown(pipe) == "")
    }
}
