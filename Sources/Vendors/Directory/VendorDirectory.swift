package import Campaigns

/// All that Muster knows of how a vendor's people and things are found by name. Pure.
package protocol VendorDirectory: Sendable {
    /// What can be looked up.
    var kinds: [DirectoryName.Kind] { get }

    /// The queries that find a name together; one that asks for everything of a kind is shared by all names of the kind.
    ///
    /// - Parameter appID: the vendor's id of the app, for what is named within one.
    func queries(for name: DirectoryName, appID: String?) -> [DirectoryQuery]

    /// The query that settles a name of which those had nothing; nothing where their word is good.
    func confirmation(of kind: DirectoryName.Kind) -> DirectoryQuery?

    /// The read of a query's next page, the first one without a cursor.
    func read(_ query: DirectoryQuery, from cursor: String?) -> DirectoryRead

    /// What a 2xx answer to that read shows; nothing when it is not what the vendor documents, be it in one item.
    func page(in answer: Answer, to query: DirectoryQuery) -> DirectoryPage?
}

extension VendorDirectory {
    package func confirmation(of kind: DirectoryName.Kind) -> DirectoryQuery? { nil }
}

extension Vendor {
    /// How the vendor's people and things are found by name.
    package var directory: any VendorDirectory {
        switch self {
        case .cakewalk: CakewalkDirectory()
        case .conductorone: ConductorOneDirectory()
        case .opal: OpalDirectory()
        }
    }
}
