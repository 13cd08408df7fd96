package import Vendors

/// What one complete listing of a vendor shows of one resource.
package struct Sighting: Sendable, Hashable {
    /// When the listing's first page was asked for, by `WallClock.uptime()`.
    package var begun: Double
    /// The items that are called as the resource is and that neither state holds nor a person said to be none of ours.
    package var namesakes: [ListedItem]
    /// Of all items that state doesn't hold, those that carry the resource's marker.
    package var marked: [ListedItem]
    /// The ids of all items that are called as the resource is.
    package var ids: [String]
    /// The items that are equal in everything that is sent but the name, that neither state nor a person knows, that carry no other
    /// marker, and whose name is not exactly that of anything else that is declared or begun.
    package var lookalikes: [ListedItem]
    /// Whether no creating call of another resource was on its way to the platform while the listing was made, nor its answer yet to be
    /// written down.
    package var isQuiet: Bool

    package init(
        begun: Double, namesakes: [ListedItem] = [], marked: [ListedItem] = [], ids: [String] = [],
        lookalikes: [ListedItem] = [], isQuiet: Bool = true
    ) {
        self.lookalikes = lookalikes
        self.isQuiet = isQuiet
        self.begun = begun
        self.namesakes = namesakes
        self.marked = marked
        self.ids = ids
    }
}
