import NIOCore
import NIOHTTP1
import NIOPosix
import Support
import Testing

@testable import Transport

@Suite("A call that was given up") struct CarriersTests {
    private static let ok = LoopbackServer.Reply.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    /// An open connection that calls can be written on.
    private func connection(to server: LoopbackServer, _ carriers: Carriers) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(HTTPRequestEncoder())
                    try carriers.install(on: channel)
                }
            }
            .connect(host: "127.0.0.1", port: server.port).get()
    }

    private func write(_ headers: HTTPHeaders, on channel: any Channel) async throws {
        let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/x", headers: headers)
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        try await channel.writeAndFlush(HTTPClientRequestPart.end(nil)).get()
    }

    @Test("is written on no connection any more, and the one that it got is closed")
    func refused() async throws {
        try await LoopbackServer.run({ _ in Self.ok }) { server in
            let carriers = Carriers()
            let channel = try await connection(to: server, carriers)
            var headers = HTTPHeaders()
            await carriers.giveUp(carriers.begin(&headers))
            await #expect(throws: ChannelError.ioOnClosedChannel) { try await write(headers, on: channel) }
            try await channel.closeFuture.get()
            // A second call comes after whatever the first had left.
            _ = try await Calling.outcome(Calling.get(server.url)).get()
            #expect(server.requests.count == 1)
        }
    }

    @Test("ends its connection, but not one that carries another call by now")
    func closed() async throws {
        try await LoopbackServer.run({ _ in .silence }) { server in
            let carriers = Carriers()
            let channel = try await connection(to: server, carriers)
            var headers = [HTTPHeaders(), HTTPHeaders()]
            let calls = headers.indices.map { carriers.begin(&headers[$0]) }
            for headers in headers { try await write(headers, on: channel) }
            try await carriers.giveUp(calls.at(0))
            #expect(channel.isActive)
            try await carriers.giveUp(calls.at(1))
            #expect(!channel.isActive)
        }
    }
}
