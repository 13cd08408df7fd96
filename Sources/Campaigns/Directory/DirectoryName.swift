/// What people call someone or something at a vendor, in place of the vendor's id: `user:dana@acme.com`,
/// `entitlement:NetSuite/Admin`.
///
/// Two names are equal where their texts are canonically equivalent (é is one code point or two); case and spaces count.
package struct DirectoryName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// What a name stands for.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A person, by email address.
        case user
        case app
        case group
        case resource
        /// Whoever administers things at Opal: a person or several.
        case owner
        /// The policy that a ConductorOne review follows.
        case policy
        case entitlement
        case resourceType = "resource-type"

        /// Whether it is named within an app, and is nothing without one.
        package var isWithinApp: Bool { self == .entitlement || self == .resourceType }
    }

    package var kind: Kind
    /// The email address of a user; of anything else the name that people see.
    package var name: String
    /// The name of the app that it belongs to, for what is named within an app.
    package var app: String?

    package init(_ kind: Kind, _ name: String, app: String? = nil) {
        self.kind = kind
        self.name = name
        self.app = app
    }

    /// As people write it. An app's name may hold a slash, so that this is to be shown and not to be read again.
    package var description: String { "\(kind.rawValue):" + (app.map { "\($0)/" } ?? "") + name }

    /// By kind, then app, then name.
    package static func < (left: DirectoryName, right: DirectoryName) -> Bool {
        (left.kind.rawValue, left.app ?? "", left.name) < (right.kind.rawValue, right.app ?? "", right.name)
    }
}
