import Diagnostics

/// The anchors of one document, and what each names.
struct AnchorTable {
    struct Entry {
        /// Where the anchored node stands.
        var place: SharedRange
        /// The node, and nothing as long as it is still open.
        var node: YAMLNode?
        /// The nodes in it, itself too, with aliases expanded.
        var nodeCount = 1
        /// The bytes of all texts in it, likewise.
        var textCount = 0
        /// How many collections it nests: 0 for a scalar.
        var height = 0
    }

    private var entries: [String: Entry] = [:]
    /// Each name once, in the order of the text.
    private var names: [String] = []
    /// The collections with an anchor that have not ended, by name and place.
    private var open: [(name: String, place: SharedRange)] = []

    subscript(name: String) -> Entry? { entries[name] }

    /// Gives `name` a meaning; a later anchor of the same name replaces an earlier one.
    mutating func define(_ name: String, as entry: Entry) {
        if entries.updateValue(entry, forKey: name) == nil { names.append(name) }
    }

    /// Notes a collection that begins at `place`; until it ends, its name stands for nothing.
    mutating func begin(_ name: String, at place: CompactRange) {
        let entry = Entry(place: SharedRange(place))
        open.append((name, entry.place))
        define(name, as: entry)
    }

    /// Gives the collection that began last, and has an anchor, its meaning, unless its name was given anew inside it.
    mutating func end(_ entry: Entry) {
        guard let (name, place) = open.popLast(), entries[name]?.place === place else { return }
        entries[name] = entry
    }

    /// The name that was likely meant by `name`. A file of nothing but anchors makes this no slower: only some are
    /// compared.
    func suggestion(for name: String) -> String? {
        nearest(to: name, among: names.prefix(1000).filter { $0.utf8.count <= 200 })
    }

    mutating func removeAll() {
        guard !names.isEmpty else { return }
        entries.removeAll()
        names.removeAll()
        open.removeAll()
    }
}
