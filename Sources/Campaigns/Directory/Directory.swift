package import Calendars

/// The ids of what manifests name, by platform: what `muster resolve` found.
package struct Directory: Sendable, Hashable {
    /// What was found of one name.
    package struct Entry: Sendable, Hashable {
        package var id: DirectoryID
        package var lookedUp: Instant
        /// What the vendor calls it.
        package var displayName: String

        package init(_ id: DirectoryID, lookedUp: Instant, displayName: String) {
            self.id = id
            self.lookedUp = lookedUp
            self.displayName = displayName
        }
    }

    package var platforms: [String: [DirectoryName: Entry]]

    package init(_ platforms: [String: [DirectoryName: Entry]] = [:]) { self.platforms = platforms }

    package subscript(platform: String, name: DirectoryName) -> Entry? {
        get { platforms[platform]?[name] }
        set { platforms[platform, default: [:]][name] = newValue }
    }
}
