import Campaigns
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves the stand-ins over HTTP/1.1, on loopback only.
package struct SandboxServer: Sendable {
    private static let largestBody = 1 << 20

    private let listener: NIOAsyncChannel<NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>, Never>
    private let vendors: SandboxVendors

    /// Listens; 0 takes any free port.
    package init(port: Int, vendors: SandboxVendors) async throws {
        self.vendors = vendors
        listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    return try NIOAsyncChannel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(
                            inboundType: HTTPServerRequestPart.self, outboundType: HTTPServerResponsePart.self))
                }
            }
    }

    package var port: Int { listener.channel.localAddress?.port ?? 0 }

    /// Serves until the task is cancelled.
    package func run() async throws {
        try await listener.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    group.addTask { try? await serve(connection) }
                }
            }
        }
    }

    private func serve(_ connection: NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var body: [UInt8] = []
            for try await part in inbound {
                switch part {
                case .head(let new): (head, body) = (new, [])
                case .body(let buffer):
                    body += buffer.readableBytesView
                    if body.count > Self.largestBody { return }
                case .end:
                    guard let head else { return }
                    let headers = head.headers.map { Answer.Header($0.name, $0.value) }
                    let request = SandboxRequest(
                        method: head.method.rawValue, target: head.uri, headers: headers, body: body)
                    guard case .answer(let answer) = await vendors.answer(request) else { return }
                    try await write(answer, to: outbound)
                    if !head.isKeepAlive { return }
                }
            }
        }
    }

    private func write(_ answer: Answer, to outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>)
        async throws
    {
        var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
        if answer.status != 204 { headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.count)) }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
        try await outbound.write(.head(head))
        if !answer.body.isEmpty { try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))) }
        try await outbound.write(.end(nil))
    }

    /// The `platforms:` block that points a project here.
    package static func platformsBlock(port: Int) -> String {
        """
        platforms:
          cakewalk: { baseURL: http://127.0.0.1:\(port)/cakewalk }
          conductorone: { baseURL: http://127.0.0.1:\(port)/conductorone }
          opal: { baseURL: http://127.0.0.1:\(port)/opal/v1 }

        """
    }
}
