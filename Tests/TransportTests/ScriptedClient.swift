import Campaigns
import Synchronization
import Transport

/// A client that answers from a script and keeps every request.
final class ScriptedClient: HTTPClient {
    typealias Script = @Sendable (HTTPRequest, Int) async throws(TransportFailure) -> Answer

    private let log = Mutex<[HTTPRequest]>([])
    private let script: Script

    /// The script gets the request and its number, from 0.
    init(_ script: @escaping Script) { self.script = script }

    var requests: [HTTPRequest] { log.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let number = log.withLock { log in
            log.append(request)
            return log.count - 1
        }
        return try await script(request, number)
    }
}

extension HTTPRequest {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    var text: String { String(decoding: body, as: UTF8.self) }
    var isSignIn: Bool { url.hasSuffix("/auth/v1/token") }
}

/// Counts from 1.
final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
