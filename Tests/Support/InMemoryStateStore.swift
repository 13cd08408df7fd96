import Diagnostics
package import State

/// A state that ends with the process: the second store of the conformance suite.
package actor InMemoryStateStore: StateStore {
    private var kept: StateContents?
    private var holder: String?

    package init() {}

    package func read(expecting identity: StateIdentity) async throws -> StateContents { try checked(identity) }

    package func open(expecting identity: StateIdentity, holder: String, lockTimeout: Double) async throws
        -> any StateSession
    {
        if let holder = self.holder { throw StateLockedError(holder: holder) }
        let contents = try checked(identity)
        self.holder = holder
        return Session(contents, of: self)
    }

    package func create(_ contents: StateContents) async throws {
        if kept != nil { throw DiagnosticsError(Diagnostic(.stateUnwritable, "there is a state", at: nil)) }
        kept = contents
    }

    private func checked(_ identity: StateIdentity) throws -> StateContents {
        guard let kept else { throw DiagnosticsError(Diagnostic(.stateMissing, "there is no state", at: nil)) }
        if kept.world != identity.world {
            throw DiagnosticsError(Diagnostic(.stateOtherWorld, "another world", at: nil))
        }
        if kept.lineage != identity.lineage {
            throw DiagnosticsError(Diagnostic(.stateOtherLineage, "another lineage", at: nil))
        }
        return kept
    }

    private func keep(_ contents: StateContents) { kept = contents }
    private func unlock() { holder = nil }

    private actor Session: StateSession {
        private(set) var contents: StateContents
        private let store: InMemoryStateStore
        private var hasRecorded = false
        private var isSettledAnew = false
        private var isClosed = false

        init(_ contents: StateContents, of store: InMemoryStateStore) {
            self.contents = contents
            self.store = store
        }

        func confirm() async throws {}

        func record(_ events: [JournalEvent]) async throws {
            if isClosed {
                throw DiagnosticsError(Diagnostic(.stateUnwritable, "the state is closed already", at: nil))
            }
            if events.isEmpty { return }
            contents = contents.folding(events)
            hasRecorded = true
            await store.keep(contents)
        }

        func settle(_ manifests: SettledManifests?) {
            if isClosed || contents.settled == manifests { return }
            contents.settled = manifests
            isSettledAnew = true
        }

        func close() async throws {
            if isClosed { return }
            isClosed = true
            if hasRecorded || isSettledAnew {
                contents.serial += 1
                await store.keep(contents)
            }
            await store.unlock()
        }
    }
}
