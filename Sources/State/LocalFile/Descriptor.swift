#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file of the operating system, closed with its last reference.
final class Descriptor: Sendable {
    let path: String
    private let number: Int32

    /// Opens `path`; a file that this makes is its owner's alone. No child process inherits it.
    init(opening path: String, _ flags: Int32, for operation: FileSystemError.Operation) throws(FileSystemError) {
        self.path = path
        number = try Self.retrying(operation, path) { open(path, flags | O_CLOEXEC, 0o600) }
    }

    deinit { close(number) }

    /// Calls until no signal interrupts.
    @discardableResult
    static func retrying<Result: SignedInteger>(
        _ operation: FileSystemError.Operation, _ path: String, _ call: () -> Result
    ) throws(FileSystemError) -> Result {
        while true {
            let result = call()
            if result != -1 { return result }
            let code = errno
            if code != EINTR { throw FileSystemError(operation, path, code: code) }
        }
    }

    /// A call with this descriptor, repeated until no signal interrupts.
    @discardableResult
    func check<Result: SignedInteger>(
        _ operation: FileSystemError.Operation, _ call: (Int32) -> Result
    ) throws(FileSystemError) -> Result {
        try Self.retrying(operation, path) { call(number) }
    }

    var isRegularFile: Bool {
        var status = stat()
        return fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether `path` still names this very file.
    func isStill(at path: String) -> Bool {
        var (mine, named) = (stat(), stat())
        return fstat(number, &mine) == 0 && lstat(path, &named) == 0
            && mine.st_dev == named.st_dev && mine.st_ino == named.st_ino
    }

    /// Everything from the beginning, at most `limit` bytes.
    func readToEnd(limit: Int = .max) throws(FileSystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < limit {
            let offset = off_t(bytes.count)
            let wanted = min(buffer.count, limit - bytes.count)
            let count = try check(.read) { number in
                buffer.withUnsafeMutableBytes { pread(number, $0.baseAddress, wanted, offset) }
            }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// Writes all bytes where the descriptor stands, in as many calls as it takes.
    func write(_ bytes: [UInt8]) throws(FileSystemError) {
        var written = 0
        while written < bytes.count {
            let from = written
            written += try check(.write) { number in
                bytes.withUnsafeBytes { all in
                    let rest = UnsafeRawBufferPointer(rebasing: all[from...])
                    return systemWrite(number, rest.baseAddress, rest.count)
                }
            }
        }
    }

    /// Puts `bytes` in the place of the file's content.
    func replaceContent(with bytes: [UInt8]) throws(FileSystemError) {
        try check(.write) { ftruncate($0, 0) }
        try check(.write) { lseek($0, 0, SEEK_SET) }
        try write(bytes)
    }

    func sync() throws(FileSystemError) {
        #if canImport(Darwin)
            // fsync() on macOS leaves the data in the drive's own buffer; not every file system knows the stronger call.
            if fcntl(number, F_FULLFSYNC) != -1 { return }
        #endif
        try check(.sync) { fsync($0) }
    }

    /// Whether the exclusive lock is now held; false where someone else holds it.
    func lock() throws(FileSystemError) -> Bool {
        do throws(FileSystemError) {
            try check(.lock) { flock($0, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            if error.code == EWOULDBLOCK { return false }
            throw error
        }
    }

    func unlock() { _ = flock(number, LOCK_UN) }
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}
