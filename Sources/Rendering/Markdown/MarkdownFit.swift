/// Fits sections into a number of bytes: by rank, and within a section from the first item on.
///
/// What has a lower rank is begun only once all of a higher one is there, but for items of more than a quarter of the room: one of
/// them doesn't keep all others out. All bytes are counted as UTF-8.
struct MarkdownFit {
    /// What of a section is shown.
    private struct Part {
        var items: [(item: MarkdownSection.Item, hasNote: Bool)] = []
        var leftOut: Int
        var notesLeftOut = 0
    }

    private let sections: [MarkdownSection]
    private let limit: Int
    private var parts: [Part]
    private var used = 0
    private var isFull = false

    /// The report: what `frame` gives for a sentence about what was left out, empty where nothing was, and behind it the sections in
    /// their order.
    static func text(_ sections: [MarkdownSection], within limit: Int, frame: (String) -> String) -> String {
        var fit = MarkdownFit(sections, limit)
        // The most that this can be: no count grows by what is shown.
        fit.used = frame(fit.leftOut(isWorst: true)).utf8.count
        for step in fit.steps {
            switch step {
            case .items(let index): fit.addItems(of: index)
            case .notes(let index): fit.addNotes(of: index)
            }
        }
        return frame(fit.leftOut(isWorst: false)) + fit.body
    }

    private enum Step {
        case items(Int)
        case notes(Int)
    }

    private init(_ sections: [MarkdownSection], _ limit: Int) {
        self.sections = sections
        self.limit = limit
        parts = sections.map { Part(leftOut: $0.count) }
    }

    private var steps: [Step] {
        var steps = sections.indices.map { (sections[$0].rank, Step.items($0)) }
        // Of the sections, only creates have notes.
        steps += sections.indices.filter { sections[$0].rank == .creates }.map { (.notes, .notes($0)) }
        return steps.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private mutating func addItems(of index: Int) {
        if isFull { return }
        let section = sections[index]
        for place in 0..<section.count {
            let item = section.item(place)
            let size = item.head.utf8.count + item.tail.utf8.count
            let frame = parts[index].items.isEmpty ? section.opening.utf8.count + section.closing.utf8.count : 0
            if used + frame + size <= limit {
                used += frame + size
                parts[index].items.append((item, false))
                parts[index].leftOut -= 1
                if !item.note.isEmpty { parts[index].notesLeftOut += 1 }
            } else if size <= limit / 4 || section.rank == .timeline {
                isFull = true
                return
            }
        }
    }

    private mutating func addNotes(of index: Int) {
        if isFull { return }
        for place in parts[index].items.indices {
            let size = parts[index].items[place].item.note.utf8.count
            if size == 0 { continue }
            guard used + size <= limit else {
                isFull = true
                return
            }
            used += size
            parts[index].items[place].hasNote = true
            parts[index].notesLeftOut -= 1
        }
    }

    private var body: String {
        zip(sections, parts).map { section, part in
            if part.items.isEmpty { return "" }
            let items = part.items.map { $0.item.head + ($0.hasNote ? $0.item.note : "") + $0.item.tail }
            return section.opening + items.joined() + section.closing
        }.joined()
    }

    /// Such as `3 rows of creates, notes of 1 create`; empty where nothing was left out.
    private func leftOut(isWorst: Bool) -> String {
        var phrases: [String] = []
        for (section, part) in zip(sections, parts) {
            let left = isWorst ? section.count : part.leftOut
            if left > 0 { phrases.append(left == 1 ? section.nouns.one : "\(left) \(section.nouns.many)") }
            let notes = isWorst && section.rank == .creates ? section.count : part.notesLeftOut
            if notes > 0 { phrases.append("the notes of \(notes == 1 ? "1 create" : "\(notes) creates")") }
        }
        return phrases.joined(separator: ", ")
    }
}
