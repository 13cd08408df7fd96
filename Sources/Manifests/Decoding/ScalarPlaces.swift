import Diagnostics
import YAML

/// Where each code point of a scalar stands in its source, behind quotes, escapes, folds and indentation.
struct ScalarPlaces {
    private let places: [SourceRange]?

    /// - Parameter range: of the scalar itself.
    init(_ scalar: YAMLScalar, in source: SourceText, at range: SourceRange) {
        let isBlock = scalar.style == .literal || scalar.style == .folded
        // What ends a block's last line stands behind its range.
        let written = source.characters(in: isBlock ? source.withBlankLines(behind: range) : range)
        let text = Array(scalar.text.unicodeScalars)
        switch scalar.style {
        case .plain: places = Self.aligned(text, Self.flow(written[...], scalar.style), isBlock: false)
        case .singleQuoted, .doubleQuoted:
            places = Self.aligned(
                text, Self.flow(written.dropFirst().dropLast(), scalar.style), isBlock: false)
        case .literal, .folded:
            let lines = Self.lines(written)
            let first = lines.first { $0.contains { $0.scalar != " " && !$0.isLineEnd } }
            let indent = first?.prefix { $0.scalar == " " }.count ?? 0
            // A digit in its head may say less.
            places =
                (0...indent).reversed().lazy.compactMap {
                    Self.aligned(text, Self.block(lines, indent: $0, isFolded: scalar.style == .folded), isBlock: true)
                }.first
        }
    }

    /// The place of one code point, counted from 0; nothing where it can't be told.
    subscript(index: Int) -> SourceRange? { places.flatMap { $0.indices.contains(index) ? $0[index] : nil } }

    // MARK: What is written

    private typealias Written = SourceText.Character

    private enum Piece {
        case character(Unicode.Scalar, SourceRange)
        /// Ends of lines in a row, which are folded.
        case fold([SourceRange])
    }

    /// A scalar in one line or in several, without its quotes.
    private static func flow(_ written: ArraySlice<Written>, _ style: YAMLScalar.Style) -> [Piece] {
        var pieces: [Piece] = []
        /// How many of the last are blanks that a line's end would take away.
        var blanks = 0
        var rest = written
        while let character = rest.popFirst() {
            if character.isLineEnd {
                pieces.removeLast(blanks)
                var ends = [character.range]
                while let next = rest.first, next.isBlank || next.isLineEnd {
                    if next.isLineEnd { ends.append(next.range) }
                    rest.removeFirst()
                }
                pieces.append(.fold(ends))
                blanks = 0
            } else if style == .doubleQuoted, character.scalar == "\\", let next = rest.popFirst() {
                blanks = 0
                if next.isLineEnd {
                    rest = rest.drop { $0.isBlank }
                } else if let (scalar, end) = escaped(next, &rest) {
                    pieces.append(.character(scalar, SourceRange(start: character.range.start, end: end)))
                }
            } else {
                if style == .singleQuoted, character.scalar == "'", rest.first?.scalar == "'" { rest.removeFirst() }
                blanks = character.isBlank ? blanks + 1 : 0
                pieces.append(.character(character.scalar, character.range))
            }
        }
        return pieces
    }

    /// What an escape stands for, and where it ends.
    private static func escaped(_ letter: Written, _ rest: inout ArraySlice<Written>)
        -> (Unicode.Scalar, SourcePosition)?
    {
        let digits: Int? =
            switch letter.scalar {
            case "x": 2
            case "u": 4
            case "U": 8
            default: nil
            }
        if let digits {
            let written = rest.prefix(digits)
            rest = rest.dropFirst(digits)
            let text = String(String.UnicodeScalarView(written.map(\.scalar)))
            guard let last = written.last, let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value)
            else { return nil }
            return (scalar, last.range.end)
        }
        return (escapes[letter.scalar] ?? letter.scalar, letter.range.end)
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "\0", "a": "\u{7}", "b": "\u{8}", "t": "\t", "n": "\n", "v": "\u{B}", "f": "\u{C}", "r": "\r",
        "e": "\u{1B}", "N": "\u{85}", "_": "\u{A0}", "L": "\u{2028}", "P": "\u{2029}",
    ]

    /// The lines behind the head of a block scalar, each with its end.
    private static func lines(_ written: [Written]) -> [ArraySlice<Written>] {
        var lines: [ArraySlice<Written>] = []
        var rest = written.drop { !$0.isLineEnd }.dropFirst()
        while !rest.isEmpty {
            let line = rest.prefix { !$0.isLineEnd }
            lines.append(rest.prefix(line.count + 1))
            rest = rest.dropFirst(line.count + 1)
        }
        return lines
    }

    private static func block(_ lines: [ArraySlice<Written>], indent: Int, isFolded: Bool) -> [Piece] {
        var pieces: [Piece] = []
        for line in lines {
            var content = line
            for _ in 0..<indent where content.first?.scalar == " " { content.removeFirst() }
            for character in content {
                guard character.isLineEnd else {
                    pieces.append(.character(character.scalar, character.range))
                    continue
                }
                if !isFolded {
                    pieces.append(.character("\n", character.range))
                } else if case .fold(let ends)? = pieces.last {
                    pieces[pieces.count - 1] = .fold(ends + [character.range])
                } else {
                    pieces.append(.fold([character.range]))
                }
            }
        }
        return pieces
    }

    // MARK: What is meant

    /// The place of each code point of the text; nothing where it is not what the pieces give.
    private static func aligned(_ text: [Unicode.Scalar], _ pieces: [Piece], isBlock: Bool) -> [SourceRange]? {
        var places: [SourceRange] = []
        places.reserveCapacity(text.count)
        for piece in pieces {
            if places.count == text.count { break }
            switch piece {
            case .character(let scalar, let range):
                guard text[places.count] == scalar else { return nil }
                places.append(range)
            case .fold(let ends):
                let rest = text[places.count...]
                if rest.first == " ", ends.count == 1 {
                    places.append(ends[0])
                } else {
                    let kept = rest.prefix(isBlock ? ends.count : ends.count - 1).prefix { $0 == "\n" }.count
                    // Of those at the end the first are kept.
                    places += kept == rest.count ? ends.prefix(kept) : ends.suffix(kept)
                }
            }
        }
        return places.count == text.count ? places : nil
    }
}

extension SourceText.Character {
    fileprivate var isLineEnd: Bool { scalar == "\n" }
    fileprivate var isBlank: Bool { scalar == " " || scalar == "\t" }
}
