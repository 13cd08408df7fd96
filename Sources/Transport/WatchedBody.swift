import NIOCore
import Synchronization

/// A request's body that notes whether it was ever asked for.
///
/// AsyncHTTPClient asks for a streamed body once the request's head was written to an open connection. Until then no server can
/// have the request, and a request that failed before is never asked for its body later.
final class WatchedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var remaining: ByteBuffer?

        mutating func next() async -> ByteBuffer? {
            defer { remaining = nil }
            return remaining
        }
    }

    private let buffer: ByteBuffer
    private let asked = Mutex(false)

    init(_ bytes: [UInt8]) { buffer = ByteBuffer(bytes: bytes) }

    var wasAskedFor: Bool { asked.withLock { $0 } }

    func makeAsyncIterator() -> AsyncIterator {
        asked.withLock { $0 = true }
        return AsyncIterator(remaining: buffer)
    }
}
