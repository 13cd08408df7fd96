package import State
import Synchronization

/// The machine's own files, until a certain change of them fails, and all after it, as on a full or broken disk.
package final class FailingDisk: FileSystem {
    private let real = LocalFileSystem()
    private let left = Mutex(Int.max)
    private let code = Mutex(Int32(0))
    private let synced = Mutex(0)

    package init() {}

    /// How many files were synced.
    package var syncs: Int { synced.withLock { $0 } }

    /// From now on `count` changes succeed, and none after them until the next order.
    package func fail(after count: Int, code: Int32) {
        left.withLock { $0 = count }
        self.code.withLock { $0 = code }
    }

    /// Whether a change has failed since the order.
    package var hasFailed: Bool { left.withLock { $0 < 0 } }

    fileprivate func change(_ operation: FileSystemError.Operation, _ path: String) throws(FileSystemError) {
        let isOver = left.withLock { left in
            left -= 1
            return left < 0
        }
        if isOver { throw FileSystemError(operation, path, code: code.withLock { $0 }) }
    }

    package func read(_ path: String) throws(FileSystemError) -> [UInt8]? { try real.read(path) }
    package func resolvingLink(_ path: String) throws(FileSystemError) -> String { try real.resolvingLink(path) }
    package func lock(_ path: String) throws(FileSystemError) -> LockAttempt { try real.lock(path) }

    package func create(_ path: String) throws(FileSystemError) -> any WritableFile {
        try change(.create, path)
        return File(real: try real.create(path), disk: self, path: path)
    }

    package func rename(_ source: String, to target: String) throws(FileSystemError) {
        try change(.rename, target)
        try real.rename(source, to: target)
    }

    package func link(_ source: String, to target: String) throws(FileSystemError) {
        try change(.link, target)
        try real.link(source, to: target)
    }

    package func remove(_ path: String) throws(FileSystemError) {
        try change(.remove, path)
        try real.remove(path)
    }

    package func syncFolder(of path: String) throws(FileSystemError) {
        try change(.sync, path)
        try real.syncFolder(of: path)
    }

    private struct File: WritableFile {
        let real: any WritableFile
        let disk: FailingDisk
        let path: String

        func append(_ bytes: [UInt8]) throws(FileSystemError) {
            do throws(FileSystemError) {
                try disk.change(.write, path)
            } catch {
                // A full disk takes a part of what is written.
                try real.append(Array(bytes.prefix(bytes.count / 2)))
                throw error
            }
            try real.append(bytes)
        }

        var isInPlace: Bool { real.isInPlace }

        func sync() throws(FileSystemError) {
            try disk.change(.sync, path)
            disk.synced.withLock { $0 += 1 }
            try real.sync()
        }
    }
}
