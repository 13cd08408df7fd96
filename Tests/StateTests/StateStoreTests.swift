import Calendars
import Campaigns
import Diagnostics
import Foundation
import JSON
import State
import Support
import Synchronization
import Testing

@Suite("State on disk")
struct StateStoreTests {
    static let now = Instant(seconds: 1_800_000_000)
    static let identity = StateIdentity(world: .real, lineage: "l1")

    private let folder: TemporaryFolder
    private var path: String { folder.path + "/state.json" }

    init() throws { folder = try TemporaryFolder() }

    private func store(
        _ files: any FileSystem = LocalFileSystem(), clock: any WallClock = ManualClock(advancesItself: true)
    )
        -> LocalStateStore
    {
        LocalStateStore(path: path, files: files, clock: clock)
    }

    private func bytes(_ suffix: String = "") throws -> [UInt8] {
        try #require(try LocalFileSystem().read(path + suffix))
    }

    private func write(_ bytes: [UInt8], _ suffix: String = "") throws {
        try Data(bytes).write(to: URL(filePath: path + suffix))
    }

    static func intent(_ campaign: String, attempt: String? = nil) -> Intent {
        Intent(
            attempt: attempt ?? "attempt-\(campaign)", address: Address(campaign: campaign, review: "r"), platform: "p",
            host: "h",
            kind: .cakewalkAccessReview, name: "Ünïcode \u{1B} \(campaign)", due: now.adding(seconds: 9), begun: now,
            calls: [Call(step: .create, path: "/x", body: ["name": "N", "n": 1, "list": [true, .null]])],
            localDates: ["dueDate": "2027-01-29 UTC"],
            provenance: Provenance(manifest: "c.yaml", commit: "abc", actor: "me"))
    }

    static func made(_ intent: Intent) -> JournalEvent {
        .made(
            .init(
                attempt: intent.attempt, address: intent.address, step: .create, vendorID: "v", vendorState: "OPEN",
                at: now))
    }

    @Test("is made once and never overwritten")
    func create() async throws {
        let empty = StateContents(world: .real, lineage: "l1")
        try await store().create(empty)
        #expect(try await store().read(expecting: Self.identity) == empty)
        let before = try bytes()
        await #expect(throws: DiagnosticsError.self) { try await store().create(empty) }
        #expect(try bytes() == before)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("that is missing, empty, foreign, newer or edited is an error, never an empty one")
    func refused() async throws {
        func code(_ identity: StateIdentity = Self.identity) async -> DiagnosticCode? {
            do {
                _ = try await store().read(expecting: identity)
                return nil
            } catch { return (error as? DiagnosticsError)?.diagnostics.first?.code }
        }
        #expect(await code() == .stateMissing)
        try write([])
        #expect(await code() == .stateDamaged)
        try FileManager.default.removeItem(atPath: path)
        try await store().create(StateContents(world: .real, lineage: "l1"))
        #expect(await code() == nil)
        #expect(await code(StateIdentity(world: .real, lineage: "l2")) == .stateOtherLineage)
        #expect(await code(StateIdentity(world: .sandbox, lineage: "l1")) == .stateOtherWorld)
        let text = String(decoding: try bytes(), as: UTF8.self)
        try write(Array(text.replacing("muster.state/2", with: "muster.state/3").utf8))
        #expect(await code() == .stateNewer)
        try write(Array(text.replacing("\"serial\": 0", with: "\"serial\": 7").utf8))
        #expect(await code() == .stateDamaged)
        try write(Array(text.dropLast(5).utf8))
        #expect(await code() == .stateDamaged)
    }

    @Test("keeps what was recorded, and turns a finished intent into a record")
    func recorded() async throws {
        try await store().create(StateContents(world: .real, lineage: "l1"))
        let session = try await store().open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        let (done, begun) = (Self.intent("done"), Self.intent("begun"))
        try await session.record([.intended(done)])
        #expect(
            try await store().read(expecting: Self.identity).intents.count == 1, "a reader without the lock sees it")
        try await session.record([Self.made(done), .intended(begun), .platform(name: "p", identity: .init(host: "h"))])
        try await session.close()
        let state = try await store().read(expecting: Self.identity)
        #expect(state.serial == 1)
        #expect(state.records[done.address]?.vendorID == "v")
        #expect(state.records[done.address]?.calls == done.calls)
        #expect(state.intents == [begun.address: begun])
        #expect(state.platforms == ["p": .init(host: "h")])
        #expect(try LocalFileSystem().read(path + ".journal") == nil)
        let before = try bytes()
        try await store().open(expecting: Self.identity, holder: "me", lockTimeout: 0).close()
        #expect(try bytes() == before, "where nothing was recorded, no byte changes")
    }

