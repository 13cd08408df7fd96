package import Campaigns

/// One request as it goes over the wire.
package struct HTTPRequest: Sendable {
    package var method: HTTPMethod
    /// Absolute: `https://host[:port]/path[?query]`.
    package var url: String
    /// Header values may be secret: none of them is ever logged.
    package var headers: [Answer.Header]
    package var body: [UInt8]
    /// Seconds that the vendor's limit held it back, for whoever watches.
    package var heldBack: Double

    package init(
        method: HTTPMethod, url: String, headers: [Answer.Header] = [], body: [UInt8] = [], heldBack: Double = 0
    ) {
        self.heldBack = heldBack
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

// A sign-in carries its secret in the body, so that neither headers nor body are shown.
extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(method.rawValue) \(url)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["method": method, "url": url]) }
}

/// What became of a request that got no complete answer.
package enum TransportFailure: Error, Sendable, Hashable {
    /// Certainly never processed: refused connection, failed name look-up or TLS handshake. The reason in one line.
    case notSent(String)
    /// It may have been processed: time-out, reset, closed, an answer that broke off or grew too large. The reason in one line.
    case lost(String)

    /// The reason in one line.
    package var reason: String {
        switch self {
        case .notSent(let reason), .lost(let reason): reason
        }
    }
}

/// Sends single requests. Follows no redirect and sends nothing twice.
package protocol HTTPClient: Sendable {
    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer
}
