import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a person types.
enum TerminalInput {
    /// The next line, without its end; nothing at the end of the input, and as soon as the task is cancelled.
    ///
    /// `readLine` would hold its thread until something is typed, whatever becomes of the task.
    static func line(from descriptor: Int32) async -> String? {
        let (pieces, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
        source.setEventHandler {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                continuation.yield(Array(buffer.prefix(count)))
            } else if count == 0 || errno != EINTR && errno != EAGAIN {
                continuation.finish()
            }
        }
        source.resume()
        defer { source.cancel() }
        var line: [UInt8] = []
        for await piece in pieces {
            if let end = piece.firstIndex(of: UInt8(ascii: "\n")) {
                return String(decoding: line + piece[..<end], as: UTF8.self)
            }
            line += piece
        }
        return nil
    }
}
