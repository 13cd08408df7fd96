import Crypto
package import JSON

/// The one way in which a value is written: equal values give equal bytes.
package enum CanonicalJSON {
    /// In one line, keys by their bytes.
    static func bytes(_ value: JSONValue) -> [UInt8] { JSONWriter.write(value, style: .compact, sortedKeys: true) }

    /// SHA-256 of the value in one line, as 64 hexadecimal digits.
    package static func digest(_ value: JSONValue) -> String { digest(bytes(value)[...]) }

    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    package static func digest(_ bytes: ArraySlice<UInt8>) -> String {
        var digest = RunningDigest()
        digest.add(bytes)
        return digest.text
    }

    /// How many digits a digest has.
    static let digestLength = 64

    /// An object of those members that have a value.
    static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(
            JSONObject(
                members: members.compactMap { key, value in value.map { JSONObject.Member(key: key, value: $0) } }))
    }

    /// A mapping of texts; nothing where it is empty.
    static func map(_ texts: [String: String]) -> JSONValue? {
        texts.isEmpty ? nil : object(texts.map { ($0.key, .string($0.value)) })
    }
}

/// The SHA-256 of bytes that come one after the other.
struct RunningDigest {
    private var hash = SHA256()

    mutating func add(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { hash.update(bufferPointer: $0) } }

    /// That of all the bytes until now, as 64 hexadecimal digits.
    var text: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
