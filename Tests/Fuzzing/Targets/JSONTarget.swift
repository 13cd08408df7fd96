import JSON

/// Reads any bytes as JSON; what is read is written, read and written again, and changed by a byte.
@_cdecl("LLVMFuzzerTestOneInput")
public func testJSON(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: count)
    do throws(JSONError) {
        // In place, so that a byte that is read beyond the end is seen.
        let value = try JSONReader.read(UnsafeRawBufferPointer(bytes))
        checkWriting(value)
        checkDepth(value, bytes)
        checkCanonical(value, choice: bytes.choice)
    } catch {
        checkPlace(error, bytes)
    }
    CanonicalCheck(Array(bytes)).run(choice: bytes.choice)
    return 0
}

private func checkWriting(_ value: JSONValue) {
    for (style, sortedKeys) in [(JSONWriter.Style.compact, false), (.compact, true), (.pretty, true)] {
        let written = JSONWriter.write(value, style: style, sortedKeys: sortedKeys)
        let again = must("what was written can't be read") { try JSONReader.read(written) }
        check(again == value && value == again, "\(value) was written, and \(again) read")
        check(again.hashValue == value.hashValue, "equal values have other hashes")
        check(JSONWriter.write(again, style: style, sortedKeys: sortedKeys) == written, "written twice, it differs")
        // Nothing that a terminal would act upon.
        let isPlain = String(decoding: written, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A: style == .pretty
            case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
        check(isPlain, "a control character was written")
    }
}

/// A lower limit of depth only ever refuses.
private func checkDepth(_ value: JSONValue, _ bytes: UnsafeBufferPointer<UInt8>) {
    let text = Array(bytes)
    let depth = depth(of: value)
    check(depth <= JSONReader.deepest, "deeper than the limit")
    let same = must("not read at its own depth") { try JSONReader.read(text[...], maxDepth: depth) }
    check(same == value, "another limit gives another value")
    if depth > 0, (try? JSONReader.read(text, maxDepth: depth - 1)) != nil { fatalError("read beyond the limit") }
}

private func depth(of value: JSONValue) -> Int {
    switch value {
    case .array(let elements): 1 + (elements.map(depth).max() ?? 0)
    case .object(let object): 1 + (object.members.map { depth(of: $0.value) }.max() ?? 0)
    default: 0
    }
}

private func checkPlace(_ error: JSONError, _ bytes: UnsafeBufferPointer<UInt8>) {
    check((0...bytes.count).contains(error.offset), "\(error) is outside the text")
    let before = bytes[..<error.offset]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    check(error.line == 1 + before.count { $0 == 0x0A }, "\(error) has another line")
    check(error.column == 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }, "\(error) has another column")
    check(!error.message.isEmpty && error.message.utf8.allSatisfy { 0x20...0x7E ~= $0 }, "\(error) repeats the text")
}
