import Diagnostics
import Rendering
import State

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that `init` makes where there is none.
struct NewFile {
    /// Below the folder that it is made in.
    let path: String
    let text: String

    /// Makes it, and the folders that it stands in. A file that is there stays as it is.
    ///
    /// - Returns: what was done, as a line for people.
    func make(in folder: String) throws -> String {
        let place = Paths.join(folder, path)
        let shown = Printable.line(place)
        if let present = try Files.present(place) {
            return present == Array(text.utf8) ? "\(shown) is there already.\n" : "Left \(shown) as it is.\n"
        }
        try Files.makeFolders(of: place)
        try Files.write(Array(text.utf8), to: place)
        return "Made \(shown).\n"
    }
}

/// Plain files of the project that `init` writes.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        guard let bytes = try present(path) else {
            throw unreadable(path, FileSystemError(.read, path, code: ENOENT))
        }
        return bytes
    }

    /// The file's bytes; nothing where there is none.
    static func present(_ path: String) throws -> [UInt8]? {
        do throws(FileSystemError) {
            return try LocalFileSystem().read(path)
        } catch {
            throw unreadable(path, error)
        }
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        do throws(FileSystemError) {
            try LocalFileSystem().replace(path, with: bytes)
            // A manifest is for everyone who may read the repository; only state is kept to its owner.
            chmod(path, 0o644)
        } catch {
            throw DiagnosticsError(
                Diagnostic(.stateUnwritable, "`\(path)` can't be written: \(error.description)", at: nil))
        }
    }

    /// Makes the folders that a file stands in.
    static func makeFolders(of path: String) throws {
        for (end, character) in zip(path.indices, path) where character == "/" && end != path.startIndex {
            let folder = String(path[..<end])
            if mkdir(folder, 0o755) != 0, errno != EEXIST {
                throw DiagnosticsError(
                    Diagnostic(.stateUnwritable, "can't make `\(folder)`: \(String(cString: strerror(errno)))", at: nil)
                )
            }
        }
    }

    private static func unreadable(_ path: String, _ error: FileSystemError) -> DiagnosticsError {
        DiagnosticsError(Diagnostic(.unreadableFile, "`\(path)` can't be read: \(error.description)", at: nil))
    }
}
