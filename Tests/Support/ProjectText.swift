package import Calendars
import Campaigns
import Diagnostics
package import Manifests

/// A project folder in memory.
package struct MemoryFolder: ProjectFolder {
    private let files: [String: String]

    /// - Parameter files: texts by their paths in the project.
    package init(_ files: [String: String]) { self.files = files }

    package func entries(of path: String) throws(ProjectFileError) -> [ProjectEntry] {
        var kinds: [String: ProjectEntry.Kind] = [:]
        for file in files.keys where path.isEmpty || file.hasPrefix(path + "/") {
            let rest = file.dropFirst(path.isEmpty ? 0 : path.utf8.count + 1).split(separator: "/")
            guard let name = rest.first else { continue }
            kinds[String(name)] = rest.count > 1 ? .folder : .file
        }
        return kinds.sorted { $0.key < $1.key }.map { ProjectEntry(name: $0.key, kind: $0.value) }
    }

    package func read(_ path: String, limit: Int) throws(ProjectFileError) -> [UInt8] {
        guard let text = files[path] else { throw .missing }
        return Array(text.utf8.prefix(limit + 1))
    }
}

/// Reads a project of these files, as of 2027-01-15T08:00:00Z unless said otherwise.
///
/// - Parameter lints: whether warnings about habits are among the diagnostics; most samples care for none.
package func loadProject(
    _ files: [String: String], at instant: Instant = Instant(seconds: 1_800_000_000), lints: Bool = false
) async -> LoadedProject {
    var loaded = await ProjectLoader.load(
        MemoryFolder(files), at: ".", shownFolder: "", isSandbox: true, instant: instant)
    if !lints {
        loaded.diagnostics.removeAll {
            [.slowCadence, .selfReview, .dueOnWeekend, .longReview].contains($0.code)
        }
    }
    return loaded
}