    @Test("is one process's at a time, which says who it is")
    func locked() async throws {
        try await store().create(StateContents(world: .real, lineage: "l1"))
        let session = try await store().open(expecting: Self.identity, holder: "dana since noon", lockTimeout: 0)
        await #expect(throws: StateLockedError(holder: "dana since noon")) {
            try await store(clock: ManualClock(advancesItself: true)).open(
                expecting: Self.identity, holder: "eve", lockTimeout: 1)
        }
        try await session.close()
        try await store().open(expecting: Self.identity, holder: "eve", lockTimeout: 0).close()
    }

    /// A state whose run died after its events were on disk.
    private func died(_ events: [[JournalEvent]]) async throws {
        try await store().create(StateContents(world: .real, lineage: "l1"))
        let session = try await store().open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        for group in events { try await session.record(group) }
        let (state, journal) = (try bytes(), try bytes(".journal"))
        try await session.close()
        try write(state)
        try write(journal, ".journal")
    }

    @Test("a move, what was accepted and what was forgotten survive a run that died")
    func byHand() async throws {
        let (first, second) = (Self.intent("a"), Self.intent("b"))
        try await died([[.intended(first), Self.made(first), .intended(second), Self.made(second)]])
        let session = try await store().open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        var record = try #require(await session.contents.records[first.address])
        record.address.campaign = "moved"
        try await session.record([.moved(from: first.address, record: record)])
        record.name = "Accepted"
        try await session.record([.accepted(record: record), .forgot(address: second.address)])
        #expect(try await store().read(expecting: Self.identity).records == [record.address: record])
        try await session.close()
        #expect(try await store().read(expecting: Self.identity).records == [record.address: record])
    }

    @Test("a journal that is torn anywhere gives a beginning of what was recorded, and is gone on with")
    func torn() async throws {
        let (first, second) = (Self.intent("a"), Self.intent("b"))
        try await died([[.intended(first)], [Self.made(first), .intended(second)]])
        let journal = try bytes(".journal")
        var stages: Set<Int> = []
        for length in 0...journal.count {
            try write(Array(journal.prefix(length)), ".journal")
            let state = try await store().read(expecting: Self.identity)
            stages.insert(state.records.count * 10 + state.intents.count)
        }
        #expect(stages == [0, 1, 11])
        let session = try await store().open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.record([Self.made(second)])
        try await session.close()
        #expect(try await store().read(expecting: Self.identity).records.count == 2)
    }

    @Test(
        "a flipped bit anywhere in state or journal gives the same contents or a refusal", arguments: ["", ".journal"])
    func flipped(file: String) async throws {
        let first = Self.intent("a")
        try await died([[.intended(first)], [Self.made(first), .intended(Self.intent("b"))]])
        let right = try await store().read(expecting: Self.identity)
        let original = try bytes(file)
        var refused = 0
        for offset in original.indices {
            var flipped = original
            flipped[offset] ^= 0x04
            try write(flipped, file)
            do {
                let read = try await store().read(expecting: Self.identity)
                #expect(read == right, "byte \(offset)")
            } catch is DiagnosticsError { refused += 1 }
        }
        #expect(refused > original.count / 2)
        try write(original, file)
        #expect(try await store().read(expecting: Self.identity) == right)
    }

    @Test("a journal of another state, or ahead of this one, is refused; one that was folded in is not folded twice")
    func journals() async throws {
        let first = Self.intent("a")
        try await died([[.intended(first), Self.made(first)]])
        let journal = try bytes(".journal")
        let session = try await store().open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        try await session.close()
        let folded = try await store().read(expecting: Self.identity)
        #expect(folded.serial == 1)
        // As after a crash between writing the state and removing the journal.
        try write(journal, ".journal")
        #expect(try await store().read(expecting: Self.identity) == folded)
        try await store().open(expecting: Self.identity, holder: "me", lockTimeout: 0).close()
        #expect(try await store().read(expecting: Self.identity).records == folded.records)
        try FileManager.default.removeItem(atPath: path)
        try await store().create(StateContents(world: .real, lineage: "l2"))
        try write(journal, ".journal")
        await #expect(throws: DiagnosticsError.self) {
            try await store().read(expecting: StateIdentity(world: .real, lineage: "l2"))
        }
    }

    @Test(
        "a full, broken or read-only disk at any write loses nothing that was reported as written",
        arguments: [ENOSPC, EIO, EROFS])
    func faults(code: Int32) async throws {
        for failing in 0..<30 {
            let suite = try StateStoreTests()
            try await suite.store().create(StateContents(world: .real, lineage: "l1"))
            let faulty = FailingDisk()
            faulty.fail(after: failing, code: code)
            var written: Set<Address> = []
            do {
                let session = try await suite.store(faulty).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
                do {
                    for name in ["a", "b", "c"] {
                        let intent = Self.intent(name)
                        try await session.record([.intended(intent)])
                        written.insert(intent.address)
                    }
                } catch let error as DiagnosticsError {
                    #expect(error.diagnostics.first?.code == .stateUnwritable)
                    await #expect(throws: DiagnosticsError.self, "nothing is added behind a failed write") {
                        try await session.record([.intended(Self.intent("d"))])
                    }
                }
                try await session.close()
            } catch let error as DiagnosticsError { #expect(error.diagnostics.first?.code == .stateUnwritable) }
            let state = try await suite.store().read(expecting: Self.identity)
            #expect(written.isSubset(of: state.intents.keys), "write \(failing)")
            try await suite.store().open(expecting: Self.identity, holder: "me", lockTimeout: 0).close()
            #expect(written.isSubset(of: try await suite.store().read(expecting: Self.identity).intents.keys))
        }
    }

    @Test(
        "a first state that can't be made leaves no other than itself, and can be made once there is room",
        arguments: [ENOSPC, EIO, EROFS])
    func faultyCreation(code: Int32) async throws {
        var (failing, hasFailed) = (0, true)
        while hasFailed {
            let suite = try StateStoreTests()
            let empty = StateContents(world: .real, lineage: "l1")
            let faulty = FailingDisk()
            faulty.fail(after: failing, code: code)
            do {
                try await suite.store(faulty).create(empty)
                hasFailed = false
            } catch let error as DiagnosticsError {
                #expect(error.diagnostics.map(\.code) == [.stateUnwritable], "write \(failing)")
            }
            let isThere = try LocalFileSystem().read(suite.path) != nil
            if isThere {
                #expect(try await suite.store().read(expecting: Self.identity) == empty, "whole, or not at all")
            } else {
                #expect(hasFailed)
                try await suite.store().create(empty)
            }
            try await suite.store().open(expecting: Self.identity, holder: "me", lockTimeout: 0).close()
            failing += 1
        }
        #expect(failing >= 6)
    }

    @Test("records that come together are synced together")
    func groups() async throws {
        let faulty = FailingDisk()
        try await store(faulty).create(StateContents(world: .real, lineage: "l1"))
        let session = try await store(faulty).open(expecting: Self.identity, holder: "me", lockTimeout: 0)
        let before = faulty.syncs
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 { group.addTask { try await session.record([.intended(Self.intent("c\(number)"))]) } }
            try await group.waitForAll()
        }
        #expect(faulty.syncs - before < 200)
        try await session.close()
        #expect(try await store().read(expecting: Self.identity).intents.count == 400)
    }
}

