/// The files of one project, read-only.
package protocol ProjectFolder: Sendable {
    /// What stands in a folder, by name, in the order of the names' bytes. `path` is relative to the project; empty for its root.
    func entries(of path: String) throws(ProjectFileError) -> [ProjectEntry]

    /// The bytes of a regular file within the project. At most `limit` + 1 bytes are read.
    func read(_ path: String, limit: Int) throws(ProjectFileError) -> [UInt8]
}

/// One name in a folder.
package struct ProjectEntry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case file
        case folder
        /// A link; what it leads to is looked at when it is read.
        case link
        /// A link that leads to a folder.
        case folderLink
        /// A pipe, socket or device.
        case other
    }

    package var name: String
    package var kind: Kind

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// Why a file or folder of the project was not read.
package enum ProjectFileError: Error, Sendable, Hashable {
    case missing
    /// A link leads out of the project, or to something that is no regular file.
    case outside
    /// The system's reason.
    case unreadable(String)
}
