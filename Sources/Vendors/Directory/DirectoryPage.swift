package import Campaigns
import JSON

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
