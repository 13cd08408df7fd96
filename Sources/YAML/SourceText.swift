import CLibYAML

/// The bytes of a file, and where libyaml's marks stand in them.
///
/// A mark's `index` counts code points, so that its byte has to be looked for, unless every character is one byte. Its
/// line serves mostly: libyaml ends lines at LF, CRLF and CR as editors do, but also at NEL, LS and PS, and puts the
/// end of the stream on a line of its own.
///
/// The bytes must outlive this value.
struct SourceText {
    let bytes: UnsafeBufferPointer<UInt8>
    private let isASCII: Bool
    /// Whether libyaml's lines are not an editor's.
    private let hasOtherLineEnds: Bool
    /// Where the text begins: after a byte order mark.
    private let origin: CompactPosition
    /// The position after the last character.
    let end: CompactPosition
    /// The place that was asked for last; the next is mostly a few characters on.
    private var cursor: (index: Int, position: CompactPosition)
    /// Places passed on the way, for the rare step back.
    private var checkpoints: [(index: Int, position: CompactPosition)]
    private static let checkpointDistance = 1024

    /// The text of `bytes`, which `check` has seen, up to its fault.
    init(_ bytes: UnsafeBufferPointer<UInt8>, check: TextCheck) {
        let bytes = UnsafeBufferPointer(rebasing: bytes[..<(check.fault?.offset ?? bytes.count)])
        self.bytes = bytes
        isASCII = check.isASCII
        hasOtherLineEnds = check.hasOtherLineEnds
        origin = CompactPosition(line: 1, column: 1, offset: UInt32(check.markLength))
        cursor = (0, origin)
        checkpoints = [(0, origin)]
        let lastLine = CompactPosition(
            line: UInt32(check.lastLine.number), column: 1, offset: UInt32(check.lastLine.offset))
        end = Self.advance(lastLine, to: bytes.count, in: bytes)
    }

    /// The text that libyaml reads.
    var content: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[Int(origin.offset)...]) }

    /// Where `mark` stands.
    mutating func position(of mark: yaml_mark_t) -> CompactPosition {
        var offset = UInt32(truncatingIfNeeded: mark.index) + origin.offset
        if !isASCII {
            seek(to: Int(mark.index))
            if hasOtherLineEnds { return cursor.position }
            offset = cursor.position.offset
        }
        if offset >= end.offset { return end }
        return CompactPosition(
            line: UInt32(truncatingIfNeeded: mark.line) + 1, column: UInt32(truncatingIfNeeded: mark.column) + 1,
            offset: offset)
    }

    /// Moves the cursor; only in a text with other line ends does it know its line and column.
    private mutating func seek(to index: Int) {
        if index < cursor.index {
            let place = min(index / Self.checkpointDistance, checkpoints.count - 1)
            cursor = checkpoints[checkpoints[place].index <= index ? place : place - 1]
        }
        while cursor.index < index, cursor.position.offset < end.offset {
            if hasOtherLineEnds {
                Self.step(&cursor.position, in: bytes)
                cursor.index += 1
            } else if cursor.index + 8 <= index, isASCIIWord(at: Int(cursor.position.offset)) {
                cursor.position.offset += 8
                cursor.index += 8
            } else {
                cursor.position.offset += Self.width(bytes[Int(cursor.position.offset)])
                cursor.index += 1
            }
            if cursor.index >= checkpoints.count * Self.checkpointDistance { checkpoints.append(cursor) }
        }
    }

    private func isASCIIWord(at offset: Int) -> Bool {
        guard offset + 8 <= bytes.count else { return false }
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return word & 0x8080_8080_8080_8080 == 0
    }

    /// The position at byte `offset`, found from one before it.
    func position(atByte offset: Int, from position: CompactPosition) -> CompactPosition {
        Self.advance(position, to: offset, in: bytes)
    }

    /// The range of one character at `position`, or an empty one at the end of the line.
    func character(at position: CompactPosition) -> CompactRange {
        guard let byte = byte(at: Int(position.offset)), byte != 0x0A, byte != 0x0D else {
            return CompactRange(position, position)
        }
        var end = position
        Self.step(&end, in: bytes)
        return CompactRange(position, end)
    }

    /// The byte at `offset`, or nothing outside the text.
    func byte(at offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

    private static func advance(
        _ position: CompactPosition, to offset: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> CompactPosition {
        var position = position
        while Int(position.offset) < offset { step(&position, in: bytes) }
        return position
    }

    /// Moves over one character.
    private static func step(_ position: inout CompactPosition, in bytes: UnsafeBufferPointer<UInt8>) {
        let offset = Int(position.offset)
        let byte = bytes[offset]
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        position.offset += width(byte)
        if byte == 0x0A || (byte == 0x0D && next != 0x0A) {
            position.line += 1
            position.column = 1
        } else {
            position.column += 1
        }
    }

    /// The length of the character that begins with `lead`.
    private static func width(_ lead: UInt8) -> UInt32 { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
}
