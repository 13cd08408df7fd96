import Campaigns
import Synchronization
import Transport

/// The network, opened with the first request: most commands send none.
final class LazyNetworkClient: HTTPClient {
    private let opened = Mutex<NetworkHTTPClient?>(nil)

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let client = opened.withLock { opened in
            let client = opened ?? NetworkHTTPClient()
            opened = client
            return client
        }
        return try await client.send(request)
    }
}
