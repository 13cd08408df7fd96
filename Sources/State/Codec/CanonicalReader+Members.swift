import Calendars
import Campaigns
import JSON

/// The members that state's objects have. Their keys stand in order, and what isn't taken is damage.
extension CanonicalReader {
    mutating func optionalString(_ key: StaticString, orSame other: String? = nil) throws(JSONError) -> String? {
        try take(key) ? try string(orSame: other) : nil
    }

    mutating func string(_ key: StaticString) throws(JSONError) -> String {
        try require(key)
        return try string()
    }

    /// Where a string stands, quotes and all.
    mutating func text(_ key: StaticString) throws(JSONError) -> Range<Int> {
        try require(key)
        return try skipString()
    }

    /// A whole number of `StrictObject.counts`.
    mutating func count(_ key: StaticString) throws(JSONError) -> Int {
        try require(key)
        let start = offset
        guard let count = try value().integerValue, StrictObject.counts.contains(count) else {
            throw failure("`\(key)` must be a whole number from 0 to a thousand million", at: start)
        }
        return count
    }

    /// The word that stands for one of an enumeration's cases.
    mutating func word<Word: RawRepresentable<String>>(_ key: StaticString) throws(JSONError) -> Word {
        try require(key)
        let start = offset
        let text = try string()
        guard let word = Word(rawValue: text) else { throw failure("unknown \(key) `\(text)`", at: start) }
        return word
    }

    mutating func instant(_ key: StaticString) throws(JSONError) -> Instant {
        try require(key)
        return try instant()
    }

    /// The texts of a mapping; none where the key is missing.
    mutating func texts(_ key: StaticString) throws(JSONError) -> [String: String] {
        try map(key) { (reader) throws(JSONError) in try reader.string() }
    }

    /// The instants of a mapping; none where the key is missing.
    mutating func instants(_ key: StaticString) throws(JSONError) -> [String: Instant] {
        try map(key) { (reader) throws(JSONError) in try reader.instant() }
    }

    /// The texts of a list, which may be empty; nothing where the key is missing.
    mutating func optionalStrings(_ key: StaticString) throws(JSONError) -> [String]? {
        guard try take(key) else { return nil }
        var texts: [String] = []
        try openArray()
        while try element() { texts.append(try string()) }
        return texts
    }

    /// The texts of a list; none where the key is missing.
    mutating func strings(_ key: StaticString) throws(JSONError) -> [String] {
        let start = offset
        guard let texts = try optionalStrings(key) else { return [] }
        if texts.isEmpty { throw failure("`\(key)` is left out where it is empty", at: start) }
        return texts
    }

    /// The values of an object with free keys.
    mutating func members<Value>(
        _ read: (inout CanonicalReader, String) throws(JSONError) -> Value
    ) throws(JSONError) -> [String: Value] {
        var values: [String: Value] = [:]
        try openObject()
        var last: String?
        while let key = try key(after: last) {
            let start = offset
            let value = try read(&self, key)
            // Keys that Swift takes for the same text may still differ in their bytes.
            if values.updateValue(value, forKey: key) != nil {
                throw failure("the key `\(key)` is there twice", at: start)
            }
            last = key
        }
        return values
    }

    private mutating func map<Value>(
        _ key: StaticString, _ read: (inout CanonicalReader) throws(JSONError) -> Value
    ) throws(JSONError) -> [String: Value] {
        guard try take(key) else { return [:] }
        let start = offset
        let values = try members { (reader, _) throws(JSONError) in try read(&reader) }
        if values.isEmpty { throw failure("`\(key)` is left out where it is empty", at: start) }
        return values
    }

    private mutating func instant() throws(JSONError) -> Instant {
        let start = offset
        let text = try string()
        guard let instant = Instant(rfc3339: text) else { throw failure("expected an RFC 3339 instant", at: start) }
        // The usual form, `2027-01-30T04:59:59Z`, is known by its length and these two.
        let utf8 = text.utf8
        let isUsual =
            utf8.count == 20 && utf8.last == UInt8(ascii: "Z") && utf8.dropFirst(10).first == UInt8(ascii: "T")
        if !isUsual, instant.rfc3339 != text { throw failure("the instant is written `\(instant.rfc3339)`", at: start) }
        return instant
    }
}
