import Campaigns
import State
import Support
import Synchronization
import Testing

/// The order in which a session's files reach the disk. Names that were not synced yet may reach it in any order.
@Suite("The order of writes")
struct SyncOrderTests {
    private static let identity = StateIdentity(world: .real, lineage: "l1")

    /// What is done to files, each as `operation path`; what is done in parts stands there once.
    private final class Trace: Sendable {
        private let lines = Mutex<[String]>([])

        func add(_ operation: FileSystemError.Operation, _ path: String) {
            if operation == .read || operation == .lock { return }
            let line = "\(operation) \(path)"
            lines.withLock { if $0.last != line { $0.append(line) } }
        }

        /// What was done since this was asked last.
        func take() -> [String] {
            lines.withLock { lines in
                defer { lines = [] }
                return lines
            }
        }
    }

    private static let replacement = [
        "remove s.new", "create s.new", "write s.new", "sync s.new", "rename s", "sync s",
    ]
    private static let removal = ["remove s.journal", "sync s.journal"]

    private func store(_ files: any FileSystem) -> LocalStateStore {
        LocalStateStore(path: "s", files: files, clock: ManualClock(advancesItself: true))
    }

    @Test("state is safe on the disk, its name too, before the journal that it replaces is removed")
    func order() async throws {
        let trace = Trace()
        let files = MemoryFileSystem { (operation, path) throws(FileSystemError) in trace.add(operation, path) }
        try await store(files).create(StateContents(world: .real, lineage: "l1"))
        #expect(trace.take().suffix(3).map { $0.prefix(6) } == ["link s", "remove", "sync s"])

        let session = try await store(files).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        #expect(trace.take() == [])
        try await session.record([.intended(StateStoreTests.intent("a"))])
        #expect(trace.take().suffix(2) == ["write s.journal", "sync s.journal"])
        let killed = try #require(files.stages.last)
        try await session.close()
        #expect(trace.take() == Self.replacement + Self.removal)

        // A run that comes after one that died does the same with what that one left.
        let left = MemoryFileSystem(killed) { (operation, path) throws(FileSystemError) in trace.add(operation, path) }
        let next = try await store(left).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        #expect(trace.take() == Self.replacement + Self.removal)
        #expect(await next.contents.serial == 1)
    }
}
