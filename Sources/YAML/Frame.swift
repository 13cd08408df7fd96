/// A collection that is being read. Its children wait on the composer's stack: items, or keys and values in turn.
struct Frame {
    var isMapping: Bool
    /// Whether it is written in brackets or braces. A pair inside `[ ]` counts as such too, and has none.
    var isFlow: Bool
    var start: CompactPosition
    /// Where its children begin on the stack.
    var base: Int
    /// How many nodes the document had before it.
    var nodesBefore: Int
    /// How many bytes the texts of the document's nodes had before it.
    var textBefore: Int
    /// The highest of its children.
    var childHeight = 0
    /// Whether a node after it can name it.
    var isAnchored: Bool

    mutating func raise(to height: Int) { childHeight = Swift.max(childHeight, height) }
}
