import Diagnostics

/// A `SourcePosition` in 12 bytes: a file is far smaller than 4 GiB, and a document has very many nodes.
struct CompactPosition: Sendable, Hashable {
    var line: UInt32
    var column: UInt32
    var offset: UInt32

    static let start = CompactPosition(line: 1, column: 1, offset: 0)

    init(line: UInt32, column: UInt32, offset: UInt32) {
        self.line = line
        self.column = column
        self.offset = offset
    }

    init(_ position: SourcePosition) {
        line = UInt32(clamping: position.line)
        column = UInt32(clamping: position.column)
        offset = UInt32(clamping: position.offset)
    }

    var expanded: SourcePosition { SourcePosition(line: Int(line), column: Int(column), offset: Int(offset)) }
}

/// A `SourceRange` in 24 bytes.
struct CompactRange: Sendable, Hashable {
    var start: CompactPosition
    var end: CompactPosition

    init(_ start: CompactPosition, _ end: CompactPosition) {
        self.start = start
        self.end = end
    }

    init(_ range: SourceRange) {
        start = CompactPosition(range.start)
        end = CompactPosition(range.end)
    }

    var expanded: SourceRange { SourceRange(start: start.expanded, end: end.expanded) }
}

/// A range that few nodes have, so that those without it pay one word.
final class SharedRange: Sendable {
    let range: CompactRange

    init(_ range: CompactRange) { self.range = range }
}
