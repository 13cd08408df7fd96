package import Diagnostics

/// A value of a YAML document with its place. Aliases and merges are already resolved.
///
/// What came through an alias stands, for a reader, where the alias is: `range` is the alias itself (`*name`), and
/// `anchor` is the place of the node that it names. The children of such a node keep their own places, at the anchor.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping(YAMLMapping)
    }

    package var content: Content
    private var place: CompactRange
    /// Whether a fault that is already reported replaced this node (an alias to nothing is an empty scalar), or left
    /// something out of this mapping (a merge that can't be made, a key that is no scalar). What it lacks is no second
    /// fault.
    package var isIncomplete: Bool
    private var anchorPlace: SharedRange?

    package init(
        _ content: Content, range: SourceRange, anchor: SourceRange? = nil, isIncomplete: Bool = false
    ) {
        self.init(content, at: CompactRange(range), isIncomplete: isIncomplete)
        anchorPlace = anchor.map { SharedRange(CompactRange($0)) }
    }

    init(_ content: Content, at place: CompactRange, isIncomplete: Bool = false) {
        self.content = content
        self.place = place
        self.isIncomplete = isIncomplete
    }

    /// Where the node stands, without its anchor and tag. A block collection ends with its last child.
    package var range: SourceRange {
        get { place.expanded }
        set { place = CompactRange(newValue) }
    }

    /// For what came through an alias, where the node that it names stands.
    package var anchor: SourceRange? {
        get { anchorPlace?.range.expanded }
        set { anchorPlace = newValue.map { SharedRange(CompactRange($0)) } }
    }

    var compactRange: CompactRange { place }

    /// This node as an alias at `place` gives it.
    func aliased(at place: CompactRange, anchor: SharedRange) -> YAMLNode {
        var node = self
        node.place = place
        node.anchorPlace = anchor
        return node
    }

    /// The scalar, if the node is one.
    package var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The items, if the node is a sequence.
    package var sequence: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// The mapping, if the node is one.
    package var mapping: YAMLMapping? {
        if case .mapping(let mapping) = content { mapping } else { nil }
    }
}
