/// A file of the machine that grows at its end.
struct LocalFile: WritableFile {
    let descriptor: Descriptor

    func append(_ bytes: [UInt8]) throws(FileSystemError) { try descriptor.write(bytes) }
    func sync() throws(FileSystemError) { try descriptor.sync() }
}

/// A held `flock` of the machine. It goes with the open file, so a process that dies leaves none.
struct LocalLock: FileLock {
    let descriptor: Descriptor

    func sign(_ holder: String) throws(FileSystemError) {
        try descriptor.replaceContent(with: Array("\(holder)\n".utf8))
    }

    func release() {
        // The name of a former holder would only mislead; that it can't be removed is no reason to keep the lock.
        try? descriptor.replaceContent(with: [])
        descriptor.unlock()
    }

    /// What the holder signed: the first line, at most 300 bytes of it.
    static func holder(in descriptor: Descriptor) -> String? {
        guard let bytes = try? descriptor.readToEnd(limit: 300) else { return nil }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }
}
