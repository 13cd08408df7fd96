/// Someone or something that a vendor has under a name. Its texts are the vendor's, so hostile.
package struct DirectoryItem: Sendable, Hashable {
    /// In the form of the vendor's ids: letters, digits, `-` and `_`.
    package var id: String
    /// The id of the app that it belongs to, where an id means something only beside it: an entitlement or resource type of
    /// ConductorOne.
    package var appID: String?
    /// The name that people see, in one line of at most 500 code points.
    package var displayName: String
    /// Why it is there but of no use, as in "is disabled (status DISABLED)"; nothing where it can be used.
    package var absence: String?

    package init(id: String, appID: String? = nil, displayName: String, absence: String? = nil) {
        self.id = id
        self.appID = appID
        self.displayName = displayName
        self.absence = absence
    }
}
