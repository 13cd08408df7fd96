#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An operation on a file that the operating system refused.
package struct FileSystemError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried, as a message says it.
    package enum Operation: String, Sendable, Hashable {
        case read
        case create
        case write
        case sync
        case rename
        case link
        case remove
        case lock
    }

    package var operation: Operation
    package var path: String
    /// The `errno` value.
    package var code: Int32

    package init(_ operation: Operation, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// The operating system's words for the code, such as `No space left on device`.
    package var reason: String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }

    /// Such as `can't write campaigns/muster.state.json: No space left on device`.
    package var description: String { "can't \(operation.rawValue) \(path): \(reason)" }
}
