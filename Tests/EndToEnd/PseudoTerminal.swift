import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A terminal for a process, and the keys and the eyes before it.
final class PseudoTerminal {
    struct Failure: Error { let call: String }

    private var master: Int32
    /// What the process has as its terminal; to be closed once it has it.
    let device: FileHandle
    /// Everything shown so far.
    private(set) var shown = ""

    /// - Parameter columns: how wide it is; it does not know where there is none.
    init(columns: Int? = nil) throws {
        let name: String
        #if canImport(Darwin)
            master = posix_openpt(O_RDWR | O_NOCTTY)
            guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let path = ptsname(master) else {
                throw Failure(call: "posix_openpt")
            }
            name = String(cString: path)
        #else
            // Swift's Glibc has no posix_openpt; this is what it does.
            master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var (locked, number): (Int32, UInt32) = (0, 0)
            guard master >= 0, ioctl(master, 0x4004_5431, &locked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
                throw Failure(call: "/dev/ptmx")
            }
            name = "/dev/pts/\(number)"
        #endif
        let descriptor = open(name, O_RDWR | O_NOCTTY)
        guard descriptor >= 0 else { throw Failure(call: "open") }
        device = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        if let columns { resize(to: columns) }
    }

    /// Gives it another width.
    func resize(to columns: Int) {
        var size = winsize(ws_row: 50, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Reads on until the process closes the terminal.
    func readToEnd(within limit: Double = 60) { _ = shows("\u{0}", within: limit) }

    deinit { hangUp() }

    /// Takes the terminal away.
    func hangUp() {
        if master >= 0 { close(master) }
        master = -1
    }

    /// Reads on until `text` is shown; whether it was, before `limit` seconds passed or the process closed the terminal.
    func shows(_ text: String, within limit: Double = 30) -> Bool {
        let end = Date.now.addingTimeInterval(limit)
        while !shown.contains(text) {
            var readable = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            let left = Int32(max(0, end.timeIntervalSinceNow * 1000))
            guard left > 0, poll(&readable, 1, left) > 0 else { return false }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(master, &buffer, buffer.count)
            guard count > 0 else { return false }
            shown += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
        return true
    }

    func type(_ text: String) {
        let keys = Array(text.utf8)
        _ = write(master, keys, keys.count)
    }
}
