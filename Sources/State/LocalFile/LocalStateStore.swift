package import Calendars
import Campaigns
import Diagnostics
import JSON

/// A state in a file of this machine, its journal and lock beside it.
package struct LocalStateStore: StateStore {
    private let path: String
    private let files: any FileSystem
    private let clock: any WallClock

    package init(path: String, files: any FileSystem = LocalFileSystem(), clock: any WallClock) {
        self.path = path
        self.files = files
        self.clock = clock
    }

    package func read(expecting identity: StateIdentity) async throws -> StateContents {
        let path = try resolvedPath()
        for _ in 0..<5 {
            // An apply that ends meanwhile folds its journal into state and begins another: then what was read does not go together.
            let journal = try readFile(Self.journal(of: path))
            let state = try readFile(path)
            let journalAfter = try readFile(Self.journal(of: path))
            if Self.firstLine(journal) == Self.firstLine(journalAfter) {
                let onDisk = try await StateReading(path: path).contents(of: state, expecting: identity)
                // Only the later reading is sure to hold all that a state written between the two holds.
                return try folded(journalAfter, into: onDisk, path)
            }
        }
        throw DiagnosticsError(
            Diagnostic(
                .journalMismatch, "the journal of `\(path)` changed again and again while it was read", at: nil,
                fix: "try again later"))
    }

    package func open(expecting identity: StateIdentity, holder: String, lockTimeout: Double) async throws
        -> any StateSession
    {
        let path = try resolvedPath()
        let reading = StateReading(path: path)
        // Where there is no state, not even a lock file is left behind.
        let unlocked = try readFile(path)
        var contents = try await reading.contents(of: unlocked, expecting: identity)
        let lock = try await lock(path, holder, lockTimeout)
        do {
            let journal = try readFile(Self.journal(of: path))
            let locked = try readFile(path)
            if locked != unlocked { contents = try await reading.contents(of: locked, expecting: identity) }
            var folded = try folded(journal, into: contents, path)
            if folded != contents {
                folded.serial = contents.serial + 1
                do throws(FileSystemError) {
                    try await files.replace(path, with: StateText(folded))
                } catch {
                    throw DiagnosticsError.unwritable(error)
                }
                contents = folded
            }
            if journal != nil {
                do throws(FileSystemError) {
                    try LocalStateSession.removeJournal(Self.journal(of: path), files)
                } catch {
                    throw DiagnosticsError.unwritable(error)
                }
            }
            return LocalStateSession(
                contents, path: path, journal: Self.journal(of: path), files: files, lock: lock, clock: clock)
        } catch {
            lock.release()
            throw error
        }
    }

    package func create(_ contents: StateContents) async throws {
        let path = try resolvedPath()
        if try readFile(path) == nil, try readFile(Self.journal(of: path)) != nil {
            throw StateReading(path: path).orphan(Self.journal(of: path))
        }
        do throws(FileSystemError) {
            try await files.createNew(path, with: StateText(contents))
        } catch {
            if try files.read(path) != nil {
                throw DiagnosticsError(
                    Diagnostic(.stateUnwritable, "`\(path)` exists, and a state is never overwritten", at: nil))
            }
            throw DiagnosticsError.unwritable(error)
        }
    }

    // MARK: Reading

    /// State with the journal, if there is one, folded in.
    private func folded(_ journal: [UInt8]?, into state: StateContents, _ path: String) throws -> StateContents {
        guard let journal else { return state }
        return try StateReading(path: path).folding(journal, at: Self.journal(of: path), into: state)
    }

    private func readFile(_ path: String) throws -> [UInt8]? {
        do throws(FileSystemError) {
            return try files.read(path)
        } catch {
            throw DiagnosticsError(Diagnostic(.stateDamaged, error.description, at: nil))
        }
    }

    private func resolvedPath() throws -> String {
        do throws(FileSystemError) {
            return try files.resolvingLink(path)
        } catch {
            throw DiagnosticsError(Diagnostic(.stateDamaged, error.description, at: nil))
        }
    }

    private func lock(_ path: String, _ holder: String, _ timeout: Double) async throws -> any FileLock {
        var waited = 0.0
        while true {
            let attempt: LockAttempt
            do throws(FileSystemError) {
                attempt = try files.lock(path + ".lock")
            } catch {
                throw DiagnosticsError.unwritable(error)
            }
            switch attempt {
            case .locked(let lock):
                do throws(FileSystemError) {
                    try lock.sign(holder, nonce: randomNonce())
                } catch {
                    lock.release()
                    throw DiagnosticsError.unwritable(error)
                }
                return lock
            case .busy(let holder):
                guard waited < timeout else { throw StateLockedError(holder: holder) }
                let pause = min(0.25, timeout - waited)
                try await clock.sleep(seconds: pause)
                waited += pause
            }
        }
    }

    static func journal(of path: String) -> String { path + ".journal" }

    private static func firstLine(_ bytes: [UInt8]?) -> [UInt8]? {
        bytes.map { Array($0.prefix { $0 != JournalLines.lineFeed }) }
    }
}

extension DiagnosticsError {
    /// Something was to be recorded after the lock was given back.
    static let closed = DiagnosticsError(Diagnostic(.stateUnwritable, "the state is closed already", at: nil))

    static func unwritable(_ error: FileSystemError) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(.stateUnwritable, error.description, at: nil, fix: "what was recorded before is kept"))
    }
}
