import Synchronization

/// A file of the machine that grows at its end.
struct LocalFile: WritableFile {
    let descriptor: Descriptor

    func append(_ bytes: [UInt8]) throws(FileSystemError) { try descriptor.write(bytes) }
    func sync() throws(FileSystemError) { try descriptor.sync() }
    var isInPlace: Bool { descriptor.isStill(at: descriptor.path) }
}

/// A held `flock` of the machine. It goes with the open file, so a process that dies leaves none.
final class LocalLock: FileLock {
    let descriptor: Descriptor
    private let signature = Mutex<[UInt8]?>(nil)

    init(descriptor: Descriptor) { self.descriptor = descriptor }

    func sign(_ holder: String, nonce: String) throws(FileSystemError) {
        let text = Array("\(holder)\n\(nonce)\n".utf8)
        try descriptor.replaceContent(with: text)
        signature.withLock { $0 = text }
    }

    var isHeld: Bool {
        if descriptor.isStill(at: descriptor.path) { return true }
        // Some network and FUSE file systems give a file another number each time it is looked at.
        guard let signature = signature.withLock({ $0 }) else { return false }
        return (try? LocalFileSystem().read(descriptor.path)) == signature
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
