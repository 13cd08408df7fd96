/// Compares a value with a JSON text, without making one into the other: much less work than to read or to write it.
package struct JSONMatch {
    private let text: UnsafeBufferPointer<UInt8>
    private var place = 0

    private init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Whether `text`, which must be JSON as `JSONWriter` writes it, is that of `value`; keys may stand in any order.
    package static func text(_ text: ArraySlice<UInt8>, is value: JSONValue) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            var match = JSONMatch(bytes)
            return match.take(value)
        }
    }

    private mutating func take(_ value: JSONValue) -> Bool {
        skipSpace()
        switch value {
        case .string(let text): return take(text)
        case .array(let items):
            guard take(Byte.openBracket) else { return false }
            for index in items.indices {
                if index > 0, !take(Byte.comma) { return false }
                if !take(items[index]) { return false }
            }
            return take(Byte.closeBracket)
        case .object(let object): return take(object)
        case .null, .bool, .integer, .double: return takeBytes(JSONWriter.write(value))
        }
    }

    private mutating func take(_ object: JSONObject) -> Bool {
        guard take(Byte.openBrace) else { return false }
        for count in 0..<object.count {
            if count > 0, !take(Byte.comma) { return false }
            guard let index = takeKey(of: object), take(Byte.colon), take(object.members[index].value) else {
                return false
            }
        }
        return take(Byte.closeBrace)
    }

    /// Takes the key of one of the members, and tells which.
    private mutating func takeKey(of object: JSONObject) -> Int? {
        skipSpace()
        let start = place
        let plain = text[start...].dropFirst().prefix { $0 != Byte.quote && $0 != Byte.backslash }
        let hasEscape = plain.endIndex < text.count && text[plain.endIndex] == Byte.backslash
        // To look at lengths first costs least.
        for index in object.members.indices where hasEscape || object.members[index].key.utf8.count == plain.count {
            place = start
            if take(object.members[index].key) { return index }
        }
        return nil
    }

    /// Takes a string, mostly as it stands; one with anything that may need an escape is written to compare it.
    private mutating func take(_ string: String) -> Bool {
        let start = place
        if take(Byte.quote), takePlain(string), place < text.count, text[place] == Byte.quote {
            place += 1
            return true
        }
        guard text[start...].dropFirst().prefix(while: { $0 != Byte.quote }).contains(Byte.backslash) else {
            return false
        }
        place = start
        var written: [UInt8] = []
        JSONText.append(string, to: &written)
        return takeBytes(written)
    }

    private mutating func takePlain(_ string: String) -> Bool {
        var string = string
        return string.withUTF8 { bytes in
            guard place + bytes.count <= text.count else { return false }
            for byte in bytes {
                if byte != text[place] || byte == Byte.quote || byte == Byte.backslash { return false }
                place += 1
            }
            return true
        }
    }

    private mutating func takeBytes(_ bytes: [UInt8]) -> Bool {
        guard text[place...].starts(with: bytes) else { return false }
        place += bytes.count
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard place < text.count, text[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while place < text.count, text[place] == Byte.space || text[place] == Byte.lineFeed { place += 1 }
    }
}
