import Calendars
import Diagnostics

/// A state file that this process alone may change. Its journal begins with the first event.
actor LocalStateSession: StateSession {
    /// What a waiting `record` is woken with.
    private enum Turn {
        /// Its events are on disk.
        case recorded
        /// It is the one to write what has come together since.
        case write
    }

    private(set) var contents: StateContents
    private let path: String
    private let journalPath: String
    private let files: any FileSystem
    private let lock: any FileLock
    private let clock: any WallClock
    /// A sync takes the disk a millisecond or more, however little it is about: the first one comes at once, and no second one sooner
    /// than this, in seconds.
    private static let leastInterval = 0.015
    private var lastWrite: Instant?

    private var journal: (file: any WritableFile, lines: JournalLines)?
    private var pending: [JournalEvent] = []
    private var waiting: [CheckedContinuation<Turn, any Error>] = []
    private var isWriting = false
    private var hasRecorded = false
    private var isSettledAnew = false
    private var isClosed = false
    /// After a failed write nothing is known of the journal's end, so nothing is added to it any more.
    private var failure: DiagnosticsError?

    init(
        _ contents: StateContents, path: String, journal: String, files: any FileSystem, lock: any FileLock,
        clock: any WallClock
    ) {
        self.contents = contents
        self.path = path
        journalPath = journal
        self.files = files
        self.lock = lock
        self.clock = clock
    }

    func record(_ events: [JournalEvent]) async throws {
        if let failure { throw failure }
        if isClosed { throw DiagnosticsError.closed }
        if events.isEmpty { return }
        pending += events
        if isWriting, case .recorded = try await turn() { return }
        isWriting = true
        await gather()
        let (group, others) = (pending, waiting)
        (pending, waiting) = ([], [])
        do {
            try await write(group)
        } catch {
            failure = error
            isWriting = false
            for continuation in others + waiting { continuation.resume(throwing: error) }
            (pending, waiting) = ([], [])
            throw error
        }
        for event in group { contents.fold(event) }
        hasRecorded = true
        for continuation in others { continuation.resume(returning: .recorded) }
        if waiting.isEmpty {
            isWriting = false
        } else {
            waiting.removeFirst().resume(returning: .write)
        }
    }

    /// Waits for others that come into the same group: the ones that are ready now, and under load those of the next few milliseconds.
    private func gather() async {
        let rest = lastWrite.map { Self.leastInterval - clock.now().secondsSince($0) } ?? 0
        if rest > 0, rest <= Self.leastInterval {
            try? await clock.sleep(seconds: rest)
        } else {
            await Task.yield()
        }
        lastWrite = clock.now()
    }

    func settle(_ manifests: SettledManifests?) {
        if isClosed || contents.settled == manifests { return }
        contents.settled = manifests
        isSettledAnew = true
    }

    func close() async throws {
        if isClosed { return }
        isClosed = true
        // What is under way is still recorded: state without it, or without the lock, would not be what was reported. Whether it
        // failed is its recorders' to throw, and stands in `failure`.
        if isWriting { _ = try? await turn() }
        defer { lock.release() }
        if hasRecorded || isSettledAnew { try throwIfLost() }
        journal = nil
        if let failure { throw failure }
        do throws(FileSystemError) {
            if hasRecorded || isSettledAnew {
                contents.serial += 1
                try await files.replace(path, with: StateText(contents))
            }
            if hasRecorded { try Self.removeJournal(journalPath, files) }
        } catch {
            throw DiagnosticsError.unwritable(error)
        }
    }

    /// Waits while another group is being written.
    private func turn() async throws -> Turn {
        try await withCheckedThrowingContinuation { waiting.append($0) }
    }

    static func removeJournal(_ path: String, _ files: any FileSystem) throws(FileSystemError) {
        try files.remove(path)
        CrashPoint.reach("journal.removed")
        try files.syncFolder(of: path)
    }

    func confirm() throws { try throwIfLost() }

    /// Whoever removed the lock file, or the journal, may have let another process begin: nothing is written or sent any more.
    private func throwIfLost() throws(DiagnosticsError) {
        if let failure { throw failure }
        guard !lock.isHeld || !isJournalInPlace else { return }
        let lost = DiagnosticsError(
            Diagnostic(
                .stateUnwritable,
                lock.isHeld
                    ? "`\(journalPath)` was removed while this run wrote it"
                    : "`\(path).lock` was removed while this run held it, so that another run may have begun",
                at: nil, fix: "nothing may remove files beside state while an apply runs (`git clean -fdx` does)"))
        failure = lost
        throw lost
    }

    private var isJournalInPlace: Bool {
        guard let journal else { return true }
        if journal.file.isInPlace { return true }
        // Where files have no lasting identity, what it says tells.
        let there = (try? files.read(journalPath)) ?? nil
        return there.map { $0.starts(with: journal.lines.headerLine) } ?? false
    }

    /// Writes a group, so that it would survive a crash, without keeping others from adding to the next one.
    private func write(_ group: [JournalEvent]) async throws(DiagnosticsError) {
        try throwIfLost()
        do throws(FileSystemError) {
            var (file, lines) = if let journal { journal } else { try begin() }
            try await Self.append(lines.group(group), to: file)
            journal = (file, lines)
        } catch {
            throw DiagnosticsError.unwritable(error)
        }
    }

    private func begin() throws(FileSystemError) -> (any WritableFile, JournalLines) {
        let file = try files.create(journalPath)
        var lines = JournalLines()
        try file.append(lines.header(JournalHeader(of: contents)))
        try file.sync()
        try files.syncFolder(of: journalPath)
        CrashPoint.reach("journal.header")
        return (file, lines)
    }

    @concurrent
    private static func append(_ bytes: [UInt8], to file: any WritableFile) async throws(FileSystemError) {
        try file.append(bytes)
        CrashPoint.reach("journal.written")
        try file.sync()
        CrashPoint.reach("journal.synced")
    }
}
