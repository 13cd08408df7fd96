import Campaigns
import Foundation
import NIOCore
import NIOPosix
import Support
import Testing

@testable import Transport

@Suite("The end of a connection") struct PromptEndTests {
    enum Route: CaseIterable { case plain, encrypted, httpProxy, socksProxy }

    enum Ending: CaseIterable { case cancelled, timedOut, silentTooLong }

    private static let ok = LoopbackServer.Reply.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    /// The test's root, and the proxy where there is one.
    private func settings(proxy: String? = nil) throws -> NetworkSettings {
        var environment = ["SSL_CERT_FILE": "root.pem"]
        environment["HTTPS_PROXY"] = proxy
        return try NetworkSettings(
            environment: environment, readFile: { _ in Array(TestOnlyCertificates.root.utf8) })
    }

    @Test("is at once: on every route the system drops what it holds when it closes", arguments: Route.allCases)
    func options(route: Route) async throws {
        try await LoopbackServer.run({ _ in Self.ok }, encryption: route == .plain ? nil : .init()) { server in
            func opened(_ url: String, _ settings: NetworkSettings, port: Int) async throws -> [OpenSockets.End] {
                let client = NetworkHTTPClient(settings: settings)
                let answer = try? await client.send(Calling.post(url))
                let sockets = OpenSockets.leading(to: port)
                await client.shutdown()
                #expect(answer?.status == 200)
                return sockets
            }
            let sockets =
                switch route {
                case .plain: try await opened(server.url, settings(), port: server.port)
                case .encrypted:
                    try await opened("https://localhost:\(server.port)/x", settings(), port: server.port)
                case .httpProxy:
                    try await LoopbackProxy.run(.connects(to: server.port)) { proxy in
                        try await opened(
                            "https://vendor.example/x", settings(proxy: proxy.address), port: proxy.port)
                    }
                case .socksProxy:
                    try await LoopbackProxy.run(.socks(to: server.port)) { proxy in
                        try await opened(
                            "https://vendor.example/x", settings(proxy: "socks5://\(proxy.address)"), port: proxy.port)
                    }
                }
            #expect(sockets == [OpenSockets.End(isReset: true, timeout: 30)])
        }
    }

    @Test("has come by the time that a loss is told", arguments: Ending.allCases, [true, false])
    func closedBeforeTold(ending: Ending, isEncrypted: Bool) async throws {
        for _ in 1...20 {
            try await LoopbackServer.run({ _ in .silence }, encryption: isEncrypted ? .init() : nil) { server in
                let timeouts =
                    switch ending {
                    case .cancelled: Timeouts()
                    case .timedOut: Timeouts(total: 0.1)
                    case .silentTooLong: Timeouts(idle: 0.1)
                    }
                let client = NetworkHTTPClient(settings: try settings(), timeouts: timeouts)
                let request = Calling.post(isEncrypted ? "https://127.0.0.1:\(server.port)/x" : server.url)
                let (failure, sockets) = await withTaskGroup(of: (TransportFailure?, [OpenSockets.End]).self) { group in
                    group.addTask {
                        do throws(TransportFailure) { _ = try await client.send(request) } catch {
                            return (error, OpenSockets.leading(to: server.port))
                        }
                        return (nil, [])
                    }
                    while ending == .cancelled, server.requests.isEmpty { await Task.yield() }
                    if ending == .cancelled { group.cancelAll() }
                    return await group.next() ?? (nil, [])
                }
                await client.shutdown()
                // On a busy machine the time may be over before anything is sent.
                #expect(failure != nil)
                if failure?.isLost == true { #expect(sockets.isEmpty) }
                #expect(server.requests.allSatisfy { !$0.lowercased().contains("muster") })
            }
        }
    }

    @Test("comes in the middle of a request: the rest is not sent, and TLS says no goodbye", arguments: [true, false])
    func givenUpWhileWriting(isEncrypted: Bool) async throws {
        try await StalledServer.run(isEncrypted: isEncrypted) { server in
            let size = 32 * 1024 * 1024
            let scheme = isEncrypted ? "https" : "http"
            let request = HTTPRequest(
                method: .post, url: "\(scheme)://127.0.0.1:\(server.port)/x",
                body: Array(repeating: UInt8(ascii: "x"), count: size))
            let begun = ContinuousClock.now
            let failure = await Calling.failure(request, try settings(), Timeouts(idle: 10, total: 1))
            #expect(failure?.isLost == true)
            let end = try await server.ended()
            #expect(end.isReset)
            #expect((1..<size).contains(end.received))
            // It was given up after one second; a goodbye takes five more.
            #expect(end.instant - begun < .seconds(5))
        }
    }

    @Test("can't be had of every socket: then nothing is sent on it")
    func refusal() async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "s").path
        let loops = MultiThreadedEventLoopGroup.singleton
        let server = try await ServerBootstrap(group: loops).bind(unixDomainSocketPath: path).get()
        let channel = try await ClientBootstrap(group: loops).connect(unixDomainSocketPath: path).get()
        let error = await #expect(throws: PromptEnd.Refusal.self) {
            try await channel.eventLoop.flatSubmit { PromptEnd.install(on: channel) }.get()
        }
        try await channel.close()
        try await server.close()
        let refusal = try #require(error)
        #expect(NetworkFailure.isBeforeSending(refusal))
        #expect(NetworkFailure.reason(for: refusal).contains("system error"))
    }
}
