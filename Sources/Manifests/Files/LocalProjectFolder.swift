#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A project folder on this machine's disk.
package struct LocalProjectFolder: ProjectFolder {
    private let root: String
    /// The root without links, with a slash at its end.
    private let realRoot: String

    /// Nothing if there is no such folder.
    package init?(_ path: String) {
        guard let real = LocalProjectFolder.resolved(path) else { return nil }
        root = path.hasSuffix("/") ? path : path + "/"
        realRoot = real.hasSuffix("/") ? real : real + "/"
    }

    package func entries(of path: String) throws(ProjectFileError) -> [ProjectEntry] {
        let full = root + path
        guard let folder = opendir(full) else { throw LocalProjectFolder.lastError() }
        defer { closedir(folder) }
        var entries: [ProjectEntry] = []
        while let found = readdir(folder) {
            let name = withUnsafeBytes(of: found.pointee.d_name) { buffer in
                String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            let below = path.isEmpty ? name : "\(path)/\(name)"
            entries.append(ProjectEntry(name: name, kind: try kind(of: below, listedAs: found.pointee.d_type)))
        }
        // Names that only differ in how a letter is composed are two to a file system, and always in the same order.
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    package func read(_ path: String, limit: Int) throws(ProjectFileError) -> [UInt8] {
        // The path without links must lie in the project, so that a link can't bring in a file from elsewhere.
        guard let real = LocalProjectFolder.resolved(root + path) else { throw LocalProjectFolder.lastError() }
        guard real.hasPrefix(realRoot) else { throw .outside }
        // A pipe must not hang the open; a link set up since then must not be followed.
        let descriptor = open(real, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw LocalProjectFolder.lastError() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw LocalProjectFolder.lastError() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .outside }
        let size = min(Int(status.st_size), limit + 1)
        var failure: ProjectFileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size, let base = buffer.baseAddress {
                let got = pread(descriptor, base + count, size - count, off_t(count))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = LocalProjectFolder.lastError() }
                if got <= 0 { break }
                count += got
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Whether there is something of that name, wherever it leads.
    package func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(root + path, &status) == 0
    }

    /// Whether the path, or the folder that it would be made in, lies in the project when links are followed.
    package func contains(_ path: String) -> Bool {
        if let real = LocalProjectFolder.resolved(root + path) { return real.hasPrefix(realRoot) }
        // A link to nothing yet could lead anywhere.
        if exists(path) { return false }
        let parent = path.split(separator: "/").dropLast().joined(separator: "/")
        guard let real = LocalProjectFolder.resolved(root + parent) else { return false }
        return (real + "/").hasPrefix(realRoot)
    }

    /// The path within the project of what the working folder knows by another: links of the folders that it stands in are followed,
    /// its own is not. Nothing where it lies elsewhere, or these folders do not exist.
    package func path(ofOutside path: String) -> String? {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let name = segments.last, name != ".", name != ".." else { return nil }
        let parent = (path.hasPrefix("/") ? "/" : "./") + segments.dropLast().joined(separator: "/")
        guard let real = LocalProjectFolder.resolved(parent) else { return nil }
        let full = (real.hasSuffix("/") ? real : real + "/") + name
        return full.hasPrefix(realRoot) ? String(full.dropFirst(realRoot.count)) : nil
    }

    private func kind(of path: String, listedAs type: UInt8) throws(ProjectFileError) -> ProjectEntry.Kind {
        switch Int(type) {
        case Int(DT_REG): return .file
        case Int(DT_DIR): return .folder
        case Int(DT_LNK): return linkKind(path)
        case Int(DT_UNKNOWN):
            var status = stat()
            guard lstat(root + path, &status) == 0 else { throw LocalProjectFolder.lastError() }
            switch status.st_mode & S_IFMT {
            case S_IFREG: return .file
            case S_IFDIR: return .folder
            case S_IFLNK: return linkKind(path)
            default: return .other
            }
        default: return .other
        }
    }

    private func linkKind(_ path: String) -> ProjectEntry.Kind {
        var target = stat()
        return stat(root + path, &target) == 0 && target.st_mode & S_IFMT == S_IFDIR ? .folderLink : .link
    }

    /// The path without links; nothing if something on it does not exist.
    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func lastError() -> ProjectFileError {
        errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(String(cString: strerror(errno)))
    }
}
