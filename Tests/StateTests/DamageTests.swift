import Campaigns
import Diagnostics
import State
import Support
import Testing

@Suite("Damage to state and journal")
struct DamageTests {
    private static let path = "state.json"

    private func files(_ state: [UInt8], journal: [UInt8]? = nil) -> MemoryFileSystem {
        var disk = MemoryFileSystem.Disk()
        disk.write(Self.path, state)
        if let journal { disk.write(Self.path + ".journal", journal) }
        return MemoryFileSystem(disk)
    }

    private func fault(_ files: MemoryFileSystem) async throws -> Diagnostic {
        let store = LocalStateStore(path: Self.path, files: files, clock: ManualClock(advancesItself: true))
        let error = await #expect(throws: DiagnosticsError.self) {
            try await store.read(expecting: StateIdentity(world: .real, lineage: "l1"))
        }
        return try #require(error?.diagnostics.first)
    }

    /// State and journal of a run that recorded `groups` and was killed; then of one that ended.
    private func run(_ groups: [[JournalEvent]]) async throws -> (
        before: [UInt8], journal: [UInt8], after: [UInt8]
    ) {
        let files = MemoryFileSystem()
        let store = LocalStateStore(path: Self.path, files: files, clock: ManualClock(advancesItself: true))
        try await store.create(StateContents(world: .real, lineage: "l1"))
        let before = try #require(try files.read(Self.path))
        let session = try await store.open(
            expecting: StateIdentity(world: .real, lineage: "l1"), holder: "me", lockTimeout: 0)
        for group in groups { try await session.record(group) }
        let journal = try #require(try files.read(Self.path + ".journal"))
        await session.settle(
            SettledManifests(
                basis: "b", files: ["c.yaml": .init([], addresses: [Address(campaign: "d", review: "r")])]))
        try await session.close()
        return (before, journal, try #require(try files.read(Self.path)))
    }

    private func small() async throws -> String {
        let intent = StateStoreTests.intent("c")
        return String(
            decoding: try await run([[.intended(intent), StateStoreTests.made(intent)]]).after, as: UTF8.self)
    }

    @Test(
        "is named with its line and column",
        arguments: [
            (#""serial": 1"#, #""serial": "1""#, "whole number"), (#""serial": 1"#, #""serial": -1"#, "whole number"),
            (#""serial": 1"#, #""serial": 9223372036854775807"#, "whole number"),
            (#""world": "real""#, #""world": "moon""#, "unknown world"),
            (#""evidence": "answer""#, #""evidence": "rumour""#, "unknown evidence"),
            (#""kind": "cakewalk.access-review""#, #""kind": "x""#, "digest"),
            (#""method": "POST""#, #""method": "PATCH""#, "unknown method"),
            (#""step": "create""#, #""step": "destroy""#, "unknown step"),
            (#""evidence""#, #""evidense""#, "missing"), (#""attempt""#, #""attempts""#, "unknown key"),
            (#""c/r""#, #""C/r""#, "not an address"), (#""id": "v""#, #""id": null"#, "expected a string"),
            (#""c.yaml": {"#, #""c.yaml": ["#, "expected `,`"), (#""basis""#, #""bases""#, "unknown key"),
            (#""d/r""#, #""D/r""#, "not an address"), (#""files""#, #""fires""#, "missing"),
            (#""n": 1"#, #""n": 2"#, "digest"), (#""due": "2027"#, #""due": "20x7"#, "RFC 3339"),
            (#""id": "v""#, #""id": "w""#, "digest"),
        ])
    func place(_ old: String, _ new: String, _ words: String) async throws {
        let text = try await small()
        #expect(text.ranges(of: old).count == 1, "\(old)")
        let damaged = text.replacing(old, with: new)
        let found = try await fault(files(Array(damaged.utf8)))
        #expect(found.code == .stateDamaged)
        #expect(found.message.contains(words), "\(found.message)")
        #expect(found.fix?.contains("never delete it") == true)
        let location = try #require(found.location)
        #expect(location.file == Self.path)
        let start = location.range.start
        let line = try damaged.split(separator: "\n", omittingEmptySubsequences: false).at(start.line - 1)
        #expect(line.unicodeScalars.count >= start.column)
        #expect(try Array(damaged.utf8).at(start.offset) == Array(line.utf8).at(start.column - 1), "\(start)")
    }

    @Test("to the calls of one review names its address")
    func digest() async throws {
        let found = try await fault(files(Array(try await small().replacing(#""n": 1"#, with: #""n": 2"#).utf8)))
        #expect(found.message.contains("`c/r`"))
    }

    @Test("to the journal names the line")
    func journalLine() async throws {
        let (state, journal, _) = try await run([
            [.intended(StateStoreTests.intent("a"))], [.forgot(address: StateStoreTests.intent("a").address)],
        ])
        let text = String(decoding: journal, as: UTF8.self)
        let found = try await fault(
            files(state, journal: Array(text.replacing(#""commit":1"#, with: #""commit":2"#).utf8)))
        #expect(found.code == .journalDamaged)
        #expect(found.location?.file == Self.path + ".journal")
        #expect(found.location?.range.start.line == 3)
    }

    @Test(
        "a journal with any byte changed, or cut off anywhere, is refused, or gives what was recorded up to some group")
    func everyByte() async throws {
        let (a, b) = (StateStoreTests.intent("a"), StateStoreTests.intent("b"))
        let (state, journal, _) = try await run([[.intended(a), StateStoreTests.made(a)], [.intended(b)]])
        /// What state holds after no group, the first, and both.
        func contents(_ journal: [UInt8]) async throws -> [Set<Address>] {
            let found = try await LocalStateStore(
                path: Self.path, files: files(state, journal: journal), clock: ManualClock(advancesItself: true)
            ).read(expecting: StateIdentity(world: .real, lineage: "l1"))
            return [Set(found.records.keys), Set(found.intents.keys)]
        }
        let stages: [[Set<Address>]] = [[[], []], [[a.address], []], [[a.address], [b.address]]]
        for length in journal.indices {
            let found = try await contents(Array(journal.prefix(length)))
            #expect(stages.contains(found), "cut at \(length)")
        }
        var refused = 0
        for offset in journal.indices {
            var changed = journal
            changed[offset] ^= 0x01
            // Only a tail that no reader was told of may be taken for torn off.
            guard let found = try? await contents(changed) else {
                refused += 1
                continue
            }
            #expect(stages.contains(found), "byte \(offset)")
        }
        #expect(refused > journal.count / 2)
    }

    @Test("a line that is missing, doubled or moved is damage")
    func lines() async throws {
        let (state, journal, _) = try await run([
            [.intended(StateStoreTests.intent("a")), .intended(StateStoreTests.intent("b"))],
            [.intended(StateStoreTests.intent("c"))],
        ])
        let lines = journal.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
        #expect(lines.count == 6)
        for index in lines.indices.dropLast() {
            var missing = lines
            missing.remove(at: index)
            #expect(try await fault(files(state, journal: Array(missing.joined()))).code == .journalDamaged)
            var moved = lines
            moved.swapAt(index, index + 1)
            #expect(try await fault(files(state, journal: Array(moved.joined()))).code == .journalDamaged)
        }
        for index in lines.indices {
            var doubled = lines
            doubled.insert(lines[index], at: index)
            #expect(try await fault(files(state, journal: Array(doubled.joined()))).code == .journalDamaged)
        }
    }

    @Test("a state that is older than the journal's base is refused")
    func older() async throws {
        let files = MemoryFileSystem()
        let store = LocalStateStore(path: Self.path, files: files, clock: ManualClock(advancesItself: true))
        let identity = StateIdentity(world: .real, lineage: "l1")
        try await store.create(StateContents(world: .real, lineage: "l1"))
        let old = try #require(try files.read(Self.path))
        let first = try await store.open(expecting: identity, holder: "me", lockTimeout: 0)
        try await first.record([.intended(StateStoreTests.intent("a"))])
        try await first.close()
        let second = try await store.open(expecting: identity, holder: "me", lockTimeout: 0)
        try await second.record([.intended(StateStoreTests.intent("b"))])
        let journal = try #require(try files.read(Self.path + ".journal"))
        #expect(try await fault(self.files(old, journal: journal)).code == .journalMismatch)
    }

    @Test("a state that went on elsewhere, without what the journal says, is refused")
    func elsewhere() async throws {
        let mine = try await run([[.intended(StateStoreTests.intent("a"))]])
        let other = try await run([[.intended(StateStoreTests.intent("b"))]])
        #expect(try await fault(files(other.after, journal: mine.journal)).code == .journalMismatch)
    }

    @Test("a state that is gone while its journal is there is missing, and no other is made beside that journal")
    func orphan() async throws {
        let (_, journal, _) = try await run([[.intended(StateStoreTests.intent("a"))]])
        var disk = MemoryFileSystem.Disk()
        disk.write(Self.path + ".journal", journal)
        let files = MemoryFileSystem(disk)
        #expect(try await fault(files).code == .stateMissing)
        let store = LocalStateStore(path: Self.path, files: files, clock: ManualClock(advancesItself: true))
        let error = await #expect(throws: DiagnosticsError.self) {
            try await store.create(StateContents(world: .real, lineage: "l2"))
        }
        #expect(error?.diagnostics.first?.code == .journalMismatch)
        #expect(try files.read(Self.path) == nil)
    }
}
