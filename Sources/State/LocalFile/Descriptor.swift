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
        var bytes = try read(from: 0, atMost: min(size, limit))
        // The file may have grown, or be of a kind that doesn't know its size.
        while bytes.count < limit {
            let more = try read(from: bytes.count, atMost: min(65_536, limit - bytes.count))
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }

    /// At most so many bytes; fewer at the file's end.
    private func read(from start: Int, atMost limit: Int) throws(FileSystemError) -> [UInt8] {
        var failure: FileSystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            do throws(FileSystemError) {
                while count < limit {
                    let (filled, offset) = (count, off_t(start + count))
                    let added = try check(.read) { number in
                        pread(number, buffer.baseAddress.map { $0 + filled }, limit - filled, offset)
                    }
                    if added == 0 { break }
                    count += added
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// How large the file is now; what is larger than fits into memory counts as nothing.
    private var size: Int {
        var status = stat()
        return fstat(number, &status) == 0 && 0...(1 << 32) ~= Int(status.st_size) ? Int(status.st_size) : 0
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
