/// A place that keeps one state and its journal. Every store passes the same conformance suite.
package protocol StateStore: Sendable {
    /// State with its journal folded in, read without the lock and without writing anything.
    ///
    /// Throws `DiagnosticsError` (M0401 to M0407) where it is missing, damaged, newer, or not the expected world's or lineage's.
    func read(expecting identity: StateIdentity) async throws -> StateContents

    /// Takes the lock, folds in what an earlier run left, and opens the journal.
    ///
    /// Throws `StateLockedError` if another process holds the lock for longer than `lockTimeout` seconds, else as `read`.
    func open(expecting identity: StateIdentity, holder: String, lockTimeout: Double) async throws -> any StateSession

    /// Makes the first, empty state. Never overwrites one: throws `DiagnosticsError` where one is.
    func create(_ contents: StateContents) async throws
}

/// State that this process alone may change, from `open` to `close`.
package protocol StateSession: Sendable {
    /// The contents, with everything recorded so far.
    var contents: StateContents { get async }

    /// Throws `DiagnosticsError` where state, journal or lock are no longer this session's alone: then nothing may be sent any more.
    func confirm() async throws

    /// Records events and returns once they would survive a crash. Calls that come together are written and synced together.
    func record(_ events: [JournalEvent]) async throws

    /// Has `close` write which manifests are settled; until the next event.
    func settle(_ manifests: SettledManifests?) async

    /// Folds the journal into state, writes it if anything is new, and gives the lock back.
    func close() async throws
}

/// Whose state is expected.
package struct StateIdentity: Sendable, Hashable {
    package var world: StateContents.World
    /// Nothing in the sandbox.
    package var lineage: String?

    package init(world: StateContents.World, lineage: String?) {
        self.world = world
        self.lineage = lineage
    }
}

/// Another process holds the lock.
package struct StateLockedError: Error, Sendable, Hashable {
    /// Who holds it since when, as the holder wrote it; nothing if that can't be read.
    package var holder: String?

    package init(holder: String?) { self.holder = holder }
}
