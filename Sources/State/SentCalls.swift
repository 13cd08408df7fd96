package import Campaigns
import JSON

/// The calls of a record. Those that state was read with are kept as the text that stands for them there: reading and writing state
/// need not take it apart.
package struct SentCalls: Sendable, Hashable {
    private enum Form: Sendable {
        /// The list in one line: an apply may make very many, and each takes three times as much as values.
        case made([UInt8])
        /// The list of `{body, method, path, step}`, indented as it stands in a record, and what state says is its digest.
        case read(text: ArraySlice<UInt8>, digest: ArraySlice<UInt8>)
    }

    private let form: Form

    /// How many objects and lists of state's text enclose the list.
    static let level = 3

    package init(_ calls: [Call]) {
        // Without room to grow.
        form = .made(Array(CanonicalJSON.bytes(calls.json)[...]))
    }

    /// Texts that were found to be such a list and a string.
    init(text: ArraySlice<UInt8>, digest: ArraySlice<UInt8>) { form = .read(text: text, digest: digest) }

    /// The calls; those that were read are taken from their text each time.
    package var calls: [Call] {
        switch form {
        case .made(let line): Self.calls(line[...])
        case .read(let text, _): Self.calls(text)
        }
    }

    private static func calls(_ text: ArraySlice<UInt8>) -> [Call] {
        (try? JSONReader.read(text)).flatMap([Call].init(json:)) ?? []
    }

    /// Whether these are the calls that were sent; much less work than to compare with `calls`.
    package func are(_ calls: [Call]) -> Bool {
        switch form {
        case .made(let line): JSONMatch.text(line[...], is: calls.json)
        case .read(let text, _): JSONMatch.text(text, is: calls.json)
        }
    }

    /// As it stands in state. The same calls are the same text.
    var text: ArraySlice<UInt8> {
        switch form {
        case .made:
            var writer = CanonicalWriter(level: Self.level)
            writer.value(calls.json)
            return writer.bytes[...]
        case .read(let text, _): return text
        }
    }

    /// SHA-256 of the list in one line, as 64 hexadecimal digits in quotes.
    var digest: ArraySlice<UInt8> {
        switch form {
        case .made(let line): Self.digest(line[...])
        case .read(_, let digest): digest
        }
    }

    /// Whether the digest is that of the calls.
    var isWhole: Bool {
        switch form {
        case .made: true
        case .read(_, let digest): digest == Self.digest(CanonicalJSON.bytes(calls.json)[...])
        }
    }

    private static func digest(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        JSONWriter.write(.string(CanonicalJSON.digest(line)))[...]
    }

    package static func == (left: SentCalls, right: SentCalls) -> Bool { left.text == right.text }
    package func hash(into hasher: inout Hasher) { text.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
