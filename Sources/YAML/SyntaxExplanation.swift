import CLibYAML
import Diagnostics

extension Composer {
    /// A syntax error of libyaml in plain words, at the place that has to change.
    mutating func explain(_ fault: SyntaxFault) -> Diagnostic {
        let explanation = SyntaxExplanation(
            problem: fault.problem, context: fault.context,
            place: source.position(of: fault.problemMark),
            contextPlace: source.position(of: fault.context == nil ? fault.problemMark : fault.contextMark),
            openBracket: frames.last.flatMap { $0.isFlow ? $0.start : nil },
            source: source)
        let words = explanation.words
        let notes = words.note.map { Diagnostic.Note($0.message, at: location(source.character(at: $0.place))) }
        return Diagnostic(
            .yamlSyntax, words.message, at: location(words.range), fix: words.fix, notes: notes.map { [$0] } ?? [])
    }
}

/// Finds the words for one of libyaml's errors. What it has no words for keeps libyaml's own.
struct SyntaxExplanation {
    var problem: String
    var context: String?
    /// Where libyaml noticed.
    var place: CompactPosition
    /// Where the thing began that libyaml was reading then.
    var contextPlace: CompactPosition
    /// Where the innermost `[` or `{` stands that is open.
    var openBracket: CompactPosition?
    var source: SourceText

    struct Words {
        var message: String
        var fix: String?
        var range: CompactRange
        var note: (message: String, place: CompactPosition)?
    }

    var words: Words {
        switch problem {
        case "found character that cannot start any token": impossibleStart
        case "found a tab character where an indentation space is expected",
            "found a tab character that violates indentation":
            tab
        case "found unexpected end of stream", "found unexpected document indicator": openQuote
        case "could not find expected ':'": missingColon
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'",
            "did not find expected node content":
            insideBrackets
        case "did not find expected key", "did not find expected '-' indicator",
            "did not find expected <document start>",
            "did not found expected <document start>":
            outOfPlace
        case "mapping values are not allowed in this context": secondColon
        default: known ?? passedThrough
        }
    }

    /// libyaml's own words, and where it was.
    private var passedThrough: Words {
        Words(message: problem, range: here, note: context.map { ($0, contextPlace) })
    }

    /// Problems whose words don't depend on the text around.
    private var known: Words? {
        switch problem {
        case "block sequence entries are not allowed in this context":
            Words(
                message: "a list can't begin here", fix: "put each `- ` on a line of its own, below the key",
                range: here)
        case "mapping keys are not allowed in this context":
            Words(message: "a key can't begin here", fix: "quote a text that begins with `? `", range: here)
        case "found unknown escape character":
            Words(
                message: "`\(text(place, characters: 2))` is no escape of a double-quoted text",
                fix: #"write `\\` for a backslash, or use single quotes"#, range: span(place, characters: 2))
        case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
            Words(
                message: "this escape is no character", fix: #"write `\xNN`, `\uNNNN` or `\UNNNNNNNN` in hexadecimal"#,
                range: escape)
        case "found duplicate %YAML directive", "found duplicate %TAG directive":
            Words(message: "this directive is given twice", fix: "keep one of them", range: restOfLine)
        case "found incompatible YAML document":
            Words(message: "only YAML 1.1 and 1.2 can be read", fix: "write `%YAML 1.2`, or nothing", range: restOfLine)
        case "found undefined tag handle":
            Words(message: "the tag's handle is not defined", fix: "remove the tag", range: word)
        case "found unknown directive name":
            Words(message: "this directive is unknown", fix: "quote a text that begins with `%`", range: contextHere)
        case "did not find expected alphabetic or numeric character":
            Words(
                message: context == "while scanning an alias"
                    ? "`*` begins an alias, and no name of one follows"
                    : "`&` begins an anchor, and no name of one follows",
                fix: "quote a text that begins with `*` or `&`", range: contextHere)
        case _ where context == "while scanning a block scalar":
            Words(
                message: "only a number from 1 to 9, `-` or `+` may follow `|` or `>` on its line",
                fix: "begin the text on the next line", range: here, note: ("the text begins here", contextPlace))
        default: nil
        }
    }

    private var impossibleStart: Words {
        if byte == UInt8(ascii: "\t") { return tab }
        let character = text(place, characters: 1)
        return Words(
            message: "a value can't begin with `\(character)`", fix: "quote a text that begins with `\(character)`",
            range: here)
    }

    private var tab: Words {
        var count = 0
        while source.byte(at: Int(place.offset) + count) == UInt8(ascii: "\t") { count += 1 }
        return Words(
            message: "a tab can't indent YAML", fix: "indent with spaces",
            range: span(place, characters: max(1, count)),
            note: contextPlace.offset < place.offset ? ("the text begins here", contextPlace) : nil)
    }

    private var openQuote: Words {
        Words(
            message: "this quote is never closed", fix: "close it with `\(text(contextPlace, characters: 1))`",
            range: contextHere,
            note: (isAtEnd ? "the file ends here" : "a document begins or ends here", place))
    }

    private var missingColon: Words {
        Words(
            message: "no `:` follows this key", fix: "write `key: value`, or indent what belongs to the value above",
            range: SyntaxLine(source, at: contextPlace).rest(from: contextPlace),
            note: ("it would have to stand before here", place))
    }

    private var secondColon: Words {
        let isSameLine = SyntaxLine(source, at: place).textBefore.contains(": ")
        return Words(
            message: isSameLine ? "a second `: ` can't stand on one line" : "a key can't stand here",
            fix: isSameLine
                ? "quote a value that holds `: `"
                : "align this line with the key above, or quote a value that holds `: `",
            range: here)
    }
}
