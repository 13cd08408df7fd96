@testable import Commands
import Foundation
import Testing

@Suite("What a person types")
struct TerminalInputTests {
    private let pipe = Pipe()

    private func type(_ text: String) throws { try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    private func line() async -> String? {
        await TerminalInput.line(from: pipe.fileHandleForReading.fileDescriptor)
    }

    @Test("a line that comes in pieces is one line, and what stands behind it is no part of it")
    func pieces() async throws {
        try type("y")
        async let line = line()
        try type("es\nno\n")
        #expect(await line == "yes")
    }

    @Test("the end of input is no line, even after half of one", arguments: ["", "yes"])
    func end(typed: String) async throws {
        try type(typed)
        try pipe.fileHandleForWriting.close()
        #expect(await line() == nil)
    }

    @Test("a task that is cancelled waits no longer, before or while it reads")
    func cancelled() async {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { await line() }
            group.cancelAll()
            group.addTask { await line() }
            for await line in group { #expect(line == nil) }
        }
    }
}
