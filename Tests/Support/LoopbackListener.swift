import NIOCore
import NIOPosix
import Synchronization

/// Listens on a free port of loopback while a test runs.
enum LoopbackListener {
    /// Runs `body` with the listening channel; `prepare` gives each connection its handlers.
    static func run<Result>(
        _ prepare: @escaping @Sendable (any Channel) throws -> Void, _ body: (any Channel) async throws -> Result
    ) async throws -> Result {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in channel.eventLoop.makeCompletedFuture { try prepare(channel) } }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(channel)
            try await channel.close().get()
            return result
        } catch {
            try await channel.close().get()
            throw error
        }
    }
}

/// A value that connections write and a test reads.
final class Shared<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }
}
