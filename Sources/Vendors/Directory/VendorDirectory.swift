package import Campaigns
package import JSON

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

/// What a vendor is asked: everything that it has of a kind, or what has a name.
package struct DirectoryQuery: Sendable {
    package var kind: DirectoryName.Kind
    /// The name that the vendor searches for, in the form in which it is sent; nothing asks for everything.
    package var name: String?
    /// The vendor's id of the app, for what is named within one.
    package var appID: String?

    package init(_ kind: DirectoryName.Kind, named name: String? = nil, appID: String? = nil) {
        self.kind = kind
        self.name = name
        self.appID = appID
    }
}

/// One read of a search. It changes nothing at the vendor, be it by POST.
package struct DirectoryRead: Sendable {
    /// Tells it from the search's other reads.
    package internal(set) var number = 0
    package var method: HTTPMethod
    /// The path behind the platform's base URL.
    package var path: String
    package var query: [Listing.Parameter]
    /// Nothing for a GET.
    package var body: JSONValue?
    /// Whether a 404 is an answer as well: there is no such thing.
    package var mayBeAbsent: Bool

    package init(
        _ method: HTTPMethod, _ path: String, query: [Listing.Parameter] = [], body: JSONValue? = nil,
        mayBeAbsent: Bool = false
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.mayBeAbsent = mayBeAbsent
    }
}

/// What one page of a query shows.
package struct DirectoryPage: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        /// By which it is looked for; nothing where it has none.
        package var name: String?
        package var item: DirectoryItem

        package init(name: String?, item: DirectoryItem) {
            self.name = name
            self.item = item
        }
    }

    package var entries: [Entry]
    /// The cursor of the next page; nothing on the last one.
    package var next: String?

    package init(entries: [Entry], next: String?) {
        self.entries = entries
        self.next = next
    }
}

extension DirectoryPage {
    /// A page out of what the vendor's envelope holds; see `PageEnvelope`.
    init?(list: JSONValue, cursor: JSONValue?, entry: (JSONObject) -> Entry?) {
        guard let page = PageEnvelope(list: list, cursor: cursor, item: { $0.objectValue.flatMap(entry) }) else {
            return nil
        }
        self.init(entries: page.items, next: page.next)
    }
}
