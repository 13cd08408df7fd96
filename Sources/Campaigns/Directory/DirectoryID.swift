package import Diagnostics

/// What a vendor calls what a name stands for.
package struct DirectoryID: Sendable, Hashable {
    package var id: String
    /// The app that it belongs to, where an id means something only beside it.
    package var appID: String?

    package init(_ id: String, appID: String? = nil) {
        self.id = id
        self.appID = appID
    }

    package init(_ item: DirectoryItem) { self.init(item.id, appID: item.appID) }

    /// `ID`, or `APPID/ID`: no vendor's id has a slash.
    package var text: String { appID.map { "\($0)/\(id)" } ?? id }

    package init(text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(parts[parts.count - 1], appID: parts.count == 2 ? parts[0] : nil)
    }
}

/// A name that a resource uses in place of an id.
package struct NameUse: Sendable, Hashable {
    package var name: DirectoryName
    /// Nothing where the project's directory doesn't have the name, so that it is known at apply.
    package var id: DirectoryID?
    package var location: SourceLocation

    package init(_ name: DirectoryName, id: DirectoryID?, at location: SourceLocation) {
        self.name = name
        self.id = id
        self.location = location
    }
}
