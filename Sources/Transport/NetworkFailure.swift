import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

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
    private static let closed = "the connection was closed before the answer was complete"
    /// What comes before any request can be written.
    private static let beforeSending: [HTTPClientError] = [
        .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .alreadyShutdown,
        .httpProxyHandshakeTimeout,
        .socksHandshakeTimeout, .proxyAuthenticationRequired, .invalidProxyResponse,
    ]

    /// Whether the error can only come before a request's first byte is written. Used for requests without a body.
    static func isBeforeSending(_ error: any Error) -> Bool {
        if error is NIOConnectionError || error is PromptEnd.Refusal { return true }
        if let error = error as? IOError { return error.errnoCode == ECONNREFUSED }
        if let error = error as? HTTPClientError { return beforeSending.contains(error) }
        return isHandshakeFailure(error) || isSOCKSFailure(error)
    }

    /// The reason in the words for a request that was not sent.
    static func unsent(_ reason: String) -> String {
        switch reason {
        case interrupted: "interrupted before it was sent"
        case closed: "the connection was closed before anything was sent"
        default: reason
        }
    }

    /// The error in one line. It never has a header's value: `HTTPClientError` can hold some, so that only its short form is used.
    static func reason(for error: any Error) -> String {
        switch error {
        case is CancellationError: interrupted
        case let error as HTTPClientError: reason(for: error)
        case let error as NIOConnectionError: reason(for: error)
        case let error as IOError: reason(for: error)
        case let error as PromptEnd.Refusal: reason(for: error)
        case ChannelError.ioOnClosedChannel, ChannelError.eof, ChannelError.inputClosed, ChannelError.outputClosed:
            closed
        case _ where isHandshakeFailure(error): handshake(error)
        case _ where isSOCKSFailure(error): noTunnel
        default: oneLine("the connection failed: \(error)")
        }
    }

    private static let noTunnel = "the proxy did not open a connection to the vendor"

    private static func isHandshakeFailure(_ error: any Error) -> Bool {
        if isWrongHost(error) { return true }
        switch error as? NIOSSLError {
        case .handshakeFailed, .noCertificateToValidate, .unableToValidateCertificate, .cannotMatchULabel,
            .cannotFindPeerIP:
            return true
        default: return false
        }
    }

    private static func isWrongHost(_ error: any Error) -> Bool {
        if error is CertificateNames.Mismatch { return true }
        let error = error as? NIOSSLExtraError
        return error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch
    }

    /// What was wrong with the handshake. BoringSSL's own words are its source's, and name its files.
    private static func handshake(_ error: any Error) -> String {
        if isWrongHost(error) { return "the TLS certificate is not for this host" }
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            return "the TLS certificate is not one that the trust roots vouch for, or has ended"
        }
        if ["PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL"].contains(where: { text.contains($0) }) {
            return "the other side offers no TLS 1.2 or newer"
        }
        if text.contains("WRONG_VERSION_NUMBER") { return "the other side does not speak TLS" }
        return "the TLS handshake failed"
    }

    /// NIOSOCKS' own types, which AsyncHTTPClient hands on; the module is not among this package's dependencies.
    private static func isSOCKSFailure(_ error: any Error) -> Bool {
        String(reflecting: type(of: error)).hasPrefix("NIOSOCKS.")
    }

    private static func reason(for error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout: "the connection was not made in time"
        case .tlsHandshakeTimeout: "the TLS handshake did not end in time"
        case .readTimeout: "the answer did not come in time"
        case .writeTimeout: "the request could not be written in time"
        case .deadlineExceeded: "the answer was not complete in time"
        case .remoteConnectionClosed: closed
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: "the proxy did not open a connection in time"
        case .proxyAuthenticationRequired: "the proxy wants a user and a password that it knows (407)"
        case .invalidProxyResponse: noTunnel
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

    private static func reason(for error: PromptEnd.Refusal) -> String {
        "the connection can't be made to end at once: its socket takes no such options"
            + (error.code.map { " (system error \($0))" } ?? "")
    }

    private static func oneLine(_ text: String) -> String {
        String(text.prefix(400).map { $0.isNewline ? " " : $0 })
    }
}
