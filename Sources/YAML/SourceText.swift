import CLibYAML

/// The bytes of a file, and where libyaml's marks stand in them.
///
/// A mark's `index` counts code points. Its line does not serve: libyaml also ends lines at NEL, LS and PS, which editors don't,
/// and puts the end of the stream on a line of its own. So positions come from the index and the text: lines end at LF, CRLF or
/// CR. Where every character is one byte, libyaml's numbers are the text's.
///
/// The bytes must outlive this value.
struct SourceText {
    let bytes: UnsafeBufferPointer<UInt8>
    private let isASCII: Bool
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
        if isASCII {
            let offset = UInt32(truncatingIfNeeded: mark.index) + origin.offset
            if offset >= end.offset { return end }
            return CompactPosition(
                line: UInt32(truncatingIfNeeded: mark.line) + 1, column: UInt32(truncatingIfNeeded: mark.column) + 1,
                offset: offset)
        }
        return position(at: Int(mark.index))
    }

    private mutating func position(at index: Int) -> CompactPosition {
        if index < cursor.index {
            cursor = checkpoints[min(index / Self.checkpointDistance, checkpoints.count - 1)]
        }
        while cursor.index < index, cursor.position.offset < end.offset {
            Self.step(&cursor.position, in: bytes)
            cursor.index += 1
            if cursor.index == checkpoints.count * Self.checkpointDistance { checkpoints.append(cursor) }
        }
        return cursor.position
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
        position.offset += UInt32(byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4)
        if byte == 0x0A || (byte == 0x0D && next != 0x0A) {
            position.line += 1
            position.column = 1
        } else {
            position.column += 1
        }
    }
}
