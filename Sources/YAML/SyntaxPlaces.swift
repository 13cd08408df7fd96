import Diagnostics

/// The explanations that look at the text around the place.
extension SyntaxExplanation {
    /// A `,`, `]` or `}` is missing, or what should stand between them.
    var insideBrackets: Words {
        let bracket =
            context == "while parsing a flow sequence" || context == "while parsing a flow mapping"
            ? contextPlace : openBracket
        guard let bracket else {
            return Words(message: "a value is missing here", fix: "quote a text that begins like this", range: here)
        }
        if let reference = unquotedReference { return reference }
        let isList = source.byte(at: Int(bracket.offset)) == UInt8(ascii: "[")
        let closing = isList ? "]" : "}"
        if isAtEnd || isAtDocumentMarker {
            return Words(
                message: "this `\(isList ? "[" : "{")` is never closed", fix: "close it with `\(closing)`",
                range: source.character(at: bracket),
                note: (isAtEnd ? "the file ends here" : "a document begins or ends here", place))
        }
        let note = (isList ? "the list begins here" : "the mapping begins here", bracket)
        if problem == "did not find expected node content" {
            return Words(
                message: "a value is missing here", fix: "give the value, or remove the `,`", range: here, note: note)
        }
        return Words(
            message: "`,` or `\(closing)` is missing here",
            fix: "put `,` between \(isList ? "items" : "members"), or close with `\(closing)`", range: here, note: note)
    }

    /// `${...}` without quotes: YAML ends the text before the `{`.
    private var unquotedReference: Words? {
        let start = Int(place.offset) - 1
        guard byte == UInt8(ascii: "{"), source.byte(at: start) == UInt8(ascii: "$") else { return nil }
        let dollar = CompactPosition(line: place.line, column: place.column - 1, offset: place.offset - 1)
        let rest = SyntaxLine(source, at: place).rest(from: dollar)
        let bytes = source.bytes[start..<Int(rest.end.offset)]
        let end = bytes.firstIndex(of: UInt8(ascii: "}")).map { source.position(atByte: $0 + 1, from: dollar) }
        let range = end.map { CompactRange(dollar, $0) } ?? span(dollar, characters: 2)
        return Words(
            message: "`${` must be quoted inside `[ ]` and `{ }`", fix: "quote \"${...}\" inside [ ] and { }",
            range: range)
    }

    /// Something stands where only a key, a list item or a new document could.
    var outOfPlace: Words {
        let line = SyntaxLine(source, at: place)
        let before = line.textBefore
        let isFirst = before.allSatisfy { $0 == " " }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
            let bracket = text(place, characters: 1)
            return Words(
                message: "this `\(bracket)` closes nothing", fix: "remove it, or quote a text that holds it",
                range: here)
        }
        if !isFirst, let last = before.last(where: { $0 != " " }), last == "\"" || last == "'" {
            return Words(
                message: "text follows the closing quote",
                fix: last == "\""
                    ? #"put all of it in quotes, with `\"` for a quote inside"#
                    : "put all of it in quotes, with `''` for a quote inside",
                range: line.rest(from: place))
        }
        switch problem {
        case "did not find expected key":
            let isItem = byte == UInt8(ascii: "-")
            return Words(
                message: isItem
                    ? "a list item can't stand among keys"
                    : isFirst ? "the indentation matches no line above" : "a key is missing here",
                fix: isItem
                    ? "indent the list below the key that it belongs to"
                    : isFirst
                        ? "align the line with those that it belongs to"
                        : "write `key: value`, or quote the value above",
                range: isFirst ? line.rest(from: place) : here, note: ("the mapping begins here", contextPlace))
        case "did not find expected '-' indicator":
            return Words(
                message: "a list item is missing here",
                fix: "begin the item with `- `, or align the line with those that it belongs to",
                range: line.rest(from: place), note: ("the list begins here", contextPlace))
        default:
            return Words(
                message: "this stands outside the document above",
                fix: "align it with the document's first line, or begin a document with a line `---`",
                range: line.rest(from: place))
        }
    }

    var byte: UInt8? { source.byte(at: Int(place.offset)) }
    var isAtEnd: Bool { place.offset >= source.end.offset }

    private var isAtDocumentMarker: Bool {
        guard place.column == 1 else { return false }
        let rest = source.bytes[Int(place.offset)...]
        return rest.starts(with: "---".utf8) || rest.starts(with: "...".utf8)
    }

    var here: CompactRange { source.character(at: place) }
    var contextHere: CompactRange { source.character(at: contextPlace) }
    var restOfLine: CompactRange { SyntaxLine(source, at: place).rest(from: place) }

    /// From the place to the next blank.
    var word: CompactRange {
        var end = Int(place.offset)
        while let byte = source.byte(at: end), byte > 0x20 { end += 1 }
        return CompactRange(place, source.position(atByte: end, from: place))
    }

    /// A numeric escape with as many digits as it should have; the place is behind its `\x`, `\u` or `\U`.
    var escape: CompactRange {
        let letter = source.byte(at: Int(place.offset) - 1)
        let digits = letter == UInt8(ascii: "x") ? 2 : letter == UInt8(ascii: "u") ? 4 : 8
        let start = CompactPosition(line: place.line, column: place.column - 2, offset: place.offset - 2)
        return span(start, characters: 2 + digits)
    }

    /// So many characters from a place on, all on its line.
    func span(_ start: CompactPosition, characters: Int) -> CompactRange {
        var end = start
        for _ in 0..<characters { end = source.character(at: end).end }
        return CompactRange(start, end)
    }

    func text(_ start: CompactPosition, characters: Int) -> String {
        let range = span(start, characters: characters)
        return String(decoding: source.bytes[Int(range.start.offset)..<Int(range.end.offset)], as: UTF8.self)
    }
}

/// The line of a text that a place is on.
struct SyntaxLine {
    private let source: SourceText
    private let place: Int

    init(_ source: SourceText, at position: CompactPosition) {
        self.source = source
        place = Int(position.offset)
    }

    /// What stands on the line before the place.
    var textBefore: String {
        var start = place
        while let byte = source.byte(at: start - 1), !Self.isBreak(byte) { start -= 1 }
        return String(decoding: source.bytes[start..<place], as: UTF8.self)
    }

    /// From `start`, a place on the line, to the line's last character that is neither blank nor in a comment.
    func rest(from start: CompactPosition) -> CompactRange {
        var end = Int(start.offset)
        var lineEnd = end
        while let byte = source.byte(at: lineEnd), !Self.isBreak(byte) {
            if byte == UInt8(ascii: "#"), end < lineEnd { break }
            lineEnd += 1
            if byte > 0x20 { end = lineEnd }
        }
        return CompactRange(start, source.position(atByte: end, from: start))
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
