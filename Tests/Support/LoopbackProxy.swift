import NIOCore
import NIOPosix
import Synchronization

/// A proxy on loopback that takes every name for a server on loopback, or answers as ordered.
package final class LoopbackProxy: Sendable {
    package enum Conduct: Sendable {
        /// Opens a connection to this port of 127.0.0.1, whatever is asked for.
        case connects(to: Int)
        /// Answers the first request with these bytes, and closes the connection or leaves it open.
        case says(String, closes: Bool)
        /// Speaks SOCKS 5, and then connects to this port of 127.0.0.1.
        case socks(to: Int)
        /// Speaks SOCKS 5, and answers the request with this code.
        case socksRefusal(UInt8)
    }

    private struct Seen {
        var requests: [[UInt8]] = []
        var connections = 0
    }

    private let channel: any Channel
    private let seen: Shared<Seen>

    /// What clients asked for: the heads of HTTP's requests, SOCKS' as they are.
    package var requests: [String] { seen.value.withLock { $0.requests.map { String(decoding: $0, as: UTF8.self) } } }
    package var connections: Int { seen.value.withLock { $0.connections } }
    package var port: Int { channel.localAddress?.port ?? 0 }
    package var address: String { "127.0.0.1:\(port)" }

    /// Runs `body` with a proxy.
    package static func run<T>(_ conduct: Conduct, _ body: (LoopbackProxy) async throws -> T) async throws -> T {
        let seen = Shared(Seen())
        return try await LoopbackListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(Handler(seen: seen, conduct: conduct))
        } _: { channel in
            try await body(LoopbackProxy(channel: channel, seen: seen))
        }
    }

    private init(channel: any Channel, seen: Shared<Seen>) {
        self.channel = channel
        self.seen = seen
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private enum State {
            case greeting
            case request
            case decided
        }

        private let seen: Shared<Seen>
        private let conduct: Conduct
        private var received: [UInt8] = []
        private var state: State
        private var peer: (any Channel)?

        init(seen: Shared<Seen>, conduct: Conduct) {
            self.seen = seen
            self.conduct = conduct
            state =
                switch conduct {
                case .connects, .says: .request
                case .socks, .socksRefusal: .greeting
                }
        }

        func channelActive(context: ChannelHandlerContext) { seen.value.withLock { $0.connections += 1 } }

        func channelInactive(context: ChannelHandlerContext) { peer?.close(promise: nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            if let peer { return peer.writeAndFlush(buffer, promise: nil) }
            received += Array(buffer.readableBytesView)
            switch state {
            case .greeting where received.count >= 3:
                received = []
                state = .request
                write([5, 0], context)
            case .request where isRequestComplete:
                seen.value.withLock { $0.requests.append(received) }
                state = .decided
                decide(context)
            case .greeting, .request, .decided: break
            }
        }

        private var isRequestComplete: Bool {
            switch conduct {
            case .connects, .says: received.suffix(4).elementsEqual([13, 10, 13, 10])
            // Version, command, reserved, 3 for a name, its length, the name, the port.
            case .socks, .socksRefusal: received.dropFirst(4).first.map { received.count >= 7 + Int($0) } ?? false
            }
        }

        private func decide(_ context: ChannelHandlerContext) {
            switch conduct {
            case .connects(let port):
                connect(to: port, Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8), context)
            case .says(let text, let closes):
                write(Array(text.utf8), context)
                if closes { context.close(promise: nil) }
            case .socks(let port): connect(to: port, [5, 0, 0, 1, 0, 0, 0, 0, 0, 0], context)
            case .socksRefusal(let code): write([5, code, 0, 1, 0, 0, 0, 0, 0, 0], context)
            }
        }

        /// Both connections live on one event loop.
        private func connect(to port: Int, _ answer: [UInt8], _ context: ChannelHandlerContext) {
            let client = context.channel
            ClientBootstrap(group: context.eventLoop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Back(peer: client))
                    }
                }
                .connect(host: "127.0.0.1", port: port).assumeIsolated().whenComplete { [self] result in
                    guard case .success(let channel) = result else { return client.close(promise: nil) }
                    peer = channel
                    write(answer, context)
                }
        }

        private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        }
    }

    /// Hands on what the server sends, and its end.
    private final class Back: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let peer: any Channel

        init(peer: any Channel) { self.peer = peer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            peer.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { peer.close(promise: nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
