/// A place between two characters of a source text.
///
/// `line` and `column` count from 1; a column is one Unicode code point, as SARIF counts. `offset` counts UTF-8 bytes from 0.
package struct SourcePosition: Sendable, Hashable, Comparable {
    package var line: Int {
        get { Int(storedLine) }
        set { storedLine = UInt32(clamping: newValue) }
    }
    package var column: Int {
        get { Int(storedColumn) }
        set { storedColumn = UInt32(clamping: newValue) }
    }
    package var offset: Int {
        get { Int(storedOffset) }
        set { storedOffset = UInt32(clamping: newValue) }
    }

    // There are very many of them, and none is far into a text.
    private var storedLine: UInt32
    private var storedColumn: UInt32
    private var storedOffset: UInt32

    /// What is beyond 4,294,967,295 is taken for that.
    package init(line: Int, column: Int, offset: Int) {
        storedLine = UInt32(clamping: line)
        storedColumn = UInt32(clamping: column)
        storedOffset = UInt32(clamping: offset)
    }

    /// The beginning of a text.
    package static let start = SourcePosition(line: 1, column: 1, offset: 0)

    package static func < (left: SourcePosition, right: SourcePosition) -> Bool { left.offset < right.offset }
}

/// A stretch of a source text: from `start` up to, and without, `end`.
package struct SourceRange: Sendable, Hashable {
    package var start: SourcePosition
    package var end: SourcePosition

    package init(start: SourcePosition, end: SourcePosition) {
        self.start = start
        self.end = end
    }

    /// The empty range at the beginning of a text.
    package static let start = SourceRange(start: .start, end: .start)
}

/// A stretch of a named file. `file` is the path as users are shown it: relative to the working folder.
package struct SourceLocation: Sendable, Hashable {
    package var file: String
    package var range: SourceRange

    package init(file: String, range: SourceRange) {
        self.file = file
        self.range = range
    }
}
