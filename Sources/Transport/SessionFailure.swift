/// Why a platform's session has no answer.
package enum SessionFailure: Error, Sendable, Hashable {
    case transport(TransportFailure)
    /// No credential that the vendor takes; trying again changes nothing. The reason in one line, redacted.
    case signInRefused(String)
    /// The vendor can't sign in now, or asked for a longer pause than requests wait for by themselves; the request itself was never
    /// sent. After how many seconds, where the vendor says it.
    case signInLater(retryAfterSeconds: Double?, String)

    /// The reason in one line.
    package var reason: String {
        switch self {
        case .transport(let failure): failure.reason
        case .signInRefused(let reason), .signInLater(_, let reason): reason
        }
    }
}
