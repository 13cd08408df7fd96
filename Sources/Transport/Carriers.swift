import NIOCore
import NIOHTTP1
import Synchronization

/// Knows which connection carries which call, so that a call that failed can't leave any more once that is told.
///
/// AsyncHTTPClient tells of a failure first, and has the connection closed afterwards, by another thread. A call has a number among its
/// headers, which the connection takes off before it sends it.
final class Carriers: Sendable {
    private static let header = "Muster-Call"

    private struct Calls {
        var last = 0
        /// The calls that may still be sent.
        var live: Set<String> = []
        var carriers: [String: any Channel] = [:]
    }

    private let calls = Mutex(Calls())

    /// Begins a call, and adds its number to its headers.
    func begin(_ headers: inout HTTPHeaders) -> String {
        let call = calls.withLock { calls in
            calls.last += 1
            calls.live.insert(String(calls.last))
            return String(calls.last)
        }
        headers.replaceOrAdd(name: Self.header, value: call)
        return call
    }

    /// The call has its answer.
    func end(_ call: String) {
        calls.withLock { calls in
            calls.live.remove(call)
            calls.carriers[call] = nil
        }
    }

    /// The call failed. Returns once nothing of it can leave: its connection is closed, and it gets no other.
    func giveUp(_ call: String) async {
        let carrier = calls.withLock { calls in
            calls.live.remove(call)
            return calls.carriers[call]
        }
        guard let carrier else { return }
        try? await carrier.eventLoop.submit {
            // It may carry another call by now, and then it is no more this one's.
            if self.calls.withLock({ $0.carriers.removeValue(forKey: call) }) != nil { carrier.close(promise: nil) }
        }.get()
    }

    /// For an open connection, before a request is written on it.
    func install(on channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
        try pipeline.addHandler(Handler(carriers: self), position: .after(encoder))
    }

    /// Whether the call may still be sent; then it is on this connection.
    private func load(_ call: String, on channel: any Channel) -> Bool {
        calls.withLock { calls in
            guard calls.live.contains(call) else { return false }
            calls.carriers[call] = channel
            return true
        }
    }

    private func unload(_ call: String) { calls.withLock { $0.carriers[call] = nil } }

    private final class Handler: ChannelOutboundHandler {
        typealias OutboundIn = HTTPClientRequestPart
        typealias OutboundOut = HTTPClientRequestPart

        private let carriers: Carriers
        private var call: String?
        private var isRefused = false

        init(carriers: Carriers) { self.carriers = carriers }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if case .head(var head) = unwrapOutboundIn(data) {
                if let call { carriers.unload(call) }
                call = head.headers.first(name: Carriers.header)
                head.headers.remove(name: Carriers.header)
                isRefused = call.map { !carriers.load($0, on: context.channel) } ?? true
                if !isRefused { return context.write(wrapOutboundOut(.head(head)), promise: promise) }
                // AsyncHTTPClient is still at its write.
                let channel = context.channel
                channel.eventLoop.execute { channel.close(promise: nil) }
            }
            if isRefused {
                promise?.fail(ChannelError.ioOnClosedChannel)
            } else {
                context.write(data, promise: promise)
            }
        }

        func handlerRemoved(context: ChannelHandlerContext) {
            if let call { carriers.unload(call) }
        }
    }
}
