/// What a terminal of so many columns shows: as much of one as is needed to see whether lines fit, and what is wiped.
struct Screen {
    private let columns: Int
    private(set) var rows: [[Character]] = [[]]
    private var column = 0
    /// How often a line was too long, and went on in the next row.
    private(set) var overflows = 0
    /// What acts on the terminal, but for colours and wiping a line.
    private(set) var otherControls = 0

    init(columns: Int) { self.columns = columns }

    /// The rows with what was wiped gone, without blanks at their ends.
    var text: String {
        rows.map { row in String(row.filter { $0 != Self.covered }).trimmingSuffix { $0 == " " } }
            .joined(separator: "\n")
    }

    mutating func show(_ text: String) {
        var escape: String?
        for character in text {
            if let begun = escape {
                escape = begun + String(character)
                if character.isLetter { escape = end(of: begun + String(character)) }
            } else {
                switch character {
                case "\u{1B}": escape = ""
                case "\r": column = 0
                case "\n", "\r\n":
                    rows.append([])
                    column = 0
                default: put(character)
                }
            }
        }
    }

    private mutating func end(of sequence: String) -> String? {
        switch sequence {
        case "[K": rows[rows.count - 1].removeSubrange(min(column, rows[rows.count - 1].count)...)
        case _ where sequence.hasSuffix("m"): break
        default: otherControls += 1
        }
        return nil
    }

    private mutating func put(_ character: Character) {
        let width = Self.width(character)
        if column + width > columns {
            overflows += 1
            rows.append([])
            column = 0
        }
        for cell in [character] + Array(repeating: Self.covered, count: max(0, width - 1)) {
            while rows[rows.count - 1].count <= column { rows[rows.count - 1].append(" ") }
            rows[rows.count - 1][column] = cell
            column += 1
        }
    }

    /// The second column of a wide character.
    private static let covered: Character = "\u{0}"

    /// Enough for the names in tests.
    private static func width(_ character: Character) -> Int {
        switch character.unicodeScalars.first?.value ?? 0 {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xFF01...0xFF60, 0x1F300...0x1FAFF: 2
        default: 1
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, matches(last) { text.removeLast() }
        return String(text)
    }
}
