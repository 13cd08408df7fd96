import Diagnostics
import Foundation
import State
import Support
import Synchronization
import Testing

@Suite("State among other files")
struct LocalFileSystemTests {
    private static let identity = StateIdentity(world: .real, lineage: "l1")
    private static let empty = StateContents(world: .real, lineage: "l1")

    private let temporary: TemporaryFolder
    private var folder: String { temporary.path }
    private var path: String { folder + "/state.json" }

    init() throws { temporary = try TemporaryFolder() }

    private func store(_ path: String, _ files: any FileSystem = LocalFileSystem()) -> LocalStateStore {
        LocalStateStore(path: path, files: files, clock: ManualClock(advancesItself: true))
    }

    private static func lock(_ path: String) throws -> (any FileLock)? {
        if case .locked(let lock) = try LocalFileSystem().lock(path) { lock } else { nil }
    }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    @Test("a link to the state stays a link, and everything is kept beside its target")
    func link() async throws {
        try FileManager.default.createDirectory(atPath: folder + "/real", withIntermediateDirectories: false)
        try await store(folder + "/real/state.json").create(Self.empty)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "real/state.json")
        let session = try await store(path).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.record([.intended(StateStoreTests.intent("a"))])
        await #expect(throws: StateLockedError(holder: "me"), "by either name it is one state") {
            try await store(folder + "/real/state.json").open(expecting: Self.identity, holder: "you", lockTimeout: 0)
        }
        try await session.close()
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "real/state.json")
        #expect(try names() == ["real", "state.json"])
        #expect(try await store(folder + "/real/state.json").read(expecting: Self.identity).serial == 1)
    }

    @Test("a state that is missing leaves nothing behind, not even a lock")
    func missing() async throws {
        await #expect(throws: DiagnosticsError.self) {
            try await store(path).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        }
        #expect(try names() == [])
    }

    @Test("what is no plain file is refused, and a named pipe is not waited for")
    func noFile() async throws {
        for make in [{ mkfifo($0, 0o600) }, { mkdir($0, 0o700) }] as [(String) -> Int32] {
            try #require(make(path) == 0)
            let error = await #expect(throws: DiagnosticsError.self) {
                try await store(path).read(expecting: Self.identity)
            }
            #expect(error?.diagnostics.first?.code == .stateDamaged)
            remove(path)
        }
    }

    @Test("a link in the place of journal, lock or temporary file is never followed")
    func planted() async throws {
        try await store(path).create(Self.empty)
        let target = folder + "/target"
        try Data("kept".utf8).write(to: URL(filePath: target))
        for suffix in [".journal", ".lock", ".new"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
            try FileManager.default.createSymbolicLink(atPath: path + suffix, withDestinationPath: target)
            do {
                let session = try await store(path).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
                try await session.record([.platform(name: suffix, identity: .init(host: "h"))])
                try await session.close()
            } catch is DiagnosticsError {}
            #expect(try String(contentsOfFile: target, encoding: .utf8) == "kept", "\(suffix)")
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    @Test("a lock on a file that was removed meanwhile keeps nobody out, so the next one locks the new file")
    func removedLock() throws {
        let files = LocalFileSystem()
        let first = try #require(try Self.lock(path))
        try first.sign("first", nonce: "1")
        #expect(first.isHeld)
        guard case .busy(holder: "first") = try files.lock(path) else {
            Issue.record("locked twice")
            return
        }
        try files.remove(path)
        #expect(!first.isHeld, "the next one locks another file")
        let second = try #require(try Self.lock(path))
        #expect((try Self.lock(path)) == nil, "locked twice")
        second.release()
        first.release()
    }

    @Test("the lock ends with its holder, and waits as long as it was told")
    func lockEnds() async throws {
        try await store(path).create(Self.empty)
        var session: (any StateSession)? = try await store(path).open(
            expecting: Self.identity, holder: "me", lockTimeout: 0)
        #expect(await session?.contents == Self.empty)
        let clock = ManualClock(advancesItself: true)
        await #expect(throws: StateLockedError(holder: "me")) {
            try await LocalStateStore(path: path, clock: clock).open(
                expecting: Self.identity, holder: "you", lockTimeout: 0.6)
        }
        #expect(abs(clock.slept.reduce(0, +) - 0.6) < 0.001)
        session = nil
        try await store(path).open(expecting: Self.identity, holder: "you", lockTimeout: 0).close()
    }

    @Test("two that make the first state at once don't take each other's file")
    func race() async throws {
        let made = Mutex<[String]>([])
        for _ in 0..<2 {
            let files = MemoryFileSystem { (operation, path) throws(FileSystemError) in
                if operation == .create { made.withLock { $0.append(path) } }
            }
            try await store(path, files).create(Self.empty)
            #expect(try await store(path, files).read(expecting: Self.identity) == Self.empty)
        }
        let names = made.withLock { $0 }
        #expect(names.count == 2)
        #expect(Set(names).count == 2, "each writes a file of its own")
    }

    @Test(
        "a first state that a full disk cuts off leaves nothing behind",
        arguments: [FileSystemError.Operation.write, .sync])
    func fullDisk(_ failing: FileSystemError.Operation) async throws {
        let files = MemoryFileSystem { (operation, path) throws(FileSystemError) in
            if operation == failing { throw FileSystemError(operation, path, code: ENOSPC) }
        }
        await #expect(throws: DiagnosticsError.self) { try await store(path, files).create(Self.empty) }
        #expect(files.stages.last?.names.isEmpty == true)
    }
}
