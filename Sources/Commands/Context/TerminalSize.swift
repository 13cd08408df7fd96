#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How wide a terminal is.
enum TerminalSize {
    /// The columns of the terminal behind a descriptor, as it is now; nothing where it does not know.
    static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// What COLUMNS says, for a terminal that does not know itself.
    static func columns(in environment: [String: String]) -> Int? {
        guard let columns = environment["COLUMNS"].flatMap({ Int($0) }), (1...10_000).contains(columns) else {
            return nil
        }
        return columns
    }
}
