#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The machine's own files, through POSIX calls.
package struct LocalFileSystem: FileSystem {
    package init() {}

    package func read(_ path: String) throws(FileSystemError) -> [UInt8]? {
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        let opened: Descriptor
        do throws(FileSystemError) {
            opened = try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, for: .read)
        } catch {
            if error.code == ENOENT { return nil }
            throw error
        }
        guard opened.isRegularFile else { throw FileSystemError(.read, path, code: EINVAL) }
        return try opened.readToEnd()
    }

    package func resolvingLink(_ path: String) throws(FileSystemError) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
        guard let resolved = realpath(path, nil) else { throw FileSystemError(.read, path, code: errno) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    package func create(_ path: String) throws(FileSystemError) -> any WritableFile {
        let opened = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW, for: .create)
        // The mode given to open() is cut by the umask.
        try opened.check(.create) { fchmod($0, 0o600) }
        return LocalFile(descriptor: opened)
    }

    package func rename(_ source: String, to target: String) throws(FileSystemError) {
        try Descriptor.retrying(.rename, target) { systemRename(source, target) }
    }

    package func link(_ source: String, to target: String) throws(FileSystemError) {
        try Descriptor.retrying(.link, target) { systemLink(source, target) }
    }

    package func remove(_ path: String) throws(FileSystemError) {
        do throws(FileSystemError) {
            try Descriptor.retrying(.remove, path) { unlink(path) }
        } catch {
            if error.code != ENOENT { throw error }
        }
    }

    package func syncFolder(of path: String) throws(FileSystemError) {
        let folder = Self.folder(of: path)
        let opened = try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY, for: .sync)
        do throws(FileSystemError) {
            try opened.sync()
        } catch {
            // Some network and FUSE file systems keep names by themselves and know no sync of a folder.
            if error.code != EINVAL && error.code != ENOTSUP { throw error }
        }
    }

    package func lock(_ path: String) throws(FileSystemError) -> LockAttempt {
        while true {
            let opened = try Descriptor(opening: path, O_RDWR | O_CREAT | O_NOFOLLOW, for: .lock)
            guard try opened.lock() else { return .busy(holder: LocalLock.holder(in: opened)) }
            // Someone may have removed the file between opening and locking: then a lock on it keeps nobody out.
            if opened.isStill(at: path) { return .locked(LocalLock(descriptor: opened)) }
        }
    }

    /// The folder that holds `path`.
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

private func systemRename(_ source: String, _ target: String) -> Int32 { rename(source, target) }
private func systemLink(_ source: String, _ target: String) -> Int32 { link(source, target) }
