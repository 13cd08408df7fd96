import Campaigns
import Diagnostics
import State
import Support
import Synchronization
import Testing

@Suite("A reader without the lock")
struct UnlockedReaderTests {
    private static let identity = StateIdentity(world: .real, lineage: "l1")

    private func store(_ files: any FileSystem) -> LocalStateStore {
        LocalStateStore(path: "state.json", files: files, clock: ManualClock(advancesItself: true))
    }

    /// The disk at each operation of a run, as far as a reader can tell one from another; the run intends `a`, gives it up, and creates `b`.
    private func run() async throws -> [MemoryFileSystem.Disk] {
        let files = MemoryFileSystem()
        try await store(files).create(StateContents(world: .real, lineage: "l1"))
        let made = files.stages.count
        let (a, b) = (StateStoreTests.intent("a"), StateStoreTests.intent("b"))
        let session = try await store(files).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.record([.intended(a)])
        try await session.record([.failed(attempt: a.attempt, address: a.address), .intended(b)])
        try await session.record([StateStoreTests.made(b)])
        try await session.close()
        var seen: Set<[[UInt8]?]> = []
        return try files.stages.dropFirst(made - 1).filter { stage in
            let disk = MemoryFileSystem(stage)
            return seen.insert([try disk.read("state.json"), try disk.read("state.json.journal")]).inserted
        }
    }

    @Test("sees one moment of a run, wherever between its reads the run goes on")
    func moments() async throws {
        let stages = try await run()
        let (a, b) = (StateStoreTests.intent("a").address, StateStoreTests.intent("b").address)
        let moments: [(intents: Set<Address>, records: Set<Address>)] = [([], []), ([a], []), ([b], []), ([], [b])]
        for first in stages.indices {
            for second in stages.indices.dropFirst(first) {
                for third in stages.indices.dropFirst(second) {
                    let reads = ScriptedFileSystem(
                        [first, second, third].map { stages[$0] } + [stages[stages.count - 1]])
                    let state = try await store(reads).read(expecting: Self.identity)
                    let seen = (Set(state.intents.keys), Set(state.records.keys))
                    #expect(moments.contains { $0 == seen }, "\(first) \(second) \(third)")
                }
            }
        }
    }

    @Test("gives up, and says so, where the journal is another one each time")
    func restless() async throws {
        let stages = try await run()
        let journals = try stages.filter { try MemoryFileSystem($0).read("state.json.journal")?.isEmpty == false }
        let without = try #require(stages.first)
        let with = try #require(journals.last)
        let reads = ScriptedFileSystem((0..<40).map { $0.isMultiple(of: 3) ? without : with })
        await #expect(throws: DiagnosticsError.self) { try await store(reads).read(expecting: Self.identity) }
        #expect(reads.count == 15)
    }
}

/// A disk that is another one at each read, as it is for a reader while someone else writes.
private final class ScriptedFileSystem: FileSystem {
    private let disks: [MemoryFileSystem.Disk]
    private let position = Mutex(0)

    init(_ disks: [MemoryFileSystem.Disk]) { self.disks = disks }

    var count: Int { position.withLock { $0 } }

    func read(_ path: String) throws(FileSystemError) -> [UInt8]? {
        let index = position.withLock { position in
            position += 1
            return min(position, disks.count) - 1
        }
        return try MemoryFileSystem(disks[index]).read(path)
    }

    func resolvingLink(_ path: String) throws(FileSystemError) -> String { path }
    func create(_ path: String) throws(FileSystemError) -> any WritableFile { throw refusal(.create, path) }
    func rename(_ source: String, to target: String) throws(FileSystemError) { throw refusal(.rename, target) }
    func link(_ source: String, to target: String) throws(FileSystemError) { throw refusal(.link, target) }
    func remove(_ path: String) throws(FileSystemError) { throw refusal(.remove, path) }
    func syncFolder(of path: String) throws(FileSystemError) { throw refusal(.sync, path) }
    func lock(_ path: String) throws(FileSystemError) -> LockAttempt { throw refusal(.lock, path) }

    /// A reader writes nothing and takes no lock.
    private func refusal(_ operation: FileSystemError.Operation, _ path: String) -> FileSystemError {
        Issue.record("a reader tried to \(operation.rawValue) \(path)")
        return FileSystemError(operation, path, code: 1)
    }
}
