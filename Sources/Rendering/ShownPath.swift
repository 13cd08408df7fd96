import Campaigns

/// Paths as they are shown to users, for programs that look the file up: relative to the working folder, which in a check is the
/// repository's.
enum ShownPath {
    /// Without `.` and empty segments. One that is not relative stays so.
    static func plain(_ path: String) -> String {
        let segments = path.split(separator: "/").filter { $0 != "." }
        return (path.hasPrefix("/") ? "/" : "") + segments.joined(separator: "/")
    }

    /// As a URI: relative, or of scheme `file`. Every byte that could end or begin a part of one is percent-encoded.
    static func uri(_ path: String) -> String {
        let plain = plain(path)
        let segments = plain.split(separator: "/").map { PercentEncoding.encode($0) }
        return (plain.hasPrefix("/") ? "file:///" : "") + segments.joined(separator: "/")
    }
}
