package import Campaigns

/// Reads a listing to its end, page by page. Pure: it says what to read next and takes the answers.
package struct ListingWalk: Sendable {
    package enum Step: Sendable, Hashable {
        /// The next page is to be read.
        case read(path: String, query: [Listing.Parameter])
        /// Every page was read; no item stands here twice.
        case complete([ListedItem])
        /// The listing can't be read to its end, so it concludes nothing; the reason is a sentence without a full stop.
        case incomplete(String)
    }

    /// At 200 items a page, more than any account holds.
    private static let mostPages = 20_000
    /// What is kept in memory is a multiple of what was read, and a vendor may never come to an end.
    private static let mostBytes = 256 << 20

    private let listing: Listing
    private let kind: any VendorKind
    private let keeping: @Sendable (ListedItem) -> Bool
    private var items: [ListedItem] = []
    private var places: [String: Int] = [:]
    private var cursors: Set<String> = []
    private var pages = 0
    private var bytes = 0
    private let mostBytes: Int

    /// - Parameter keeping: which items are of interest; a long listing need not stand in memory for a few of them.
    package init(
        _ listing: Listing, of kind: any VendorKind, keeping: @escaping @Sendable (ListedItem) -> Bool = { _ in true }
    ) {
        self.init(listing, of: kind, mostBytes: Self.mostBytes, keeping: keeping)
    }

    init(
        _ listing: Listing, of kind: any VendorKind, mostBytes: Int,
        keeping: @escaping @Sendable (ListedItem) -> Bool = { _ in true }
    ) {
        self.listing = listing
        self.kind = kind
        self.mostBytes = mostBytes
        self.keeping = keeping
    }

    /// The first page.
    package var first: Step { .read(path: listing.path, query: listing.query) }

    /// What follows the answer to the last read, which must be a 2xx.
    package mutating func next(_ answer: Answer) -> Step {
        pages += 1
        bytes += answer.body.count
        guard bytes <= mostBytes else { return .incomplete("the listing is longer than \(mostBytes) bytes") }
        guard let page = kind.page(in: answer) else {
            return .incomplete("page \(pages) of the listing is not what the vendor documents")
        }
        for item in page.items where keeping(item) {
            // Pages shift while others create and delete, so that an item may come again: it is then as it was read last.
            if let place = places[item.id] {
                items[place] = item
            } else {
                places[item.id] = items.count
                items.append(item)
            }
        }
        guard let cursor = page.next else { return .complete(items) }
        guard cursors.insert(cursor).inserted else {
            return .incomplete("page \(pages) of the listing leads back to one that was read before")
        }
        if pages >= Self.mostPages { return .incomplete("the listing has more than \(Self.mostPages) pages") }
        return .read(path: listing.path, query: listing.query + [.init(listing.cursorName, cursor)])
    }
}
