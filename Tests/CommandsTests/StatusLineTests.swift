import Applying
import Calendars
import Campaigns
@testable import Commands
import Rendering
import Support
import Synchronization
import Testing
import Transport

@Suite("The last line of a terminal")
struct StatusLineTests {
    /// What was written, and how wide the terminal is.
    private final class Terminal: Sendable {
        let written = Mutex<[String]>([])
        let columns = Mutex(80)

        func write(_ text: String) { written.withLock { $0.append(text) } }

        var all: [String] { written.withLock { $0 } }
        var style: TextStyle { TextStyle(isColoured: false, columns: columns.withLock { $0 }) }
    }

    private static let wiping = "\r\u{1B}[K"
    private static let call = Exchange(platform: "opal", method: .post, target: "api.opal.dev/v1/uars")

    /// Runs `body` while the line is drawn, in a time of its own; gives what was written.
    private func drawing(
        _ body:
            @escaping @Sendable (
                StatusLine, VirtualTime, @escaping @Sendable (String) -> Void, @escaping @Sendable (Int) -> Void
            )
            async throws -> Void
    ) async throws -> [String] {
        let (time, terminal) = (VirtualTime(), Terminal())
        try await time.run {
            let line = StatusLine(clock: time, terminal: { terminal.write($0) }, style: { terminal.style })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await line.keepDrawing() }
                try await body(
                    line, time, { text in line.write(text) { terminal.write($0) } },
                    { columns in terminal.columns.withLock { $0 = columns } })
                group.cancelAll()
            }
        }
        return terminal.all
    }

    @Test("goes on while nothing happens, ten times a second at most, and is gone at the end")
    func ticking() async throws {
        let written = try await drawing { line, time, _, _ in
            line.update { progress, now in
                progress.expect(40)
                _ = progress.begin(Self.call, at: now)
            }
            try await time.sleep(seconds: 12.05)
        }
        #expect(written.count == 121)
        #expect(written.dropLast().allSatisfy { $0.hasPrefix(Self.wiping) })
        #expect(try written.at(0).hasSuffix(" 0/40 done"))
        #expect(try written.at(119).hasSuffix(" 0/40 done, opal POST /v1/uars 12 s"))
        #expect(written.last == Self.wiping)
        // Something moves at each draw.
        #expect(zip(written, written.dropFirst()).allSatisfy { $0 != $1 })
    }

    @Test("is wiped before anything else is written, and stands below it at the next draw")
    func others() async throws {
        let written = try await drawing { line, time, write, _ in
            line.update { progress, _ in progress.expect(2) }
            write("before\n")
            try await time.sleep(seconds: 0.15)
            for number in 0..<1000 { write("\(number)\n") }
            try await time.sleep(seconds: 0.1)
        }
        #expect(try written.at(0) == "before\n")
        #expect(try written.at(1).hasPrefix(Self.wiping) && written.at(2) == Self.wiping)
        #expect(Array(written.dropFirst(3).prefix(1000)) == (0..<1000).map { "\($0)\n" })
        #expect(try written.at(1003).hasPrefix(Self.wiping + "| 0/2") || written.at(1003).contains("0/2 done"))
        #expect(written.count == 1005)
    }

    @Test("keeps to the width that the terminal has at each draw")
    func resizing() async throws {
        let written = try await drawing { line, time, _, resize in
            line.update { progress, now in
                progress.expect(40)
                _ = progress.begin(Self.call, at: now)
            }
            try await time.sleep(seconds: 5.05)
            resize(20)
            try await time.sleep(seconds: 1)
        }
        let lines = written.map { $0.replacing(Self.wiping, with: "") }
        #expect(try lines.at(49).count > 30)
        #expect(lines.dropFirst(50).prefix(10).allSatisfy { $0.count == 19 && $0.hasSuffix("...") })
    }

    @Test("is gone while a person is asked")
    func asking() async throws {
        let written = try await drawing { line, time, _, _ in
            line.update { progress, _ in progress.expect(2) }
            try await time.sleep(seconds: 0.15)
            await line.holding { try? await time.sleep(seconds: 10) }
            try await time.sleep(seconds: 0.1)
        }
        #expect(try written.count == 4 && written.at(1) == Self.wiping && written.at(3) == Self.wiping, "\(written)")
    }
}
