/// Reads, part by part and without a tree, a text that is to the byte what `JSONWriter` writes in pretty style with sorted keys.
///
/// The caller names the keys that it knows in their order; anything else, a space too many among it, is an error at its place. What
/// is read so and written again by a `CanonicalWriter` is the same bytes.
package struct CanonicalReader {
    var parser: JSONParser
    /// In how many objects and arrays `offset` is.
    private(set) var level = 0
    /// Whether another member or element of the innermost object or array begins at `offset`; nothing while that isn't looked at. When
    /// there is none, the closing bracket has been stepped over.
    private var hasNext: Bool?
    private var isFirst = false

    /// Has `body` read a text, which it must not keep the reader for.
    package static func read<Result, Failure: Error>(
        _ bytes: [UInt8], _ body: (inout CanonicalReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try read(bytes, from: 0, level: 0, isFirst: true, body)
    }

    /// Has `body` read on at `offset`, behind the bracket of an object `level` deep if `isFirst`, else behind one of its members.
    package static func read<Result, Failure: Error>(
        _ bytes: [UInt8], from offset: Int, level: Int, isFirst: Bool,
        _ body: (inout CanonicalReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
            var reader = CanonicalReader(parser: JSONParser(bytes: buffer, maxDepth: JSONReader.deepest))
            reader.parser.position = min(max(offset, 0), bytes.count)
            (reader.level, reader.isFirst) = (level, isFirst)
            return try body(&reader)
        }
    }

    private init(parser: JSONParser) { self.parser = parser }

    /// Where the next part begins, in bytes from the start.
    package var offset: Int { parser.position }

    /// An error of the caller's about what stands at `offset`.
    package func failure(_ message: String, at offset: Int) -> JSONError { parser.failure(message, at: offset) }

    // MARK: Objects and arrays

    /// Steps into an object.
    package mutating func openObject() throws(JSONError) { try open(Byte.openBrace, "an object") }

    /// Steps into an array.
    package mutating func openArray() throws(JSONError) { try open(Byte.openBracket, "a list") }

    /// Whether the next member is `key`, which stands for itself; it is stepped over then, and its value comes next.
    package mutating func take(_ key: StaticString) throws(JSONError) -> Bool {
        guard try hasMember(), isKey(key) else { return false }
        parser.position += key.utf8CodeUnitCount + 4
        hasNext = nil
        return true
    }

    /// Steps over `key`, which must be the next member.
    package mutating func require(_ key: StaticString) throws(JSONError) {
        if try take(key) { return }
        if hasNext == true {
            // Keys stand in order, so what comes before the wanted one is none that anyone wants.
            let start = parser.position
            let found = try parser.string()
            if found.utf8.lexicographicallyPrecedes("\(key)".utf8) {
                throw failure("unknown key `\(found)`", at: start)
            }
            parser.position = start
        }
        throw failure("`\(key)` is missing", at: parser.position)
    }

    /// The key of the next member of an object with free keys, which must come after `previous`; nothing at its end.
    package mutating func key(after previous: String?) throws(JSONError) -> String? {
        guard try hasMember() else {
            try closeObject()
            return nil
        }
        let start = parser.position
        let key = try string()
        if let previous, !previous.utf8.lexicographicallyPrecedes(key.utf8) {
            throw failure("the key `\(key)` is not in order, or there twice", at: start)
        }
        guard parser.take(Byte.colon), parser.take(Byte.space) else { throw unexpected("`: `") }
        hasNext = nil
        return key
    }

    /// Whether another element comes next; the array is stepped out of where none does.
    package mutating func element() throws(JSONError) -> Bool {
        defer { hasNext = nil }
        return try another(until: Byte.closeBracket)
    }

    /// Steps out of an object, of which every member must have been taken.
    package mutating func closeObject() throws(JSONError) {
        if try hasMember() {
            let start = parser.position
            throw failure("unknown key `\(try parser.string())`", at: start)
        }
        hasNext = nil
    }

    /// Refuses everything but the last line feed.
    package mutating func end() throws(JSONError) {
        guard parser.take(Byte.lineFeed) else { throw unexpected("a line feed") }
        if parser.position < parser.bytes.count { throw unexpected("the end") }
    }

    private mutating func open(_ bracket: UInt8, _ name: String) throws(JSONError) {
        guard parser.take(bracket) else { throw try other(than: name) }
        level += 1
        (isFirst, hasNext) = (true, nil)
    }

    private mutating func hasMember() throws(JSONError) -> Bool {
        if let hasNext { return hasNext }
        let found = try another(until: Byte.closeBrace)
        hasNext = found
        return found
    }

    private mutating func another(until bracket: UInt8) throws(JSONError) -> Bool {
        let wasFirst = isFirst
        isFirst = false
        if wasFirst ? parser.isAt(bracket) : !parser.take(Byte.comma) {
            level -= 1
            if !wasFirst { try breakLine() }
            guard parser.take(bracket) else { throw unexpected("`,` or \(Byte.shown(bracket))") }
            return false
        }
        try breakLine()
        return true
    }

    private mutating func breakLine() throws(JSONError) {
        if !parser.takeBreak(level: level) { throw unexpected("a new line, indented by \(2 * level)") }
    }

    private func isKey(_ key: StaticString) -> Bool {
        let count = key.utf8CodeUnitCount
        let start = parser.position
        let bytes = parser.bytes
        guard start + count + 4 <= bytes.count, bytes[start] == Byte.quote, bytes[start + count + 1] == Byte.quote,
            bytes[start + count + 2] == Byte.colon, bytes[start + count + 3] == Byte.space
        else { return false }
        let letters = key.utf8Start
        for index in 0..<count where letters[index] != bytes[start + 1 + index] { return false }
        return true
    }
}

extension CanonicalReader {
    // MARK: Values

    /// A string; where it is the same as `other`, that one, so that no memory is taken for it.
    package mutating func string(orSame other: String? = nil) throws(JSONError) -> String {
        let start = parser.position
        if let content = parser.plainString() {
            let bytes = UnsafeBufferPointer(rebasing: parser.bytes[content])
            if let other, other.utf8.count == bytes.count, other.utf8.elementsEqual(bytes) { return other }
            return String(decoding: bytes, as: UTF8.self)
        }
        guard parser.isAt(Byte.quote) else { throw try self.other(than: "a string") }
        let text = try parser.string()
        try vouch(for: .string(text), from: start)
        return text
    }

    /// Any value.
    package mutating func value() throws(JSONError) -> JSONValue {
        let start = parser.position
        let value = try parser.value(depth: 0)
        try vouch(for: value, from: start)
        return value
    }

    /// The place of any value, which `JSONReader` will read.
    package mutating func skip() throws(JSONError) -> Range<Int> {
        let start = parser.position
        if !parser.skipPlain(level: level, depth: 0) {
            parser.position = start
            _ = try value()
        }
        return start..<parser.position
    }

    /// The place of a string, quotes and all.
    package mutating func skipString() throws(JSONError) -> Range<Int> {
        let start = parser.position
        if parser.plainString() == nil { _ = try string() }
        return start..<parser.position
    }

    /// Refuses a value that is written otherwise than it would be.
    private func vouch(for value: JSONValue, from start: Int) throws(JSONError) {
        var expected: [UInt8] = []
        JSONWriter.append(value, level: level, to: &expected)
        let found = parser.bytes[start..<parser.position]
        if found.elementsEqual(expected) { return }
        let same = zip(found, expected).prefix { $0 == $1 }.count
        throw failure("this is not how it is written", at: start + same)
    }

    private func unexpected(_ expected: String) -> JSONError { parser.unexpected(expected) }

    /// The error for another value than `expected`.
    private mutating func other(than expected: String) throws(JSONError) -> JSONError {
        let start = parser.position
        let value = try parser.value(depth: 0)
        return failure("expected \(expected), found \(value.typeName)", at: start)
    }
}
