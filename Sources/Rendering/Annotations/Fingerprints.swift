import Diagnostics
import JSON
import State

/// What tells a fault from others in every run, so that a program knows which are new.
struct Fingerprints {
    private var seen: [String: Int] = [:]

    /// The SHA-256 of code, path and message as 64 hexadecimal digits: a fault keeps it when lines are put in above. Of equal faults
    /// the second and the following have their number in it too.
    ///
    /// - Parameter path: of the fault's file, as `ShownPath.plain` gives it.
    mutating func next(_ diagnostic: Diagnostic, in path: String) -> String {
        let first: JSONValue = [.string(diagnostic.code.rawValue), .string(path), .string(diagnostic.message)]
        let digest = CanonicalJSON.digest(first)
        let count = seen[digest, default: 0] + 1
        seen[digest] = count
        return count == 1 ? digest : CanonicalJSON.digest([first, .integer(count)])
    }
}
