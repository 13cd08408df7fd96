import Synchronization
import Transport

/// The network of this process, opened when it is first needed: most commands send nothing.
final class ProcessNetwork: Sendable {
    private let opened = Mutex<NetworkHTTPClient?>(nil)

    /// The settings come from the process's environment, so that the first are the only ones.
    func client(_ settings: NetworkSettings) -> any HTTPClient {
        opened.withLock { opened in
            let client = opened ?? NetworkHTTPClient(settings: settings)
            opened = client
            return client
        }
    }
}
