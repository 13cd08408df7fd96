import Campaigns
import Diagnostics
import State
import Support
import Synchronization
import Testing

@Suite("State after a crash or a power cut")
struct PowerCutTests {
    private static let path = "state.json"
    private static let identity = StateIdentity(world: .real, lineage: "l1")

    private func store(_ files: any FileSystem) -> LocalStateStore {
        LocalStateStore(path: Self.path, files: files, clock: ManualClock(advancesItself: true))
    }

    /// A disk with the first state on it, synced.
    private func firstDisk() async throws -> MemoryFileSystem.Disk {
        let files = MemoryFileSystem()
        try await store(files).create(StateContents(world: .real, lineage: "l1"))
        return try #require(files.stages.last).after(.unsynced)
    }

    @Test("the first state survives from the moment that it is reported as made")
    func creation() async throws {
        let state = try await store(MemoryFileSystem(try await firstDisk())).read(expecting: Self.identity)
        #expect(state == StateContents(world: .real, lineage: "l1"))
    }

    @Test(
        "whatever operation it comes at, all that was reported as recorded is there, and a next run goes on",
        arguments: MemoryFileSystem.Loss.allCases)
    func anywhere(_ loss: MemoryFileSystem.Loss) async throws {
        let files = MemoryFileSystem(try await firstDisk())
        /// How many stages of the disk there were when each intent was reported as recorded.
        var reported: [(stages: Int, address: Address)] = []
        for run in ["a", "b"] {
            let session = try await store(files).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
            for number in 0..<2 {
                let intent = StateStoreTests.intent("\(run)\(number)")
                try await session.record([.intended(intent), .platform(name: "p", identity: .init(host: "h"))])
                reported.append((files.stages.count, intent.address))
            }
            try await session.close()
        }
        for (index, stage) in files.stages.enumerated() {
            let left = MemoryFileSystem(stage.after(loss))
            let wanted = Set(reported.filter { $0.stages <= index + 1 }.map(\.address))
            let seen = try await store(left).read(expecting: Self.identity)
            #expect(wanted.isSubset(of: seen.intents.keys), "stage \(index)")
            let session = try await store(left).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
            #expect(await session.contents.intents == seen.intents, "stage \(index)")
            try await session.record([.intended(StateStoreTests.intent("z"))])
            try await session.close()
            let after = try await store(left).read(expecting: Self.identity)
            #expect(after.intents.count == seen.intents.count + 1, "stage \(index)")
        }
    }

    @Test("a sync that fails is not tried again, and nothing more is written behind it")
    func failedSync() async throws {
        let operations = Mutex<[FileSystemError.Operation]>([])
        let isBroken = Mutex(false)
        let files = MemoryFileSystem(try await firstDisk()) { (operation, path) throws(FileSystemError) in
            operations.withLock { $0.append(operation) }
            if operation == .sync, isBroken.withLock({ $0 }) { throw FileSystemError(operation, path, code: 5) }
        }
        let session = try await store(files).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.record([.intended(StateStoreTests.intent("a"))])
        isBroken.withLock { $0 = true }
        await #expect(throws: DiagnosticsError.self) {
            try await session.record([.intended(StateStoreTests.intent("b"))])
        }
        isBroken.withLock { $0 = false }
        let before = operations.withLock { $0.count }
        await #expect(throws: DiagnosticsError.self) {
            try await session.record([.intended(StateStoreTests.intent("c"))])
        }
        await #expect(throws: DiagnosticsError.self) { try await session.close() }
        #expect(operations.withLock { $0.count } == before)
        let state = try await store(files).read(expecting: Self.identity)
        #expect(state.serial == 0)
        #expect(state.intents[StateStoreTests.intent("a").address] != nil)
    }
}
