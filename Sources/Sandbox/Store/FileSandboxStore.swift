import JSON

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Contents in a file, one effect a line. A line is in the system's hands before its answer is given, so that a killed process loses
/// none; a line that was torn by a crash never had an answer, and is dropped.
package struct FileSandboxStore: SandboxStore {
    private let path: String

    package init(path: String) { self.path = path }

    package func load() throws -> [SandboxContents.Effect] {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw SandboxStoreError(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let bytes = readAll(descriptor)
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if whole < bytes.count { ftruncate(descriptor, off_t(whole)) }
        return try bytes[..<whole].split(separator: UInt8(ascii: "\n")).map { line in
            guard let json = try? JSONReader.read(Array(line)), let effect = SandboxContents.Effect(json) else {
                throw SandboxStoreError(
                    path: path, reason: "it is damaged; it holds no real review, so delete its folder to begin anew")
            }
            return effect
        }
    }

    package func append(_ effect: SandboxContents.Effect) throws {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw SandboxStoreError(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let line = JSONWriter.write(effect.json) + [UInt8(ascii: "\n")]
        let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == line.count else {
            throw SandboxStoreError(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private func readAll(_ descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

/// The sandbox's contents can't be read or kept.
package struct SandboxStoreError: Error, Sendable {
    package var path: String
    package var reason: String
}
