package import State
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A disk in memory that knows which of its bytes and names were synced, so that a test can cut the power at any operation.
package final class MemoryFileSystem: FileSystem {
    /// What a failure leaves of a disk.
    package enum Loss: CaseIterable, Sendable {
        /// The process died: all that was written is there.
        case nothing
        /// The power was cut: only what was synced is there.
        case unsynced
        /// The power was cut after the names were written out by themselves, as disks may do in any order.
        case unsyncedContents
    }

    package struct Disk: Sendable {
        package var names: [String: Int] = [:]
        package var syncedNames: [String: Int] = [:]
        package var contents: [Int: [UInt8]] = [:]
        package var syncedContents: [Int: [UInt8]] = [:]

        package init() {}

        /// Has a file there, whether or not it has been synced.
        package mutating func write(_ path: String, _ bytes: [UInt8]) {
            let file = names[path] ?? contents.count
            (names[path], contents[file]) = (file, bytes)
        }

        package func after(_ loss: Loss) -> Disk {
            var disk = self
            if loss == .unsynced { disk.names = syncedNames }
            if loss != .nothing { disk.contents = syncedContents }
            disk.syncedNames = disk.names
            disk.syncedContents = disk.contents
            return disk
        }
    }

    private let disk: Mutex<Disk>
    private let locks = Mutex<Set<String>>([])
    private let history = Mutex<[Disk]>([])
    /// Called before each operation with its name and path; it may throw in its place.
    private let before: @Sendable (FileSystemError.Operation, String) throws(FileSystemError) -> Void

    package init(
        _ disk: Disk = Disk(),
        before: @escaping @Sendable (FileSystemError.Operation, String) throws(FileSystemError) -> Void = {
            (_, _) throws(FileSystemError) in
        }
    ) {
        self.disk = Mutex(disk)
        self.before = before
    }

    /// The disk after each operation that changed it, in order.
    package var stages: [Disk] { history.withLock { $0 } }

    package func read(_ path: String) throws(FileSystemError) -> [UInt8]? {
        try before(.read, path)
        return disk.withLock { disk in disk.names[path].map { disk.contents[$0] ?? [] } }
    }

    package func resolvingLink(_ path: String) throws(FileSystemError) -> String { path }

    package func create(_ path: String) throws(FileSystemError) -> any WritableFile {
        try before(.create, path)
        let file = change { disk -> Int? in
            guard disk.names[path] == nil else { return nil }
            let file = disk.contents.count
            disk.names[path] = file
            disk.contents[file] = []
            return file
        }
        guard let file else { throw FileSystemError(.create, path, code: EEXIST) }
        return File(number: file, path: path, owner: self)
    }

    package func rename(_ source: String, to target: String) throws(FileSystemError) {
        try before(.rename, target)
        let isThere = change { disk in
            guard let file = disk.names.removeValue(forKey: source) else { return false }
            disk.names[target] = file
            return true
        }
        if !isThere { throw FileSystemError(.rename, target, code: ENOENT) }
    }

    package func link(_ source: String, to target: String) throws(FileSystemError) {
        try before(.link, target)
        let code: Int32 = change { disk in
            guard let file = disk.names[source] else { return ENOENT }
            guard disk.names[target] == nil else { return EEXIST }
            disk.names[target] = file
            return 0
        }
        if code != 0 { throw FileSystemError(.link, target, code: code) }
    }

    package func remove(_ path: String) throws(FileSystemError) {
        try before(.remove, path)
        change { $0.names[path] = nil }
    }

    package func syncFolder(of path: String) throws(FileSystemError) {
        try before(.sync, path)
        change { $0.syncedNames = $0.names }
    }

    package func lock(_ path: String) throws(FileSystemError) -> LockAttempt {
        try before(.lock, path)
        guard locks.withLock({ $0.insert(path).inserted }) else { return .busy(holder: nil) }
        return .locked(Lock(path: path, owner: self))
    }

    @discardableResult
    private func change<Result: Sendable>(_ body: (inout Disk) -> Result) -> Result {
        let (result, now) = disk.withLock { disk in (body(&disk), disk) }
        history.withLock { $0.append(now) }
        return result
    }

    private struct File: WritableFile {
        let number: Int
        let path: String
        let owner: MemoryFileSystem

        func append(_ bytes: [UInt8]) throws(FileSystemError) {
            try owner.before(.write, path)
            // Two halves, since a write may reach the disk in parts.
            for part in [bytes.prefix(bytes.count / 2), bytes.dropFirst(bytes.count / 2)] {
                owner.change { $0.contents[number, default: []] += part }
            }
        }

        var isInPlace: Bool { owner.disk.withLock { $0.names[path] == number } }

        func sync() throws(FileSystemError) {
            try owner.before(.sync, path)
            owner.change { $0.syncedContents[number] = $0.contents[number] }
        }
    }

    private struct Lock: FileLock {
        let path: String
        let owner: MemoryFileSystem

        func sign(_ holder: String, nonce: String) throws(FileSystemError) {}
        var isHeld: Bool { owner.locks.withLock { $0.contains(path) } }
        func release() { owner.locks.withLock { _ = $0.remove(path) } }
    }
}
