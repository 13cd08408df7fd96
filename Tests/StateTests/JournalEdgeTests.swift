import Campaigns
import Diagnostics
import Foundation
import Support
import Synchronization
import Testing

@testable import State

/// What a journal is that is not quite the one that was written, or not alone.
@Suite("A journal at its edges")
struct JournalEdgeTests {
    private static let identity = StateIdentity(world: .real, lineage: "l1")
    private static let contents = StateContents(world: .real, lineage: "l1")

    private func store(_ files: any FileSystem) -> LocalStateStore {
        LocalStateStore(path: "s", files: files, clock: ManualClock(advancesItself: true))
    }

    /// The state's bytes after each of so many runs, and the journal of the last one, as it was before the run ended.
    private func runs(_ count: Int) async throws -> (states: [[UInt8]], journal: [UInt8]) {
        let files = MemoryFileSystem()
        try await store(files).create(Self.contents)
        var (states, journal) = ([try #require(try files.read("s"))], [UInt8]())
        for number in 0..<count {
            let session = try await store(files).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
            try await session.record([.platform(name: "p\(number)", identity: .init(host: "h"))])
            journal = try #require(try files.read("s.journal"))
            try await session.close()
            states.append(try #require(try files.read("s")))
        }
        return (states, journal)
    }

    private func files(_ state: [UInt8], _ journal: [UInt8]) -> MemoryFileSystem {
        var disk = MemoryFileSystem.Disk()
        (disk.names, disk.contents) = (["s": 0, "s.journal": 1], [0: state, 1: journal])
        return MemoryFileSystem(disk)
    }

    @Test("that lacks only its last line feed is whole: what it says was reported as recorded")
    func lastLineFeed() async throws {
        let (states, journal) = try await runs(1)
        let left = try files(states.at(0), journal.dropLast())
        #expect(try await store(left).read(expecting: Self.identity).platforms.keys.sorted() == ["p0"])
    }

    @Test("of a run before the last one is refused, even where its state has all that it says")
    func old() async throws {
        let journal = try await runs(1).journal
        let (states, _) = try await runs(3)
        #expect(try await store(files(states.at(1), journal)).read(expecting: Self.identity).serial == 1)
        let error = await #expect(throws: DiagnosticsError.self) {
            try await store(files(states.at(2), journal)).read(expecting: Self.identity)
        }
        #expect(error?.diagnostics.first?.code == .journalMismatch)
    }

    @Test("with a group of another size than it says is damaged, though every checksum is right")
    func groupSize() {
        var bytes: [UInt8] = []
        var checksum: [UInt8] = []
        func add(_ json: [UInt8]) {
            checksum = Array(CanonicalJSON.digest((checksum + json)[...]).utf8.prefix(JournalLines.checksumLength))
            bytes += checksum + Array(" ".utf8) + json + [JournalLines.lineFeed]
        }
        add(JournalHeader(of: Self.contents).bytes)
        add(CanonicalJSON.bytes(JournalEvent.failed(attempt: "x", address: Address(campaign: "c", review: "r")).json))
        #expect(throws: Never.self) { try Journal(bytes) }
        add(Array(#"{"commit":2}"#.utf8))
        #expect(throws: TextFault.self) { try Journal(bytes) }
    }

    @Test("that can't be written fails everyone whose events were to stand in it")
    func everyone() async throws {
        let isFull = Mutex(false)
        let files = MemoryFileSystem { (operation, path) throws(FileSystemError) in
            if operation == .write, isFull.withLock({ $0 }) { throw FileSystemError(operation, path, code: 28) }
        }
        try await store(files).create(Self.contents)
        let session = try await store(files).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        isFull.withLock { $0 = true }
        let recorded = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    do {
                        try await session.record([.platform(name: "p\(number)", identity: .init(host: "h"))])
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(recorded == 0)
    }

    @Test("is never begun in the place of a file that is there")
    func exclusive() throws {
        let folder = try TemporaryFolder()
        let files = LocalFileSystem()
        let path = folder.path + "/s.journal"
        try files.create(path).append(Array("kept".utf8))
        let error = #expect(throws: FileSystemError.self) { try files.create(path) }
        #expect(error?.operation == .create)
        #expect(try files.read(path) == Array("kept".utf8))
    }

    @Test("is not read through a link in its place")
    func link() throws {
        let folder = try TemporaryFolder()
        let files = LocalFileSystem()
        try files.create(folder.path + "/other").append(Array("other".utf8))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/s.journal", withDestinationPath: folder.path + "/other")
        #expect(throws: FileSystemError.self) { try files.read(folder.path + "/s.journal") }
    }

    @Test("is added to the state that is there once the lock is held, not to the one before")
    func changedMeanwhile() async throws {
        let states = try await runs(1).states
        let (before, after) = (try states.at(0), try states.at(1))
        let files = Mutex<MemoryFileSystem?>(nil)
        let disk = MemoryFileSystem { (operation, _) throws(FileSystemError) in
            guard operation == .lock, let disk = files.withLock({ $0 }) else { return }
            // Another run ends while this one waits.
            try disk.replace("s", with: after)
        }
        try disk.replace("s", with: before)
        files.withLock { $0 = disk }
        let session = try await store(disk).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        #expect(await session.contents.serial == 1)
        #expect(await session.contents.platforms.keys.sorted() == ["p0"])
    }

    @Test("is folded into state while nobody else may hold the lock")
    func lockedToTheEnd() async throws {
        let files = Mutex<MemoryFileSystem?>(nil)
        let seen = Mutex<[Bool]>([])
        let disk = MemoryFileSystem { (operation, path) throws(FileSystemError) in
            guard operation == .rename || operation == .remove, let disk = files.withLock({ $0 }) else { return }
            let isBusy = if case .busy = try disk.lock("s.lock") { true } else { false }
            seen.withLock { $0.append(isBusy) }
        }
        try await store(disk).create(Self.contents)
        let session = try await store(disk).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.record([.platform(name: "p", identity: .init(host: "h"))])
        files.withLock { $0 = disk }
        try await session.close()
        let isBusy = seen.withLock { $0 }
        #expect(isBusy.count >= 2 && isBusy.allSatisfy { $0 }, "\(isBusy)")
        guard case .locked = try disk.lock("s.lock") else {
            Issue.record("the lock is still held")
            return
        }
    }
}
