import AsyncHTTPClient
package import Campaigns
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// The client for real vendors: HTTP/1.1 over TLS 1.2 or newer with verified certificates, plain HTTP for loopback only.
///
/// AsyncHTTPClient 1.37 was read for requests that it sends again by itself: it has none. A request belongs to one connection, and
/// when that one fails, so does the request, also on a pooled connection that the server closed meanwhile. What it does repeat by
/// default is following redirects and failed connection attempts (before anything is written); both are turned off here.
package final class NetworkHTTPClient: HTTPClient {
    /// The largest body of an answer, in bytes. NIO's parser bounds the headers: 80 KiB each, 256 of them, 2 MiB in all.
    package static let largestAnswer = 8 * 1024 * 1024

    private struct Origins {
        var clients: [BaseURL: AsyncHTTPClient.HTTPClient] = [:]
        var isShutDown = false
    }

    /// Sockets of the system's own on every platform: Network.framework takes no options for them.
    private static let loops = MultiThreadedEventLoopGroup.singleton

    private let settings: NetworkSettings
    private let timeouts: Timeouts
    /// One client for each scheme, host and port: it knows whether there is a proxy before it, and whom to expect.
    private let origins = Mutex(Origins())
    private let carriers = Carriers()

    /// Every client must be shut down.
    package init(settings: NetworkSettings = NetworkSettings(), timeouts: Timeouts = Timeouts()) {
        self.settings = settings
        self.timeouts = timeouts
    }

    /// Closes the connections. Requests under way fail as lost. A connection that is just being made is waited for, at most for
    /// the time to connect.
    package func shutdown() async {
        let clients = origins.withLock { origins in
            defer { origins = Origins(isShutDown: true) }
            return Array(origins.clients.values)
        }
        // The only failure is that it was shut down before.
        for client in clients { try? await client.shutdown() }
    }

    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let client = try client(for: request)
        let total = timeouts.total
        let outcome = await withTaskGroup(
            of: Result<Answer, TransportFailure>?.self, returning: Result<Answer, TransportFailure>.self
        ) { group in
            group.addTask { await self.attempt(request, client) }
            group.addTask {
                await Self.wait(seconds: total)
                return nil
            }
            let first = await group.next()
            group.cancelAll()
            if case .some(.some(let outcome)) = first { return outcome }
            // Time is up, or this task was cancelled: the attempt ends now, and knows whether anything was sent.
            if case .some(.some(let outcome)) = await group.next() { return outcome }
            return .failure(.lost(NetworkFailure.interrupted))
        }
        return try outcome.get()
    }

    /// Returns after so long, or once the task is cancelled. A timer of an event loop is gone when it is cancelled; the memory of a
    /// cancelled `Task.sleep` is held until its time would have come, and there is one for each request.
    private static func wait(seconds: Double) async {
        let timer = loops.any().scheduleTask(in: TimeAmount(seconds)) {}
        await withTaskCancellationHandler {
            _ = try? await timer.futureResult.get()
        } onCancel: {
            timer.cancel()
        }
    }

    /// The client that reaches the request's host.
    private func client(for request: HTTPRequest) throws(TransportFailure) -> AsyncHTTPClient.HTTPClient {
        let origin: BaseURL
        do throws(RequestFault) { origin = try RequestCheck.origin(of: request) } catch { throw .notSent(error.reason) }
        let configuration = try configuration(for: origin)
        let client = origins.withLock { origins -> AsyncHTTPClient.HTTPClient? in
            if origins.isShutDown { return nil }
            if let known = origins.clients[origin] { return known }
            let new = AsyncHTTPClient.HTTPClient(
                eventLoopGroupProvider: .shared(Self.loops), configuration: configuration)
            origins.clients[origin] = new
            return new
        }
        guard let client else { throw .notSent("the HTTP client was shut down") }
        return client
    }

    private func configuration(for origin: BaseURL) throws(TransportFailure)
        -> AsyncHTTPClient.HTTPClient.Configuration
    {
        var configuration = NetworkHTTPClient.configuration(timeouts, settings.roots?.certificates)
        if case .through(let server) = settings.proxies.route(to: origin) {
            // NIOSSL checks a certificate for an IP address against the address that it is connected to: the proxy's.
            guard !origin.isIPAddress else {
                throw .notSent("the certificate of an IP address can't be checked through a proxy: name it in NO_PROXY")
            }
            configuration.proxy = NetworkHTTPClient.proxy(server)
        }
        let host = origin.isEncrypted && !origin.isIPAddress ? origin.hostName : nil
        configuration.http1_1ConnectionDebugInitializer = { [carriers] in
            NetworkHTTPClient.prepare($0, for: host, carriers)
        }
        return configuration
    }

    /// Makes a connection fit for requests, whether it leads to the vendor or through a proxy: called once it stands, before anything is
    /// sent on it. Where that fails, the connection is closed and the request was not sent.
    ///
    /// - Parameter host: whose certificate it must have shown; nothing where NIOSSL's own check suffices.
    private static func prepare(_ channel: any Channel, for host: String?, _ carriers: Carriers)
        -> EventLoopFuture<Void>
    {
        let ready = PromptEnd.install(on: channel).flatMapThrowing {
            try carriers.install(on: channel)
            if let host { try CertificateNames.check(channel, host: host) }
        }
        ready.whenFailure { _ in
            // AsyncHTTPClient must learn of the failure before the close.
            channel.eventLoop.execute { channel.close(promise: nil) }
        }
        return ready
    }

    private static func proxy(_ server: ProxyServer) -> AsyncHTTPClient.HTTPClient.Configuration.Proxy {
        switch server.scheme {
        case .socks5: return .socksServer(host: server.host, port: server.port)
        case .http:
            let words = server.credentials?.reveal().split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return .server(
                host: server.host, port: server.port,
                authorization: words.map { .basic(username: String($0[0]), password: String($0[1])) })
        }
    }

    private static func configuration(_ timeouts: Timeouts, _ roots: TrustRoots?)
        -> AsyncHTTPClient.HTTPClient.Configuration
    {
        var tls = TLSConfiguration.makeClientConfiguration()
        // NIOSSL itself would also take 1.0 and 1.1.
        tls.minimumTLSVersion = .tlsv12
        if let roots { tls.trustRoots = .certificates(roots.certificates) }
        var configuration = AsyncHTTPClient.HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(
                connect: TimeAmount(timeouts.connect), read: TimeAmount(timeouts.idle), write: TimeAmount(timeouts.idle)
            ))
        configuration.httpVersion = .http1Only
        configuration.networkFrameworkWaitForConnectivity = false
        configuration.connectionPool.retryConnectionEstablishment = false
        // A request on a pooled connection that the server closes at that moment is lost, so that connections are kept for less
        // than servers keep them (5 s and more).
        configuration.connectionPool.idleTimeout = .seconds(3)
        // How many calls are under way at once is decided by who sends; waiting here would count as time to connect.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        return configuration
    }

    private func attempt(_ request: HTTPRequest, _ client: AsyncHTTPClient.HTTPClient) async -> Result<
        Answer, TransportFailure
    > {
        var headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        let call = carriers.begin(&headers)
        let outcome = await attempt(request, headers, client)
        switch outcome {
        case .success: carriers.end(call)
        case .failure: await carriers.giveUp(call)
        }
        return outcome
    }

    private func attempt(_ request: HTTPRequest, _ headers: HTTPHeaders, _ client: AsyncHTTPClient.HTTPClient) async
        -> Result<Answer, TransportFailure>
    {
        let body = WatchedBody(request.body)
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = .RAW(value: request.method.rawValue)
        outgoing.headers = headers
        if !request.body.isEmpty { outgoing.body = .stream(body, length: .known(Int64(request.body.count))) }
        do {
            let response = try await client.execute(outgoing, deadline: .now() + TimeAmount(timeouts.total))
            var received = ByteBuffer()
            for try await var part in response.body {
                try Task.checkCancellation()
                guard received.readableBytes + part.readableBytes <= NetworkHTTPClient.largestAnswer else {
                    return .failure(.lost("the answer is larger than 8 MiB"))
                }
                received.writeBuffer(&part)
            }
            // A cancelled body ends early without an error.
            if Task.isCancelled { return .failure(.lost(NetworkFailure.interrupted)) }
            let headers = response.headers.map { Answer.Header($0.name, $0.value) }
            let bytes = received.readBytes(length: received.readableBytes) ?? []
            return .success(Answer(status: Int(response.status.code), headers: headers, body: bytes))
        } catch {
            let reason = NetworkFailure.reason(for: error)
            // With a body, what counts is whether it was begun, whatever the error.
            let isUnsent = request.body.isEmpty ? NetworkFailure.isBeforeSending(error) : !body.wasAskedFor
            return .failure(isUnsent ? .notSent(NetworkFailure.unsent(reason)) : .lost(reason))
        }
    }
}

// What it was given holds the proxy's password.
extension NetworkHTTPClient: CustomStringConvertible, CustomReflectable {
    package var description: String { "<network>" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension TimeAmount {
    fileprivate init(_ seconds: Double) { self = .nanoseconds(Int64(seconds * 1e9)) }
}
