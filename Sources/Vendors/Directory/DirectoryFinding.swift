package import Campaigns

/// What a vendor has of one name.
package enum DirectoryFinding: Sendable, Hashable {
    /// Exactly one, which may be of no use: see its `absence`.
    case found(DirectoryItem)
    /// Nothing that is called exactly so. The vendor's names that are near, of those that were seen, at most three: first those that
    /// differ in case alone. What is named within an app stands as `APP/NAME`. They are the vendor's texts, so hostile.
    case none(nearest: [String])
    /// Two or more, be some of them of no use: a person says which is meant. For a name within an app whose app's name several apps
    /// have, these apps.
    case several([DirectoryItem])
    /// The vendor could not be asked to the end, so nothing is concluded; the reason is a sentence without a full stop.
    case incomplete(String)
}
