package import Diagnostics

/// A mapping: its own members in the order of the text, then those that `<<` merged into it. Each key is there once.
package struct YAMLMapping: Sendable {
    package struct Member: Sendable {
        /// Always a scalar.
        package var key: YAMLNode
        package var value: YAMLNode
        private var mergePlace: SharedRange?

        package init(key: YAMLNode, value: YAMLNode, mergedAt: SourceRange? = nil) {
            self.init(key: key, value: value, merge: mergedAt.map { SharedRange(CompactRange($0)) })
        }

        init(key: YAMLNode, value: YAMLNode, merge: SharedRange?) {
            self.key = key
            self.value = value
            mergePlace = merge
        }

        /// For a member that came through `<<`, the place of the alias (or mapping) that brought it. Key and value keep
        /// their own.
        package var mergedAt: SourceRange? { mergePlace?.range.expanded }

        /// The key's text.
        package var name: String { key.scalar?.text ?? "" }
    }

    package var members: [Member]

    package init(members: [Member]) { self.members = members }

    /// The member whose key has this text.
    package subscript(key: String) -> Member? { members.first { $0.name == key } }
}
