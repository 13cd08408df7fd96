package import Campaigns
package import JSON

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
