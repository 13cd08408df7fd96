package import Calendars
package import Campaigns
package import JSON

/// A read that lists what a vendor has, page by page. Equal listings show the same.
package struct Listing: Sendable, Hashable {
    package struct Parameter: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    package var path: String
    package var query: [Parameter]
    package var cursorName: String
}

package struct ListedItem: Sendable, Hashable {
    package var id: String
    package var name: String
    package var due: Instant?
    package var createdAt: Instant?
    package var createdBy: String?
    package var state: String?
    package var marker: String?
    package var isGone: Bool
    package var object: JSONObject
}

package struct ListedPage: Sendable, Hashable {
    package var items: [ListedItem]
    package var next: String?
}

extension VendorKind {
    package func listing(of calls: [Call]) -> Listing? { nil }
    package func page(in answer: Answer) -> ListedPage? { nil }
    package func reading(of id: String) -> String? { nil }
    package func item(in answer: Answer) -> ListedItem? { nil }
    package func isNamesake(_ item: ListedItem, of calls: [Call]) -> Bool { false }
    package func differences(of item: ListedItem, from calls: [Call]) -> [String] { [] }
    package func adopted(_ item: ListedItem, over calls: [Call]) -> (calls: [Call], unread: [String]) { (calls, []) }
}

package struct ListingWalk: Sendable {
    package enum Step: Sendable, Hashable {
        case read(path: String, query: [Listing.Parameter])
        case complete([ListedItem])
        case incomplete(String)
    }

    package init(
        _ listing: Listing, of kind: any VendorKind, keeping: @escaping @Sendable (ListedItem) -> Bool = { _ in true }
    ) {}
    package var first: Step { .complete([]) }
    package mutating func next(_ answer: Answer) -> Step { .complete([]) }
}
