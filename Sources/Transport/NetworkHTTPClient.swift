import AsyncHTTPClient
package import Campaigns
import NIOCore
import NIOHTTP1

/// The client for real vendors: HTTP/1.1 over TLS with verified certificates, plain HTTP for loopback only.
///
/// AsyncHTTPClient 1.37 was read for requests that it sends again by itself: it has none. A request belongs to one connection, and
/// when that one fails, so does the request, also on a pooled connection that the server closed meanwhile. What it does repeat by
/// default is following redirects and failed connection attempts (before anything is written); both are turned off here.
package struct NetworkHTTPClient: HTTPClient {
    /// The largest body of an answer, in bytes. NIO's parser bounds the headers: 80 KiB each, 256 of them, 2 MiB in all.
    package static let largestAnswer = 8 * 1024 * 1024

    private let client: AsyncHTTPClient.HTTPClient
    private let timeouts: Timeouts

    /// Every client must be shut down.
    package init(timeouts: Timeouts = Timeouts()) {
        self.timeouts = timeouts
        client = AsyncHTTPClient.HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: NetworkHTTPClient.configuration(timeouts))
    }

    /// Closes the connections. Requests under way fail as lost. A connection that is just being made is waited for, at most for
    /// the time to connect.
    package func shutdown() async {
        // The only failure is that it was shut down before.
        try? await client.shutdown()
    }

    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        if let fault = RequestCheck.fault(of: request) { throw .notSent(fault) }
        let total = timeouts.total
        let outcome = await withTaskGroup(
            of: Result<Answer, TransportFailure>?.self, returning: Result<Answer, TransportFailure>.self
        ) { group in
            group.addTask { await attempt(request) }
            group.addTask {
                try? await Task.sleep(for: .seconds(total))
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

    private static func configuration(_ timeouts: Timeouts) -> AsyncHTTPClient.HTTPClient.Configuration {
        var configuration = AsyncHTTPClient.HTTPClient.Configuration(
            redirectConfiguration: .disallow,
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

    private func attempt(_ request: HTTPRequest) async -> Result<Answer, TransportFailure> {
        let body = WatchedBody(request.body)
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = .RAW(value: request.method.rawValue)
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
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
            guard isUnsent else { return .failure(.lost(reason)) }
            return .failure(.notSent(reason == NetworkFailure.interrupted ? "interrupted before it was sent" : reason))
        }
    }
}

extension TimeAmount {
    fileprivate init(_ seconds: Double) { self = .nanoseconds(Int64(seconds * 1e9)) }
}
