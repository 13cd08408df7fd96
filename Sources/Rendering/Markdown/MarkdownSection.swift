/// A part of a report: items, each shown whole or not at all, and what stands around them.
struct MarkdownSection {
    /// What stays the longest where there is no room for all, first to last.
    enum Rank: Int, Comparable {
        case errors, destinations, held, changed, resume, move, missed, creates, undeclared, covered, warnings, notes,
            timeline,
            bodies

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    /// One item. Its note comes between head and tail where there is room, and by a rank of its own.
    struct Item {
        var head: String
        var note = ""
        var tail = ""
    }

    let rank: Rank
    /// How many of them are called where they are left out, such as `request body` and `request bodies`.
    let nouns: (one: String, many: String)
    /// Stands before the first item that is shown.
    let opening: String
    let count: Int
    /// Made only where there may be room.
    let item: (Int) -> Item
    let closing: String

    init(
        _ rank: Rank, _ nouns: (one: String, many: String), opening: String, count: Int, closing: String = "\n",
        item: @escaping (Int) -> Item
    ) {
        self.rank = rank
        self.nouns = nouns
        self.opening = opening
        self.count = count
        self.closing = closing
        self.item = item
    }
}
