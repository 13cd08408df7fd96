package import Campaigns
package import Transport

/// Reaches the stand-ins within the process: `https://sandbox/ACCOUNT/...`.
package struct SandboxHTTPClient: HTTPClient {
    /// The host under which they are reached, and which state remembers.
    package static let host = "sandbox"

    private let vendors: SandboxVendors

    package init(_ vendors: SandboxVendors) { self.vendors = vendors }

    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let prefix = "https://\(Self.host)"
        guard request.url.hasPrefix(prefix + "/") else { throw .notSent("the sandbox is no network: \(request.url)") }
        let target = String(request.url.dropFirst(prefix.count))
        let reply = await vendors.answer(
            SandboxRequest(
                method: request.method.rawValue, target: target, headers: request.headers, body: request.body))
        switch reply {
        case .answer(let answer): return answer
        case .dropped: throw .lost("the connection was closed without an answer")
        }
    }
}
