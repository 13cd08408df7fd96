extension TextStyle {
    /// The text with each line that is wider than the terminal broken at its blanks, and between wide characters; what follows stands
    /// two columns further to the right than the line. What is one word stays whole, so that it can be copied. Where the width is
    /// not known, or there is no terminal, the text as it is: logs and pipes are searched by the line.
    ///
    /// - Parameter hanging: the column at which continuations begin instead.
    package func folded(_ text: String, hanging: Int? = nil) -> String {
        guard columns != nil, !text.isEmpty else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { folded(line: $0, hanging: hanging ?? $0.prefix { $0 == " " }.count + 2) }.joined(separator: "\n")
    }

    /// The same for one line, whose continuations begin at a column.
    private func folded(line: some StringProtocol, hanging: Int) -> String {
        guard let columns else { return String(line) }
        let room = max(TextStyle.leastColumns, columns)
        // No character takes more columns than bytes.
        if line.utf8.count <= room { return String(line) }
        let hanging = min(hanging, room / 2)
        var result = ""
        var column = 0
        for piece in Piece.pieces(of: line) {
            var blanks = piece.blanks
            if column + blanks + piece.columns > room {
                // What is long stands further to the left, where it fits there.
                let indent = min(column == 0 ? blanks : hanging, max(0, room - piece.columns))
                if column == 0 {
                    blanks = indent
                } else if indent < column + blanks {
                    result += "\n"
                    (column, blanks) = (0, indent)
                }
            }
            result += String(repeating: " ", count: blanks) + piece.text
            column += blanks + piece.columns
        }
        return result
    }

    /// What is narrower is not worth being kept to.
    private static let leastColumns = 20
}

/// What is not broken, and the blanks before it.
private struct Piece {
    var blanks = 0
    /// With its colours.
    var text = ""
    var columns = 0

    static func pieces(of line: some StringProtocol) -> [Piece] {
        var pieces: [Piece] = []
        var piece = Piece()
        var last: Character?
        var isInEscape = false
        for character in line {
            if isInEscape || character == "\u{1B}" {
                isInEscape = character != "m"
                piece.text.append(character)
                continue
            }
            let isBreak =
                character == " " ? !piece.text.isEmpty : last.map { mayBreak(between: $0, character) } ?? false
            if isBreak {
                pieces.append(piece)
                piece = Piece()
            }
            last = character
            if character == " " {
                piece.blanks += 1
            } else {
                piece.text.append(character)
                piece.columns += character.displayWidth
            }
        }
        return pieces + [piece]
    }

    /// Between ideographs and syllables a line may end; no mark that closes anything begins one.
    private static func mayBreak(between first: Character, _ second: Character) -> Bool {
        if first == " " || closing.contains(second) || opening.contains(first) { return false }
        return first.displayWidth == 2 || second.displayWidth == 2
    }

    private static let closing: Set<Character> = [
        "、", "。", "，", "．", "：", "；", "！", "？", "）", "」", "』", "】", "》", "〉", "］", "｝", "ー", ")", "]", "}", ",", ".",
        ":", ";", "!",
        "?", "\"", "'", "`",
    ]
    private static let opening: Set<Character> = [
        "（", "「", "『", "【", "《", "〈", "［", "｛", "(", "[", "{", "\"", "'", "`",
    ]
}
