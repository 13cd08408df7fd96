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
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        let (cancelled, cancel) = (ends[0], ends[1])
        defer { for end in [cancelled, cancel] { close(end) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Not on one of the few threads that tasks share.
                DispatchQueue.global().async {
                    continuation.resume(returning: line(from: descriptor, unlessReadable: cancelled))
                }
            }
        } onCancel: {
            _ = write(cancel, [1], 1)
        }
    }

    /// Blocks until there is a line, the input's end, or something to read at the other descriptor.
    private static func line(from descriptor: Int32, unlessReadable other: Int32) -> String? {
        var line: [UInt8] = []
        while true {
            var waits = [descriptor, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            if poll(&waits, nfds_t(waits.count), -1) < 0 {
                if errno == EINTR { continue }
                return nil
            }
            if waits[1].revents != 0 { return nil }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return nil }
            line += buffer.prefix(count)
            if let end = line.firstIndex(of: UInt8(ascii: "\n")) {
                return String(decoding: line[..<end], as: UTF8.self)
            }
        }
    }
}
