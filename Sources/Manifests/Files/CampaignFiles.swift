import Diagnostics

/// Finds the campaign files of a project: what the patterns take, never `muster.*`, hidden files, or what lies below a nested
/// `muster.yaml`.
struct CampaignFiles {
    /// Relative to the project, in the order of paths.
    private(set) var paths: [String] = []
    private(set) var diagnostics: [Diagnostic] = []

    private let folder: any ProjectFolder
    private let patterns: [Glob]
    private let shownFolder: String

    init(in folder: any ProjectFolder, patterns: [Glob], shownFolder: String) {
        self.folder = folder
        self.patterns = patterns
        self.shownFolder = shownFolder
        search("")
    }

    private mutating func search(_ path: String) {
        let entries: [ProjectEntry]
        do {
            entries = try folder.entries(of: path)
        } catch {
            report(.unreadableFile, path, "the folder can't be read: \(error.reason)")
            return
        }
        if !path.isEmpty, entries.contains(where: { $0.name == Project.fileName }) { return }
        for entry in entries where !entry.name.hasPrefix(".") {
            let below = path.isEmpty ? entry.name : "\(path)/\(entry.name)"
            switch entry.kind {
            case .folder: if mayHold(below) { search(below) }
            case .file where isCampaign(below, entry.name): paths.append(below)
            case .link where isCampaign(below, entry.name): paths.append(below)
            case .folderLink where mayHold(below) || isCampaign(below, entry.name):
                report(
                    .outsideProject, below, "a link to a folder is not followed",
                    fix: "put the folder here, or have `include` leave the link out")
            case .other where isCampaign(below, entry.name): report(.outsideProject, below, "not a regular file")
            case .file, .link, .folderLink, .other: break
            }
        }
    }

    private func isCampaign(_ path: String, _ name: String) -> Bool {
        (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && !name.hasPrefix("muster.")
            && patterns.contains { $0.matches(path) }
    }

    /// Whether the patterns may take something below a folder.
    private func mayHold(_ path: String) -> Bool { patterns.contains { $0.mayMatch(below: path) } }

    private mutating func report(_ code: DiagnosticCode, _ path: String, _ message: String, fix: String? = nil) {
        diagnostics.append(
            Diagnostic(code, message, at: SourceLocation(file: shownFolder + path, range: .start), fix: fix))
    }
}

extension ProjectFileError {
    /// In a few words.
    var reason: String {
        switch self {
        case .missing: "it does not exist"
        case .outside: "it leads out of the project or to something that is no regular file"
        case .unreadable(let reason): reason
        }
    }
}
