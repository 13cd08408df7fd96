import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A server on loopback, with TLS or without, that reads a request's beginning and then nothing more.
package final class StalledServer: Sendable {
    /// How its first connection ended.
    package struct End: Sendable {
        /// What reached it, the rest in its system's buffer too.
        package let received: Int
        package let isReset: Bool
        package let instant: ContinuousClock.Instant
    }

    private let end: EventLoopFuture<End>
    package let port: Int

    /// Runs `body` with a server.
    package static func run<T>(isEncrypted: Bool, _ body: (StalledServer) async throws -> T) async throws -> T {
        let end = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: End.self)
        let tls = isEncrypted ? try LoopbackServer.Encryption().context() : nil
        do {
            let result = try await LoopbackListener.run { channel in
                // Beneath TLS: what counts is what the network brought.
                try channel.pipeline.syncOperations.addHandler(Handler(end: end))
                if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                try channel.pipeline.syncOperations.addHandler(Stall())
            } _: { channel in
                try await body(StalledServer(end: end.futureResult, port: channel.localAddress?.port ?? 0))
            }
            end.fail(CancellationError())
            return result
        } catch {
            end.fail(error)
            throw error
        }
    }

    private init(end: EventLoopFuture<End>, port: Int) {
        self.end = end
        self.port = port
    }

    /// Waits until the first connection ends.
    package func ended() async throws -> End { try await end.get() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let end: EventLoopPromise<End>
        private var received = 0
        private var isReset = false

        init(end: EventLoopPromise<End>) { self.end = end }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += unwrapInboundIn(data).readableBytes
            context.fireChannelRead(data)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            if let error = error as? IOError, error.errnoCode == ECONNRESET { isReset = true }
            context.fireErrorCaught(error)
        }

        func channelInactive(context: ChannelHandlerContext) {
            end.succeed(End(received: received, isReset: isReset, instant: .now))
            context.fireChannelInactive()
        }
    }

    /// Reads nothing more after the first bytes.
    private final class Stall: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        }

        // The connection's end is told by who counts.
        func errorCaught(context: ChannelHandlerContext, error: any Error) {}
    }
}
