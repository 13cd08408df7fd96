import AsyncHTTPClient
import NIOCore
import NIOPosix

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the errors of AsyncHTTPClient and NIO mean.
enum NetworkFailure {
    static let interrupted = "interrupted before the answer was complete"

    /// Whether the error can only come before a request's first byte is written. Used for requests without a body.
    static func isBeforeSending(_ error: any Error) -> Bool {
        if error is NIOConnectionError { return true }
        if let error = error as? IOError { return error.errnoCode == ECONNREFUSED }
        // NIOSSL's own types, which are not among this package's direct dependencies.
        if String(reflecting: type(of: error)).hasPrefix("NIOSSL.") { return true }
        guard let error = error as? HTTPClientError else { return false }
        return [.connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .alreadyShutdown].contains(error)
    }

    /// The error in one line. It never has a header's value: `HTTPClientError` can hold some, so that only its short form is used.
    static func reason(for error: any Error) -> String {
        switch error {
        case is CancellationError: interrupted
        case let error as HTTPClientError: reason(for: error)
        case let error as NIOConnectionError: reason(for: error)
        case let error as IOError: reason(for: error)
        case ChannelError.ioOnClosedChannel, ChannelError.eof, ChannelError.inputClosed, ChannelError.outputClosed:
            closed
        default: oneLine("the connection failed: \(error)")
        }
    }

    private static let closed = "the connection was closed before the answer was complete"

    private static func reason(for error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout: "the connection was not made in time"
        case .tlsHandshakeTimeout: "the TLS handshake did not end in time"
        case .readTimeout: "the answer did not come in time"
        case .writeTimeout: "the request could not be written in time"
        case .deadlineExceeded: "the answer was not complete in time"
        case .remoteConnectionClosed: closed
        case .cancelled: interrupted
        default: "the HTTP client failed: \(error.shortDescription)"
        }
    }

    private static func reason(for error: NIOConnectionError) -> String {
        guard let first = error.connectionErrors.first else { return "no address of \(error.host) was found" }
        guard let cause = first.error as? IOError else {
            return "no connection to \(error.host) was made in time"
        }
        return "no connection to \(error.host), port \(error.port): \(reason(for: cause))"
    }

    private static func reason(for error: IOError) -> String {
        switch error.errnoCode {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET, EPIPE: "the connection was reset"
        case EHOSTUNREACH, ENETUNREACH: "the host can't be reached"
        case ETIMEDOUT: "the connection timed out"
        default: "the connection failed with system error \(error.errnoCode)"
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.prefix(400).map { $0.isNewline ? " " : $0 })
    }
}
