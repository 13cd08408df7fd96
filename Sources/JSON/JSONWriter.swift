/// A writer whose output is fixed to the byte.
///
/// With `sortedKeys` (by their UTF-8 bytes) equal values give equal bytes, save that strings are written as they are, never
/// normalised. Integers are exact; a double is the shortest decimal that reads back as it, negative zero is `0.0`, and infinity
/// and NaN, which JSON does not have, are `null`. Escaped are quotes, backslashes, control characters (U+0000 to U+001F, U+007F
/// to U+009F), and what would fool a terminal or a diff: U+2028, U+2029, U+202A to U+202E and U+2066 to U+2069.
package struct JSONWriter {
    package enum Style: Sendable {
        /// No space and no line feed at all.
        case compact
        /// A line for each member and element, two spaces a level, `[]` and `{}` where empty, a line feed at the end.
        case pretty
    }

    package static func write(_ value: JSONValue, style: Style = .compact, sortedKeys: Bool = false) -> [UInt8] {
        var writer = JSONWriter(style: style, sortedKeys: sortedKeys)
        writer.add(value, level: 0)
        if style == .pretty { writer.bytes.append(Byte.lineFeed) }
        return writer.bytes
    }

    /// Adds what `value` is in pretty style with sorted keys, where it stands `level` levels deep in a text of that style.
    static func append(_ value: JSONValue, level: Int, to bytes: inout [UInt8]) {
        var writer = JSONWriter(style: .pretty, sortedKeys: true)
        swap(&writer.bytes, &bytes)
        writer.add(value, level: level)
        swap(&writer.bytes, &bytes)
    }

    package static func text(_ value: JSONValue, style: Style = .compact, sortedKeys: Bool = false) -> String {
        String(decoding: write(value, style: style, sortedKeys: sortedKeys), as: UTF8.self)
    }

    private let style: Style
    private let sortedKeys: Bool
    private var bytes: [UInt8] = []

    private init(style: Style, sortedKeys: Bool) {
        self.style = style
        self.sortedKeys = sortedKeys
    }

    private mutating func add(_ value: JSONValue, level: Int) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .double(let value):
            let text = !value.isFinite ? "null" : value == 0 ? "0.0" : value.description
            bytes.append(contentsOf: text.utf8)
        case .string(let value): JSONText.append(value, to: &bytes)
        case .array(let elements): add(elements, level: level)
        case .object(let object): add(object, level: level)
        }
    }

    private mutating func add(_ elements: [JSONValue], level: Int) {
        bytes.append(Byte.openBracket)
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(Byte.comma) }
            breakLine(level: level + 1)
            add(element, level: level + 1)
        }
        if !elements.isEmpty { breakLine(level: level) }
        bytes.append(Byte.closeBracket)
    }

    private mutating func add(_ object: JSONObject, level: Int) {
        bytes.append(Byte.openBrace)
        let members = sortedKeys ? sorted(object.members) : object.members
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(Byte.comma) }
            breakLine(level: level + 1)
            JSONText.append(member.key, to: &bytes)
            bytes.append(Byte.colon)
            if style == .pretty { bytes.append(Byte.space) }
            add(member.value, level: level + 1)
        }
        if !members.isEmpty { breakLine(level: level) }
        bytes.append(Byte.closeBrace)
    }

    private mutating func breakLine(level: Int) {
        guard style == .pretty else { return }
        bytes.append(Byte.lineFeed)
        bytes.append(contentsOf: repeatElement(Byte.space, count: 2 * level))
    }

    /// The members by their keys' bytes; Swift's own order of strings goes by normalised text instead.
    private func sorted(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
        func precedes(_ left: JSONObject.Member, _ right: JSONObject.Member) -> Bool {
            left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
        let isSorted = zip(members, members.dropFirst()).allSatisfy { precedes($0, $1) }
        return isSorted ? members : members.sorted(by: precedes)
    }
}
