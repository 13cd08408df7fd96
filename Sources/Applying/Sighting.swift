package import Calendars
package import Vendors

/// What one complete listing of a vendor shows of one resource.
package struct Sighting: Sendable, Hashable {
    /// When the listing's first page was asked for.
    package var begun: Instant
    /// The items that are called as the resource is and that neither state holds nor a person said to be none of ours.
    package var namesakes: [ListedItem]
    /// Of all items that state doesn't hold, those that carry the resource's marker.
    package var marked: [ListedItem]
    /// The ids of all items that are called as the resource is.
    package var ids: [String]

    package init(begun: Instant, namesakes: [ListedItem] = [], marked: [ListedItem] = [], ids: [String] = []) {
        self.begun = begun
        self.namesakes = namesakes
        self.marked = marked
        self.ids = ids
    }
}
