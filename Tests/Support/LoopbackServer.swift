import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A server on loopback that answers as ordered, byte for byte.
package final class LoopbackServer: Sendable {
    package enum Reply: Sendable {
        /// These bytes; the connection stays open.
        case bytes(String)
        /// These bytes, which are no UTF-8; the connection stays open.
        case raw([UInt8])
        /// These bytes, then the connection is closed.
        case bytesThenClose(String)
        /// These bytes, then the connection is reset.
        case bytesThenReset(String)
        /// The first text, and then the second again and again, so many seconds apart.
        case endless(String, String, every: Double)
        case silence
    }

    /// An empty list of Opal's, for whoever looks before a create.
    package static let emptyList = Reply.bytes(
        "HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{\"results\":[],\"next\":null}")

    /// What a server that speaks TLS shows and takes.
    package struct Encryption: Sendable {
        package enum Version: Sendable { case oneZero, oneOne, oneTwo, oneThree }

        let certificate: String
        let newest: Version

        package init(_ certificate: String = TestOnlyCertificates.server, newest: Version = .oneThree) {
            self.certificate = certificate
            self.newest = newest
        }

        func context() throws -> NIOSSLContext {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let key = try NIOSSLPrivateKey(bytes: Array(TestOnlyCertificates.serverKey.utf8), format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(key))
            configuration.maximumTLSVersion =
                switch newest {
                case .oneZero: .tlsv1
                case .oneOne: .tlsv11
                case .oneTwo: .tlsv12
                case .oneThree: .tlsv13
                }
            return try NIOSSLContext(configuration: configuration)
        }
    }

    private struct Seen {
        var requests: [String] = []
        var connections = 0
    }

    private let channel: any Channel
    private let seen: Shared<Seen>

    /// Every request so far, head and body.
    package var requests: [String] { seen.value.withLock { $0.requests } }
    package var connections: Int { seen.value.withLock { $0.connections } }
    package var port: Int { channel.localAddress?.port ?? 0 }
    package var url: String { "http://127.0.0.1:\(port)" }

    /// Runs `body` with a server whose answer to its n-th request (from 0) is `reply(n)`.
    ///
    /// - Parameter reads: the answer to every GET instead; such requests are not counted then.
    package static func run<T>(
        _ reply: @escaping @Sendable (Int) -> Reply, reads: Reply? = nil, encryption: Encryption? = nil,
        _ body: (LoopbackServer) async throws -> T
    ) async throws -> T {
        let seen = Shared(Seen())
        let tls = try encryption?.context()
        return try await LoopbackListener.run { channel in
            if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
            try channel.pipeline.syncOperations.addHandler(Handler(seen: seen, reply: reply, reads: reads))
        } _: { channel in
            try await body(LoopbackServer(channel: channel, seen: seen))
        }
    }

    /// Runs `body` with the port of a server that says `text` to the first byte it gets, whatever it is.
    package static func runUnconditional(_ text: String, _ body: (Int) async throws -> Void) async throws {
        try await LoopbackListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(Shouter(text: text))
        } _: { channel in
            try await body(channel.localAddress?.port ?? 0)
        }
    }

    private final class Shouter: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let text: String

        init(text: String) { self.text = text }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            context.close(promise: nil)
        }
    }

    private init(channel: any Channel, seen: Shared<Seen>) {
        self.channel = channel
        self.seen = seen
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let seen: Shared<Seen>
        private let reply: @Sendable (Int) -> Reply
        private let reads: Reply?
        private var received = ""

        init(seen: Shared<Seen>, reply: @escaping @Sendable (Int) -> Reply, reads: Reply?) {
            self.seen = seen
            self.reply = reply
            self.reads = reads
        }

        func channelActive(context: ChannelHandlerContext) {
            seen.value.withLock { $0.connections += 1 }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            guard let request = completeRequest() else { return }
            received = ""
            let number = seen.value.withLock { seen in
                seen.requests.append(request)
                return seen.requests.count { reads == nil || !$0.hasPrefix("GET ") } - 1
            }
            if let reads, request.hasPrefix("GET ") {
                answer(with: reads, context: context)
            } else {
                answer(with: reply(number), context: context)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        private func completeRequest() -> String? {
            guard let end = received.firstRange(of: "\r\n\r\n") else { return nil }
            let length = received[..<end.lowerBound].split(separator: "\r\n")
                .first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).filter(\.isNumber)) }
            return received[end.upperBound...].utf8.count >= length ?? 0 ? received : nil
        }

        private func answer(with reply: Reply, context: ChannelHandlerContext) {
            switch reply {
            case .bytes(let text): write(text, context)
            case .raw(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            case .bytesThenClose(let text):
                write(text, context)
                context.close(promise: nil)
            case .bytesThenReset(let text):
                write(text, context)
                _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                context.close(promise: nil)
            case .endless(let first, let again, let seconds):
                write(first, context)
                drip(again, every: .nanoseconds(Int64(seconds * 1e9)), context)
            case .silence: break
            }
        }

        private func write(_ text: String, _ context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }

        /// Writes the text whenever the one before it has left, so that a slow reader holds the writing back.
        private func drip(_ text: String, every time: TimeAmount, _ context: ChannelHandlerContext) {
            let written = context.eventLoop.makePromise(of: Void.self)
            written.futureResult.assumeIsolated().whenSuccess { [self] in
                context.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in drip(text, every: time, context) }
            }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: written)
        }
    }
}
