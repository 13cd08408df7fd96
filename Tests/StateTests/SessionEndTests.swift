import Diagnostics
import State
import Support
import Synchronization
import Testing

@Suite("The end of a session")
struct SessionEndTests {
    private static let identity = StateIdentity(world: .real, lineage: "l1")

    private func store(_ files: any FileSystem) -> LocalStateStore {
        LocalStateStore(path: "state.json", files: files, clock: ManualClock(advancesItself: true))
    }

    @Test("waits for what is being recorded and keeps it")
    func underWay() async throws {
        let (gate, isClosing) = (Flag(), Flag())
        let files = MemoryFileSystem { (operation, path) throws(FileSystemError) in
            guard path == "state.json.journal", operation == .write, gate.isUp else { return }
            // The writing thread stands still until the other end has had its chance to overtake it.
            for _ in 0..<2_000_000 where !isClosing.isUp {}
        }
        try await store(files).create(StateContents(world: .real, lineage: "l1"))
        let session = try await store(files).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.record([.intended(StateStoreTests.intent("first"))])
        gate.raise()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    // A refusal is fine; a report of success for what is then lost is not.
                    do {
                        try await session.record([.intended(StateStoreTests.intent("c\(number)"))])
                    } catch is DiagnosticsError { return }
                    let kept = try await store(files).read(expecting: Self.identity)
                    #expect(kept.intents[StateStoreTests.intent("c\(number)").address] != nil, "\(number)")
                }
            }
            group.addTask {
                isClosing.raise()
                try await session.close()
            }
            try await group.waitForAll()
        }
        let contents = await session.contents
        #expect(try await store(files).read(expecting: Self.identity).intents == contents.intents)
        #expect(try files.read("state.json.journal") == nil)
    }

    @Test("is final: nothing is recorded without the lock")
    func afterwards() async throws {
        let files = MemoryFileSystem()
        try await store(files).create(StateContents(world: .real, lineage: "l1"))
        let session = try await store(files).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.close()
        await #expect(throws: DiagnosticsError.self) {
            try await session.record([.intended(StateStoreTests.intent("a"))])
        }
        #expect(try files.read("state.json.journal") == nil)
        try await session.close()
    }
}

/// A sign from one task to another.
private final class Flag: Sendable {
    private let state = Mutex(false)

    var isUp: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}
