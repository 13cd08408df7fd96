import Campaigns
import Diagnostics
import State
import Support
import Testing

/// What every state store must do, whatever it keeps its state in. A new store is one more line of `stores`.
@Suite("Every state store")
struct StateStoreConformance {
    struct Store: Sendable, CustomTestStringConvertible {
        let name: String
        let make: @Sendable (TemporaryFolder) -> any StateStore
        var testDescription: String { name }
    }

    static let stores = [
        Store(name: "in memory") { _ in InMemoryStateStore() },
        Store(name: "local file") { folder in
            LocalStateStore(path: folder.path + "/state.json", clock: ManualClock(advancesItself: true))
        },
    ]

    static let identity = StateIdentity(world: .real, lineage: "l1")
    static let empty = StateContents(world: .real, lineage: "l1")

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func code(_ body: () async throws -> Void) async -> DiagnosticCode? {
        do {
            try await body()
            return nil
        } catch { return (error as? DiagnosticsError)?.diagnostics.first?.code }
    }

    @Test("has no state until one is made, and never makes a second one", arguments: stores)
    func creation(_ sample: Store) async throws {
        let store = sample.make(folder)
        #expect(await code { _ = try await store.read(expecting: Self.identity) } == .stateMissing)
        #expect(
            await code { _ = try await store.open(expecting: Self.identity, holder: "a", lockTimeout: 0) }
                == .stateMissing)
        try await store.create(Self.empty)
        #expect(try await store.read(expecting: Self.identity) == Self.empty)
        #expect(await code { try await store.create(Self.empty) } == .stateUnwritable)
    }

    @Test("gives its state to nobody else's project or world", arguments: stores)
    func identity(_ sample: Store) async throws {
        let store = sample.make(folder)
        try await store.create(Self.empty)
        let others: [(StateIdentity, DiagnosticCode)] = [
            (.init(world: .real, lineage: "l2"), .stateOtherLineage),
            (.init(world: .sandbox, lineage: "l1"), .stateOtherWorld),
        ]
        for (other, expected) in others {
            #expect(await code { _ = try await store.read(expecting: other) } == expected)
            #expect(await code { _ = try await store.open(expecting: other, holder: "a", lockTimeout: 0) } == expected)
        }
        // A refusal leaves no lock behind.
        try await store.open(expecting: Self.identity, holder: "a", lockTimeout: 0).close()
    }

    @Test("shows what was recorded at once, and keeps it with a higher serial", arguments: stores)
    func recording(_ sample: Store) async throws {
        let store = sample.make(folder)
        try await store.create(Self.empty)
        let intent = StateStoreTests.intent("a")
        let session = try await store.open(expecting: Self.identity, holder: "a", lockTimeout: 0)
        try await session.record([.intended(intent)])
        #expect(await session.contents.intents == [intent.address: intent])
        #expect(try await store.read(expecting: Self.identity).intents == [intent.address: intent])
        try await session.record([StateStoreTests.made(intent)])
        try await session.close()
        let kept = try await store.read(expecting: Self.identity)
        #expect(kept.serial == 1)
        #expect(kept.intents.isEmpty)
        #expect(kept.records[intent.address]?.attempt == intent.attempt)
    }

    @Test("keeps its serial where nothing was recorded", arguments: stores)
    func nothing(_ sample: Store) async throws {
        let store = sample.make(folder)
        try await store.create(Self.empty)
        try await store.open(expecting: Self.identity, holder: "a", lockTimeout: 0).close()
        #expect(try await store.read(expecting: Self.identity) == Self.empty)
    }

    @Test("keeps what a session settled from its end to the next event", arguments: stores)
    func settling(_ sample: Store) async throws {
        let store = sample.make(folder)
        try await store.create(Self.empty)
        let manifests = SettledManifests(basis: "b", files: ["c.yaml": .init([1, 2], addresses: [])])
        for _ in 0..<2 {
            let session = try await store.open(expecting: Self.identity, holder: "a", lockTimeout: 0)
            await session.settle(manifests)
            try await session.close()
        }
        let settled = try await store.read(expecting: Self.identity)
        #expect(settled.settled == manifests)
        #expect(settled.serial == 1, "what was settled already is not written again")
        let session = try await store.open(expecting: Self.identity, holder: "a", lockTimeout: 0)
        try await session.record([.platform(name: "opal", identity: .init(host: "h"))])
        #expect(try await store.read(expecting: Self.identity).settled == nil)
        try await session.close()
        #expect(try await store.read(expecting: Self.identity).settled == nil)
    }

    @Test("takes nothing after a session's end, which may be told twice", arguments: stores)
    func ending(_ sample: Store) async throws {
        let store = sample.make(folder)
        try await store.create(Self.empty)
        let first = try await store.open(expecting: Self.identity, holder: "a", lockTimeout: 0)
        try await first.record([])
        try await first.close()
        let second = try await store.open(expecting: Self.identity, holder: "b", lockTimeout: 0)
        try await first.close()
        #expect(await code { try await first.record([.intended(StateStoreTests.intent("a"))]) } == .stateUnwritable)
        await #expect(throws: StateLockedError(holder: "b")) {
            try await store.open(expecting: Self.identity, holder: "c", lockTimeout: 0)
        }
        try await second.close()
        #expect(try await store.read(expecting: Self.identity) == Self.empty)
    }

    @Test("is one session's at a time, while anyone may read", arguments: stores)
    func locking(_ sample: Store) async throws {
        let store = sample.make(folder)
        try await store.create(Self.empty)
        let session = try await store.open(expecting: Self.identity, holder: "dana", lockTimeout: 0)
        await #expect(throws: StateLockedError(holder: "dana")) {
            try await store.open(expecting: Self.identity, holder: "eve", lockTimeout: 0.5)
        }
        #expect(try await store.read(expecting: Self.identity) == Self.empty)
        try await session.close()
        try await store.open(expecting: Self.identity, holder: "eve", lockTimeout: 0).close()
    }
}
