import Calendars
import Campaigns
import JSON

/// A JSON object whose members are taken one by one. What is left at the end is damage, so nothing that was written is dropped
/// unseen.
struct StrictObject {
    /// What a count may be: small enough that one more is always a number too.
    static let counts = 0...1_000_000_000

    let path: JSONPath
    private var members: [String: JSONValue]

    init(_ value: JSONValue, at path: JSONPath) throws(Damage) {
        guard case .object(let object) = value else {
            throw Damage("expected a mapping, found \(value.typeName)", at: path)
        }
        self.path = path
        members = Dictionary(object.members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Refuses what wasn't taken.
    func end() throws(Damage) {
        if let key = members.keys.min() { throw Damage("unknown key `\(key)`", at: path.appending(key)) }
    }

    mutating func optionalValue(_ key: String) -> JSONValue? { members.removeValue(forKey: key) }

    mutating func value(_ key: String) throws(Damage) -> JSONValue {
        guard let value = optionalValue(key) else { throw Damage("`\(key)` is missing", at: path) }
        return value
    }

    mutating func optionalString(_ key: String) throws(Damage) -> String? {
        guard let value = optionalValue(key) else { return nil }
        return try readText(value, at: path.appending(key))
    }

    mutating func string(_ key: String) throws(Damage) -> String {
        try readText(value(key), at: path.appending(key))
    }

    /// A whole number of `counts`.
    mutating func count(_ key: String) throws(Damage) -> Int {
        let value = try value(key)
        guard let count = value.integerValue, Self.counts.contains(count) else {
            throw Damage("`\(key)` must be a whole number from 0 to a thousand million", at: path.appending(key))
        }
        return count
    }

    mutating func instant(_ key: String) throws(Damage) -> Instant {
        try readInstant(value(key), at: path.appending(key))
    }

    mutating func optionalInstant(_ key: String) throws(Damage) -> Instant? {
        guard let value = optionalValue(key) else { return nil }
        return try readInstant(value, at: path.appending(key))
    }

    /// `true`; false where the key is missing.
    mutating func optionalFlag(_ key: String) throws(Damage) -> Bool {
        guard let value = optionalValue(key) else { return false }
        guard value == true else { throw Damage("`\(key)` is `true` or left out", at: path.appending(key)) }
        return true
    }

    mutating func optionalWord<Word: RawRepresentable<String>>(_ key: String) throws(Damage) -> Word? {
        guard let text = try optionalString(key) else { return nil }
        guard let word = Word(rawValue: text) else { throw Damage("unknown \(key) `\(text)`", at: path.appending(key)) }
        return word
    }

    /// The word that stands for one of an enumeration's cases.
    mutating func word<Word: RawRepresentable<String>>(_ key: String) throws(Damage) -> Word {
        let text = try string(key)
        guard let word = Word(rawValue: text) else { throw Damage("unknown \(key) `\(text)`", at: path.appending(key)) }
        return word
    }

    /// The member `kind`; one that is not known is a newer Muster's.
    mutating func kind() throws(Damage) -> Kind {
        let text = try string("kind")
        guard let kind = Kind(rawValue: text) else {
            throw Damage(
                "`\(text)` is a kind that this Muster does not know", at: path.appending("kind"), isNewer: true)
        }
        return kind
    }

    mutating func strings(_ key: String) throws(Damage) -> [String]? {
        guard let value = optionalValue(key) else { return nil }
        return try Self.elements(of: value, at: path.appending(key)) { (element, path) throws(Damage) in
            try readText(element, at: path)
        }
    }

    /// The texts of a mapping; none where the key is missing.
    mutating func texts(_ key: String) throws(Damage) -> [String: String] {
        try map(key) { (value, path) throws(Damage) in try readText(value, at: path) }
    }

    /// The instants of a mapping; none where the key is missing.
    mutating func instants(_ key: String) throws(Damage) -> [String: Instant] {
        try map(key) { (value, path) throws(Damage) in try readInstant(value, at: path) }
    }

    /// A mapping with free keys; empty where the key is missing.
    private mutating func map<Value>(
        _ key: String, _ read: (JSONValue, JSONPath) throws(Damage) -> Value
    ) throws(Damage) -> [String: Value] {
        guard let value = optionalValue(key) else { return [:] }
        return try Self.map(value, at: path.appending(key), read)
    }

    /// A mapping with free keys.
    static func map<Value>(
        _ value: JSONValue, at path: JSONPath, _ read: (JSONValue, JSONPath) throws(Damage) -> Value
    ) throws(Damage) -> [String: Value] {
        guard case .object(let object) = value else {
            throw Damage("expected a mapping, found \(value.typeName)", at: path)
        }
        var values: [String: Value] = [:]
        for member in object.members { values[member.key] = try read(member.value, path.appending(member.key)) }
        return values
    }

    /// A list.
    static func elements<Value>(
        of value: JSONValue, at path: JSONPath, _ read: (JSONValue, JSONPath) throws(Damage) -> Value
    ) throws(Damage) -> [Value] {
        guard case .array(let elements) = value else {
            throw Damage("expected a list, found \(value.typeName)", at: path)
        }
        var values: [Value] = []
        for (index, element) in elements.enumerated() { values.append(try read(element, path.appending(index))) }
        return values
    }
}

private func readText(_ value: JSONValue, at path: JSONPath) throws(Damage) -> String {
    guard case .string(let text) = value else { throw Damage("expected a string, found \(value.typeName)", at: path) }
    return text
}

private func readInstant(_ value: JSONValue, at path: JSONPath) throws(Damage) -> Instant {
    let text = try readText(value, at: path)
    guard let instant = Instant(rfc3339: text) else { throw Damage("expected an RFC 3339 instant", at: path) }
    return instant
}
