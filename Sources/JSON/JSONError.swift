/// Why a text is not JSON as this module reads it, and where.
package struct JSONError: Error, Sendable, Hashable {
    /// What is wrong, in one line without a full stop; it repeats nothing of the text but one printable ASCII character.
    package var message: String
    /// Bytes from the start of what was given to the reader.
    package var offset: Int
    /// Counted from 1; a line ends with a line feed.
    package var line: Int
    /// Counted from 1, in code points.
    package var column: Int

    package init(message: String, offset: Int, line: Int, column: Int) {
        self.message = message
        self.offset = offset
        self.line = line
        self.column = column
    }
}

extension JSONError {
    /// The error at `offset` of `bytes`; what stands before it must be valid UTF-8 for the column to be right.
    init(_ message: String, at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == Byte.lineFeed {
                line += 1
                column = 1
            } else if !Byte.continuesScalar(byte) {
                column += 1
            }
        }
        self.init(message: message, offset: offset, line: line, column: column)
    }
}
