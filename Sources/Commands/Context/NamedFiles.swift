import Diagnostics
import Manifests

/// The campaign files that a command line names, of a project that was read whole.
struct NamedFiles {
    /// That a named file is no campaign file of the project, and why.
    private(set) var faults: [Diagnostic] = []
    /// Their shown paths; nothing where none is named, and all are meant.
    private var paths: Set<String>?
    private let projectFile: String

    /// - Parameter names: paths from the working folder, in any way to write them.
    init(_ names: [String], of opened: OpenProject) {
        projectFile = opened.project.shownFile
        if names.isEmpty { return }
        let folder = opened.project.shownFolder
        let known = Set(opened.loaded.paths.map { folder + $0 })
        var paths = Set<String>()
        for name in names {
            // Most are named as they are shown, which costs no look at the disk.
            if known.contains(name) {
                paths.insert(name)
                continue
            }
            let path = opened.folder.path(ofOutside: name)
            if let path, known.contains(folder + path) {
                paths.insert(folder + path)
            } else if path != Project.fileName {
                faults.append(
                    Diagnostic(
                        .noCampaignFile,
                        "`\(name)` is no campaign file of the project: \(Self.reason(name, path, opened))",
                        at: nil))
            }
        }
        self.paths = paths
    }

    /// How many there are.
    var count: Int { paths?.count ?? 0 }

    /// Whether a file is meant; `muster.yaml` always is.
    func hold(_ file: String) -> Bool { file == projectFile || paths?.contains(file) ?? true }

    /// Whether a diagnostic is about one of them: stands there, or has a note there, as that of a second campaign of one name has at
    /// the first. Those of `muster.yaml`, and of no file, concern all.
    func concern(_ diagnostic: Diagnostic) -> Bool {
        guard paths != nil, let file = diagnostic.location?.file else { return true }
        return hold(file) || diagnostic.notes.contains { $0.location.map { hold($0.file) } ?? false }
    }

    /// - Parameter path: what the name is within the project.
    private static func reason(_ name: String, _ path: String?, _ opened: OpenProject) -> String {
        guard let path else {
            return LocalProjectFolder(name) == nil ? "it does not exist" : "it is no file below the project's folder"
        }
        let segments = path.split(separator: "/")
        if segments.contains(where: { $0.hasPrefix(".") }) { return "hidden files are none" }
        if !opened.folder.exists(path) { return "it does not exist" }
        guard let name = segments.last, name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            return "their names end in `.yaml` or `.yml`"
        }
        if name.hasPrefix("muster.") { return "files named `muster.*` are none" }
        let above = (1..<segments.count).map { segments.prefix($0).joined(separator: "/") }
        if let nested = above.first(where: { opened.folder.exists("\($0)/\(Project.fileName)") }) {
            return "`\(nested)/\(Project.fileName)` makes it part of another project"
        }
        return "no pattern of `include` takes it, or it is no regular file"
    }
}
