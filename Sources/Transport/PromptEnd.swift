import NIOCore
import NIOSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Lets nothing of a request leave once its connection was closed, or the process died.
///
/// A kernel goes on sending what a closed socket was given, for minutes where the network is away: a creating call would reach the vendor
/// long after it was given up. A connection that lingers for no time is reset instead, and what it holds is dropped; and what stays
/// without an acknowledgement is given up by the kernel itself, also where the process stands still.
enum PromptEnd {
    /// A socket option can't be set.
    struct Refusal: Error {
        /// The system's number, where it gave one.
        let code: CInt?
    }

    #if canImport(Darwin)
        private static let timeoutOption = TCP_RXT_CONNDROPTIME
        /// How long the kernel sends without an acknowledgement, in seconds.
        private static let timeout: CInt = 30
    #else
        private static let timeoutOption = TCP_USER_TIMEOUT
        /// How long the kernel sends without an acknowledgement, in milliseconds.
        private static let timeout: CInt = 30_000
    #endif

    /// For an open connection, before a request is written on it.
    static func install(on channel: any Channel) -> EventLoopFuture<Void> {
        guard let socket = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(Refusal(code: nil))
        }
        return socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).flatMap {
            socket.unsafeSetSocketOption(level: .tcp, name: .init(rawValue: timeoutOption), value: timeout)
        }.flatMapErrorThrowing { error in
            throw (error as? IOError).map { Refusal(code: $0.errnoCode) } ?? error
        }.flatMapThrowing {
            let pipeline = channel.pipeline.syncOperations
            guard let tls = try? pipeline.handler(type: NIOSSLClientHandler.self) else { return }
            try pipeline.addHandler(WithoutGoodbye(), position: .after(tls))
        }
    }

    /// Closes a connection around TLS, which would say goodbye first, and go on sending until it was heard: for 5 seconds.
    private final class WithoutGoodbye: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer

        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            let tls = try? context.pipeline.syncOperations.context(handlerType: NIOSSLClientHandler.self)
            (mode == .all ? tls ?? context : context).close(mode: mode, promise: promise)
        }
    }
}
