/// A recursive-descent parser over bytes in place: documents, arrays, objects and words.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let maxDepth: Int
    /// The offset of the next byte to read.
    var position = 0
    /// Where strings with escapes are put together.
    var scratch: [UInt8] = []

    init(bytes: UnsafeBufferPointer<UInt8>, maxDepth: Int) {
        self.bytes = bytes
        self.maxDepth = maxDepth
    }

    mutating func document() throws(JSONError) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw failure("the text begins with a byte order mark", at: 0) }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        if position < bytes.count {
            throw failure("unexpected \(Byte.shown(bytes[position])) after the value", at: position)
        }
        return value
    }

    /// The value at `position`, inside `depth` arrays and objects.
    mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard position < bytes.count else { throw ended("a value") }
        let byte = bytes[position]
        switch byte {
        case Byte.quote: return .string(try string())
        case Byte.openBrace: return .object(try object(depth: depth))
        case Byte.openBracket: return .array(try array(depth: depth))
        case Byte.minus, Byte.zero...Byte.nine: return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw failure("expected a value, found \(Byte.shown(byte))", at: position)
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        try open(depth: depth)
        var elements: [JSONValue] = []
        if take(Byte.closeBracket) { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(Byte.comma) {
                skipSpace()
            } else if take(Byte.closeBracket) {
                return elements
            } else {
                throw unexpected("`,` or `]`")
            }
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        try open(depth: depth)
        var members: [JSONObject.Member] = []
        if take(Byte.closeBrace) { return JSONObject(members: members) }
        var keys = SeenKeys()
        while true {
            let start = position
            guard start < bytes.count, bytes[start] == Byte.quote else { throw unexpected("a key in quotes") }
            let key = try string()
            if !keys.insert(key, after: members) { throw failure("the object has this key twice", at: start) }
            skipSpace()
            guard take(Byte.colon) else { throw unexpected("`:`") }
            skipSpace()
            members.append(JSONObject.Member(key: key, value: try value(depth: depth + 1)))
            skipSpace()
            if take(Byte.comma) {
                skipSpace()
            } else if take(Byte.closeBrace) {
                return JSONObject(members: members)
            } else {
                throw unexpected("`,` or `}`")
            }
        }
    }

    /// Steps over the opening bracket at `position` and the space after it.
    private mutating func open(depth: Int) throws(JSONError) {
        if depth >= maxDepth { throw failure("nesting is deeper than \(maxDepth) levels", at: position) }
        position += 1
        skipSpace()
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let end = position + word.utf8CodeUnitCount
        let matches = word.withUTF8Buffer { letters in
            end <= bytes.count && letters.elementsEqual(bytes[position..<end])
        }
        guard matches else { throw failure("expected `\(word)`", at: position) }
        position = end
        return value
    }

    @inline(__always)
    mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            guard
                byte <= Byte.space,
                byte == Byte.space || byte == Byte.lineFeed || byte == Byte.tab || byte == Byte.carriageReturn
            else { return }
            position += 1
        }
    }

    /// Whether `byte` comes next; it is stepped over then.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}

extension JSONParser {
    @inline(never)
    func failure(_ message: String, at offset: Int) -> JSONError { JSONError(message, at: offset, of: bytes) }

    @inline(never)
    func ended(_ expected: String) -> JSONError {
        failure("expected \(expected), but the text ends", at: bytes.count)
    }

    /// The failure for something else than `expected` at `position`.
    @inline(never)
    func unexpected(_ expected: String) -> JSONError {
        if position >= bytes.count { return ended(expected) }
        return failure("expected \(expected), found \(Byte.shown(bytes[position]))", at: position)
    }
}

/// The keys of the object that is being read: looked through one by one while they are few, by hash when they are many.
private struct SeenKeys {
    private var many: Set<String>?

    /// Notes `key`, which comes after `members`; false when one of them has it.
    mutating func insert(_ key: String, after members: [JSONObject.Member]) -> Bool {
        if many != nil { return many?.insert(key).inserted ?? true }
        if members.count < 16 { return !members.contains { $0.key == key } }
        var keys = Set(members.lazy.map(\.key))
        let isNew = keys.insert(key).inserted
        many = keys
        return isNew
    }
}
