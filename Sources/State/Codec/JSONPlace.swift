import Diagnostics
import JSON

/// Finds where in a JSON text a part of it stands. The text must be one that the reader has accepted.
struct JSONPlace {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The key of the path's last member, or the beginning of its last element; what encloses it where the path leads nowhere.
    ///
    /// Lines, columns and offsets count from the beginning of the text.
    func range(of path: JSONPath) -> SourceRange {
        var found = space(from: bytes.startIndex)
        var end = found
        var value = found
        for element in path.elements {
            guard let part = part(element, of: value) else { break }
            (found, end, value) = part
        }
        return SourceRange(start: position(at: found), end: position(at: end))
    }

    /// The position of a byte.
    func position(at index: Int) -> SourcePosition {
        var (line, column) = (1, 1)
        for byte in bytes[..<index] {
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return SourcePosition(line: line, column: column, offset: index - bytes.startIndex)
    }

    /// The start and end of what names the part, and where its value begins.
    private func part(_ element: JSONPath.Element, of container: Int) -> (start: Int, end: Int, value: Int)? {
        let open: UInt8 = if case .key = element { UInt8(ascii: "{") } else { UInt8(ascii: "[") }
        guard at(container) == open else { return nil }
        var index = space(from: container + 1)
        var count = 0
        while let byte = at(index), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
            let start = index
            var (end, value) = (start, start)
            if case .key = element {
                end = skip(from: start)
                value = space(from: space(from: end) + 1)
            }
            switch element {
            case .key(let key): if isText(key, start..<end) { return (start, end, value) }
            case .index(let wanted): if count == wanted { return (start, end, value) }
            }
            count += 1
            index = space(from: skip(from: value))
            if at(index) == UInt8(ascii: ",") { index = space(from: index + 1) }
        }
        return nil
    }

    private func isText(_ text: String, _ range: Range<Int>) -> Bool {
        (try? JSONReader.read(bytes[range]))?.stringValue == text
    }

    private func at(_ index: Int) -> UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private func space(from start: Int) -> Int {
        bytes[min(start, bytes.endIndex)...].firstIndex { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } ?? bytes.endIndex
    }

    /// The end of the value that begins at `start`.
    private func skip(from start: Int) -> Int {
        var depth = 0
        var index = start
        while let byte = at(index) {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                while let inside = at(index), inside != UInt8(ascii: "\"") {
                    index += inside == UInt8(ascii: "\\") ? 2 : 1
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
                if depth == 0 { return index }
                if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
            default: break
            }
            index += 1
            if depth == 0, [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "]")].contains(byte) { return index }
        }
        return bytes.endIndex
    }
}
