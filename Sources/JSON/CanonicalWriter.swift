/// Writes, part by part, what `JSONWriter` writes in pretty style, so that a large text needs no tree. The caller keeps keys in order.
package struct CanonicalWriter {
    package var bytes: [UInt8] = []
    private var level: Int
    /// Whether the innermost object or array has a part.
    private var hasParts: Bool

    /// Goes on `level` objects and arrays deep; the innermost has parts already, or none.
    package init(level: Int = 0, hasParts: Bool = false) {
        self.level = level
        self.hasParts = hasParts
    }

    package mutating func openObject() { open(Byte.openBrace) }
    package mutating func closeObject() { close(Byte.closeBrace) }
    package mutating func openArray() { open(Byte.openBracket) }
    package mutating func closeArray() { close(Byte.closeBracket) }

    /// Begins an element of an array; its value follows.
    package mutating func element() {
        if hasParts { bytes.append(Byte.comma) }
        hasParts = true
        breakLine()
    }

    /// Begins a member whose key stands for itself; its value follows.
    package mutating func key(_ key: StaticString) {
        element()
        bytes.append(Byte.quote)
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(Byte.quote)
        endKey()
    }

    /// Begins a member; its value follows.
    package mutating func key(_ key: String) {
        element()
        JSONText.append(key, to: &bytes)
        endKey()
    }

    package mutating func string(_ text: String) { JSONText.append(text, to: &bytes) }

    package mutating func value(_ value: JSONValue) { JSONWriter.append(value, level: level, to: &bytes) }

    /// A value as it was written at this level before.
    package mutating func text(_ text: ArraySlice<UInt8>) { bytes.append(contentsOf: text) }

    private mutating func open(_ bracket: UInt8) {
        bytes.append(bracket)
        level += 1
        hasParts = false
    }

    private mutating func close(_ bracket: UInt8) {
        level -= 1
        if hasParts { breakLine() }
        bytes.append(bracket)
        hasParts = true
    }

    private mutating func endKey() {
        bytes.append(Byte.colon)
        bytes.append(Byte.space)
    }

    private mutating func breakLine() {
        let count = 1 + 2 * level
        Self.blank.withUTF8Buffer { bytes.append(contentsOf: $0.prefix(count)) }
        for _ in Self.blank.utf8CodeUnitCount..<max(count, Self.blank.utf8CodeUnitCount) { bytes.append(Byte.space) }
    }

    /// A line feed and the spaces of ten levels.
    private static let blank: StaticString = "\n                    "
}
