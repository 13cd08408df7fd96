import Diagnostics
import Foundation
import State
import Support
import Testing

/// Someone removes what stands beside state while an apply holds it, as `git clean -fdx` does.
@Suite("A lock or journal that is removed")
struct RemovedLockTests {
    private static let identity = StateIdentity(world: .real, lineage: "l1")

    private let temporary: TemporaryFolder
    private var path: String { temporary.path + "/state.json" }
    private var store: LocalStateStore { LocalStateStore(path: path, clock: ManualClock(advancesItself: true)) }

    init() throws { temporary = try TemporaryFolder() }

    private func open() async throws -> any StateSession {
        try await store.create(StateContents(world: .real, lineage: "l1"))
        let session = try await store.open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.record([.intended(StateStoreTests.intent("a"))])
        try await session.confirm()
        return session
    }

    private func remove(_ suffix: String) throws { try FileManager.default.removeItem(atPath: path + suffix) }

    @Test(
        "ends the run: nothing more is sent, nothing is written, and state stays as it was",
        arguments: [
            ".lock", ".journal",
        ])
    func removed(_ suffix: String) async throws {
        let session = try await open()
        let state = try Data(contentsOf: URL(filePath: path))
        try remove(suffix)
        await #expect(throws: DiagnosticsError.self) { try await session.confirm() }
        await #expect(throws: DiagnosticsError.self) {
            try await session.record([.intended(StateStoreTests.intent("b"))])
        }
        await #expect(throws: DiagnosticsError.self) { try await session.close() }
        #expect(try Data(contentsOf: URL(filePath: path)) == state)
    }

    @Test(
        "is seen by a group and by the close even if no call comes before", arguments: [".lock", ".journal"],
        [
            true, false,
        ])
    func unconfirmed(_ suffix: String, records: Bool) async throws {
        let session = try await open()
        let state = try Data(contentsOf: URL(filePath: path))
        try remove(suffix)
        if records {
            await #expect(throws: DiagnosticsError.self) {
                try await session.record([.intended(StateStoreTests.intent("b"))])
            }
        }
        await #expect(throws: DiagnosticsError.self) { try await session.close() }
        #expect(try Data(contentsOf: URL(filePath: path)) == state)
        if suffix == ".lock" {
            // What it wrote is still there for the next one.
            #expect(FileManager.default.fileExists(atPath: path + ".journal"))
        }
    }

    @Test("another run that began meanwhile has state for itself")
    func second() async throws {
        let first = try await open()
        try remove(".lock")
        let second = try await store.open(expecting: Self.identity, holder: "you", lockTimeout: 0)
        #expect(await second.contents.intents.count == 1, "what the first one recorded is taken over")
        await #expect(throws: DiagnosticsError.self) { try await first.confirm() }
        await #expect(throws: DiagnosticsError.self) { try await first.close() }
        try await second.record([.intended(StateStoreTests.intent("c"))])
        try await second.confirm()
        try await second.close()
        #expect(try await store.read(expecting: Self.identity).intents.count == 2)
    }

    @Test("where files have no lasting identity, the same lock and journal under their names are enough")
    func unstable() async throws {
        let session = try await open()
        for suffix in [".lock", ".journal"] {
            let content = try Data(contentsOf: URL(filePath: path + suffix))
            try remove(suffix)
            try content.write(to: URL(filePath: path + suffix))
        }
        try await session.confirm()
        // Another holder's lock is not the same.
        try remove(".lock")
        try Data("you\nanother\n".utf8).write(to: URL(filePath: path + ".lock"))
        await #expect(throws: DiagnosticsError.self) { try await session.confirm() }
    }
}
