package import Calendars
import Campaigns
package import JSON

/// A read that lists what a vendor has, page by page. Equal listings show the same.
package struct Listing: Sendable, Hashable {
    /// One parameter of a query, not yet percent-encoded.
    package struct Parameter: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The path behind the platform's base URL.
    package var path: String
    /// The query of every page, without the cursor.
    package var query: [Parameter]
    /// The parameter that takes a page's cursor.
    package var cursorName: String

    package init(path: String, query: [Parameter], cursorName: String) {
        self.path = path
        self.query = query
        self.cursorName = cursorName
    }
}

/// One item of a listing, or one that was read by its id. Its texts are the vendor's, so hostile.
package struct ListedItem: Sendable, Hashable {
    /// Usable in a path as it stands.
    package var id: String
    /// The name that people see; a request's reason, without a marker at its end.
    package var name: String
    /// When it is due; nothing for a request, which has no date of its own.
    package var due: Instant?
    /// When it was made, where the vendor says it.
    package var createdAt: Instant?
    /// The vendor's id of the user who made it, where the vendor says it.
    package var createdBy: String?
    /// The vendor's word for its state.
    package var state: String?
    /// The marker, as it stands, at the end of the text that carries one; nothing where there is none.
    package var marker: String?
    /// Whether it was made and someone deleted it since.
    package var isGone: Bool
    /// As the vendor returned it.
    package var object: JSONObject

    package init(
        id: String, name: String, due: Instant? = nil, createdAt: Instant? = nil, createdBy: String? = nil,
        state: String? = nil, marker: String? = nil, isGone: Bool = false, object: JSONObject
    ) {
        self.id = id
        self.name = name
        self.due = due
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.state = state
        self.marker = marker
        self.isGone = isGone
        self.object = object
    }
}

/// What one page shows.
package struct ListedPage: Sendable, Hashable {
    package var items: [ListedItem]
    /// The cursor of the next page; nothing on the last one.
    package var next: String?

    package init(items: [ListedItem], next: String?) {
        self.items = items
        self.next = next
    }
}

extension ListedPage {
    /// A page out of what the vendor's envelope holds; see `PageEnvelope`.
    init?(list: JSONValue, cursor: JSONValue?, item: (JSONValue) -> ListedItem?) {
        guard let page = PageEnvelope(list: list, cursor: cursor, item: item) else { return nil }
        self.init(items: page.items, next: page.next)
    }
}

/// What every paging envelope holds: a list, and the cursor of what follows.
struct PageEnvelope<Item> {
    let items: [Item]
    /// Nothing on the last page.
    let next: String?

    /// `null` in place of the list is an empty one, as proto3's JSON and Go write it; `null`, `""` or nothing in place of the cursor
    /// is the end. One item that can't be read makes the page unreadable: it may be the one that is looked for.
    init?(list: JSONValue, cursor: JSONValue?, item: (JSONValue) -> Item?) {
        let listed = list.isNull ? [] : list.arrayValue
        guard let listed else { return nil }
        items = listed.compactMap(item)
        guard items.count == listed.count else { return nil }
        switch cursor {
        case nil, .null?, .string("")?: next = nil
        case .string(let text)? where text.utf8.count <= pageCursorLimit: next = text
        default: return nil
        }
    }
}

/// In bytes: a longer cursor couldn't be sent in a query.
private let pageCursorLimit = 4096

/// Reads the members of a listed object, of which each must have the type that the vendor documents.
struct ItemReader {
    let object: JSONObject
    private(set) var isReadable = true

    init(_ object: JSONObject) { self.object = object }

    /// The text; nothing where there is none, which proto3's JSON writes as `""`.
    mutating func text(_ key: String) -> String? {
        guard let value = object.given(key) else { return nil }
        guard let text = value.stringValue else {
            isReadable = false
            return nil
        }
        return text.isEmpty ? nil : text
    }

    /// The instant; nothing where there is none.
    mutating func instant(_ key: String) -> Instant? {
        guard let text = text(key) else { return nil }
        let instant = AnswerText.instant(text)
        if instant == nil { isReadable = false }
        return instant
    }
}

extension AnswerText {
    /// The instant of an RFC 3339 text; the space that RFC 3339 lets applications put for `T` is taken, since the examples in Opal's
    /// specification have it (`2022-07-14 06:59:59+00:00`).
    static func instant(_ text: String) -> Instant? {
        var bytes = Array(text.utf8)
        if bytes.count > 10, bytes[10] == UInt8(ascii: " ") { bytes[10] = UInt8(ascii: "T") }
        return Instant(rfc3339: String(decoding: bytes, as: UTF8.self))
    }

    /// The marker that ends the text, as it stands.
    static func marker(in text: String) -> String? {
        let rest = Marker.removed(from: text)
        guard rest.utf8.count < text.utf8.count else { return nil }
        return String(decoding: text.utf8.dropFirst(rest.utf8.count).drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    }

    /// The path that reads one item by its id, which a person may have typed; nothing where the id can't stand in a path, so that no
    /// other path than an item's is ever read.
    static func path(_ collection: String, id: String) -> String? {
        ["", ".", ".."].contains(id) ? nil : "\(collection)/\(PercentEncoding.encode(id))"
    }
}