@Suite("Folding events")
struct FoldingTests {
    static let calls = [
        Call(step: .create, path: "/a", body: [:]), Call(step: .scope, path: "/b", body: [:]),
        Call(step: .settings, path: "/c", body: [:]),
    ]

    private var intent: Intent {
        var intent = StateStoreTests.intent("c")
        intent.calls = Self.calls
        return intent
    }

    private func made(_ step: Call.Step) -> JournalEvent {
        .made(
            .init(
                attempt: intent.attempt, address: intent.address, step: step, vendorID: "v", vendorState: nil,
                at: StateStoreTests.now))
    }

    @Test("an intent becomes a record with its last call, and stays one before")
    func record() {
        let begun = StateContents(world: .real, lineage: "l").folding([.intended(intent), made(.create), made(.scope)])
        #expect(
            begun.intents[intent.address]?.progress
                == .made(vendorID: "v", at: StateStoreTests.now, done: [.create, .scope], stopped: nil))
        let done = begun.folding([made(.settings)])
        #expect(done.intents.isEmpty)
        #expect(done.records[intent.address]?.calls == Self.calls)
    }

    @Test("every beginning of a run folds twice as once")
    func idempotent() {
        let events: [JournalEvent] = [
            .platform(name: "p", identity: .init(host: "h")), .intended(intent), made(.create),
            .resolved(
                attempt: intent.attempt, address: intent.address, field: "scheduledStartDate",
                instant: StateStoreTests.now),
            .stopped(attempt: intent.attempt, address: intent.address, reason: "lost"), made(.scope), made(.settings),
            .intended(StateStoreTests.intent("d")),
            .failed(attempt: "attempt-d", address: StateStoreTests.intent("d").address),
            .moved(from: intent.address, record: record(at: "e")), .accepted(record: record(at: "e", name: "Accepted")),
            .intended(intent), made(.create), made(.scope), made(.settings), .forgot(address: intent.address),
            .moved(from: record(at: "e").address, record: record(at: "c")),
        ]
        for count in events.indices {
            let once = StateContents(world: .real, lineage: "l").folding(events[...count])
            #expect(once.folding(events[...count]) == once, "\(count)")
        }
    }

    private func record(at campaign: String, name: String = "N") -> Record {
        var address = intent.address
        address.campaign = campaign
        return Record(
            address: address, platform: "p", kind: .opalUAR, name: name, vendorID: "v", createdAt: StateStoreTests.now,
            due: StateStoreTests.now, calls: Self.calls, attempt: intent.attempt)
    }

    @Test("a move gives the record its new address, and what is accepted replaces it")
    func moved() {
        var state = StateContents(world: .real, lineage: "l")
        state.records[record(at: "c").address] = record(at: "c")
        let moved = state.folding([.moved(from: record(at: "c").address, record: record(at: "e"))])
        #expect(moved.records == [record(at: "e").address: record(at: "e")])
        let accepted = moved.folding([.accepted(record: record(at: "e", name: "M"))])
        #expect(accepted.records.values.map(\.name) == ["M"])
    }

    @Test("an event of another attempt changes nothing; forgetting removes all")
    func others() {
        let state = StateContents(world: .real, lineage: "l").folding([.intended(intent)])
        #expect(state.folding([.failed(attempt: "other", address: intent.address)]) == state)
        #expect(state.folding([.failed(attempt: intent.attempt, address: intent.address)]).intents.isEmpty)
        #expect(state.folding([.forgot(address: intent.address)]).intents.isEmpty)
    }
}
