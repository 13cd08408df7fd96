package import Campaigns
package import Diagnostics

extension DirectoryFinding {
    /// The id of the one that was found and can be used; nothing of any other.
    package var id: DirectoryID? {
        guard case .found(let item) = self, item.absence == nil else { return nil }
        return DirectoryID(item)
    }

    /// What stands against using the name, at its place; nothing where it is who it was said to be, or that is not known yet.
    package func fault(_ use: NameUse, on platform: String) -> Diagnostic? {
        let name = "\(use.name.kind.rawValue) `\(use.name.app.map { "\($0)/" } ?? "")\(use.name.name)`"
        switch self {
        case .none(let nearest):
            return Diagnostic(
                .nameNotFound, "`\(platform)` has no \(name)", at: use.location,
                fix: nearest.isEmpty
                    ? nil : "did you mean " + nearest.map { "`\($0)`" }.joined(separator: ", or ") + "?")
        case .several(let items):
            let ids = items.prefix(5).map { "`\(DirectoryID($0).text)`" }.joined(separator: ", ")
            return Diagnostic(
                .ambiguousName, "`\(platform)` has \(items.count) of the name: \(name)", at: use.location,
                fix: "write the id of the one that is meant: \(ids)")
        case .incomplete(let reason):
            return Diagnostic(
                .notListed, "whether `\(platform)` has \(name) could not be found out: \(reason)", at: use.location)
        case .found(let item):
            if let absence = item.absence {
                return Diagnostic(.unusableName, "\(name) on `\(platform)` \(absence)", at: use.location)
            }
            guard let id = use.id, id != DirectoryID(item) else { return nil }
            return Diagnostic(
                .otherID,
                "\(name) on `\(platform)` is `\(DirectoryID(item).text)` now, and the directory says `\(id.text)`",
                at: use.location, fix: "look who it is, and then `muster resolve`")
        }
    }
}
