package import Campaigns

/// The people and things that the stand-ins know, each with the id that a vendor has for it. Every account of a vendor has the same.
package struct Company: Sendable, Hashable {
    /// A person, once for each vendor.
    package struct User: Sendable, Hashable {
        package var id: String
        package var name: String
        package var email: String
        /// The vendor's word for whether the person is there: `Active`, `DISABLED`, `DEPROVISIONED`.
        package var status: String

        package init(_ id: String, _ name: String, _ email: String, _ status: String) {
            self.id = id
            self.name = name
            self.email = email
            self.status = status
        }
    }

    /// Anything else.
    package struct Item: Sendable, Hashable {
        package var id: String
        package var name: String
        /// The id of the app that it belongs to, for what does.
        package var appID: String?
        /// The vendor's word for what it is: `OKTA_GROUP`, `POLICY_TYPE_CERTIFY`.
        package var type: String?
        /// When it was deleted, as the vendor writes it.
        package var deletedAt: String?

        package init(
            _ id: String, _ name: String, appID: String? = nil, type: String? = nil, deletedAt: String? = nil
        ) {
            self.id = id
            self.name = name
            self.appID = appID
            self.type = type
            self.deletedAt = deletedAt
        }
    }

    /// What one vendor has.
    package struct Directory: Sendable, Hashable {
        package var users: [User]
        /// By what they are.
        package var items: [DirectoryName.Kind: [Item]]

        package init(users: [User] = [], items: [DirectoryName.Kind: [Item]] = [:]) {
            self.users = users
            self.items = items
        }
    }

    package var directories: [Vendor: Directory]

    package init(_ directories: [Vendor: Directory]) { self.directories = directories }
}
