package import Campaigns
import JSON

/// The calls of a record, kept as the text that stands for them in state: reading and writing state need not take it apart.
package struct SentCalls: Sendable, Hashable {
    /// The list of `{body, method, path, step}`, indented as it stands in a record. The same calls are the same text.
    let text: ArraySlice<UInt8>
    /// SHA-256 of the list in one line, as 64 hexadecimal digits in quotes.
    let digest: ArraySlice<UInt8>

    /// How many objects and lists of state's text enclose the list.
    static let level = 3

    package init(_ calls: [Call]) {
        let json = calls.json
        text = Self.text(json)
        digest = Self.digest(json)
    }

    /// Texts that were found to be such a list and a string.
    init(text: ArraySlice<UInt8>, digest: ArraySlice<UInt8>) {
        self.text = text
        self.digest = digest
    }

    /// The calls, read anew each time.
    package var calls: [Call] { (try? JSONReader.read(text)).flatMap([Call].init(json:)) ?? [] }

    /// Whether these are the calls that were sent; much less work than to compare with `calls`.
    package func are(_ calls: [Call]) -> Bool { JSONMatch.text(text, is: calls.json) }

    /// Whether the digest is that of the calls.
    var isWhole: Bool { digest == Self.digest(calls.json) }

    private static func digest(_ json: JSONValue) -> ArraySlice<UInt8> {
        JSONWriter.write(.string(CanonicalJSON.digest(json)))[...]
    }

    private static func text(_ json: JSONValue) -> ArraySlice<UInt8> {
        var writer = CanonicalWriter(level: level)
        writer.value(json)
        // State keeps very many of them, so none has room to grow.
        return Array(writer.bytes[...])[...]
    }

    package static func == (left: SentCalls, right: SentCalls) -> Bool { left.text == right.text }
    package func hash(into hasher: inout Hasher) { text.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
