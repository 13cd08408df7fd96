/// The few things that a state on disk needs from a file system. A link at the last place of a path is never followed.
package protocol FileSystem: Sendable {
    /// The whole of a regular file; nothing where there is no such file.
    func read(_ path: String) throws(FileSystemError) -> [UInt8]?

    /// Where a path leads if a link stands at its last place, else the path itself, whether or not there is a file.
    func resolvingLink(_ path: String) throws(FileSystemError) -> String

    /// Makes a file that wasn't there, readable and writable for its owner alone (0600), and opens it.
    func create(_ path: String) throws(FileSystemError) -> any WritableFile

    /// Puts `source` in the place of `target`, which is replaced in one step where it exists.
    func rename(_ source: String, to target: String) throws(FileSystemError)

    /// Gives `source` a second name; fails with `EEXIST` where `target` is already something.
    func link(_ source: String, to target: String) throws(FileSystemError)

    /// Removes a file; what isn't there is no fault.
    func remove(_ path: String) throws(FileSystemError)

    /// Returns once the names of the folder that holds `path` would survive a power cut.
    func syncFolder(of path: String) throws(FileSystemError)

    /// Tries once to lock the file, which is made where it is missing and never removed.
    func lock(_ path: String) throws(FileSystemError) -> LockAttempt
}

/// An open file that grows at its end. It is closed with its last reference.
package protocol WritableFile: Sendable {
    /// Adds all the bytes. After a failure some of them may be there.
    func append(_ bytes: [UInt8]) throws(FileSystemError)

    /// Returns once everything added would survive a power cut. After a failure nothing is known of what was added.
    func sync() throws(FileSystemError)

    /// Whether the path by which it was made still leads to this very file.
    var isInPlace: Bool { get }
}

/// A lock that ends with its last reference, and with the process however that ends.
package protocol FileLock: Sendable {
    /// Writes into the lock file who holds it: a first line for people, and a second one that no other holder writes.
    func sign(_ holder: String, nonce: String) throws(FileSystemError)

    /// Whether the path still leads to the file that is locked, or to one that says the same nonce where files have no lasting identity.
    var isHeld: Bool { get }

    /// Gives the lock back and blanks the file.
    func release()
}

/// What came of trying to lock.
package enum LockAttempt: Sendable {
    case locked(any FileLock)
    /// Someone else has it; the first line of what they signed, if anything.
    case busy(holder: String?)
}
