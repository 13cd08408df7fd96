import Foundation

/// A folder that no other test has.
enum TemporaryFolder {
    static func make() -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: "muster-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url.path
    }
}
