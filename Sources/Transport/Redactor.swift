package import Campaigns

/// Takes a run's secrets out of any text: as they are, and percent- or base64-encoded.
package struct Redactor: Sendable, CustomReflectable, CustomStringConvertible {
    package static let replacement = "<redacted>"
    /// What is shorter is no secret, and would be found in every word.
    private static let shortest = 4

    /// What is looked for, as bytes, by the first of them: bodies may have megabytes.
    private var forms = [Set<[UInt8]>](repeating: [], count: 256)

    package init(secrets: [Secret] = []) {
        for secret in secrets { add(secret) }
    }

    package var description: String { "<redactor>" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    package mutating func add(_ secret: Secret) {
        let value = secret.reveal()
        let percent = PercentEncoding.encode(value)
        let json = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let written = [
            value, percent, percent.lowercasedEscapes, json, json.replacing("/", with: "\\/"),
            Base64.standard.encode(value.utf8), Base64.url.encode(value.utf8),
        ]
        for form in written.map({ Array($0.utf8) }) where form.count >= Redactor.shortest {
            forms[Int(form[0])].insert(form)
        }
    }

    /// The text with every secret replaced, overlapping ones as one.
    package func redact(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let redacted = redact(bytes)
        return redacted == bytes ? text : String(decoding: redacted, as: UTF8.self)
    }

    /// The same for a text's bytes.
    package func redact(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var copied = 0
        var hiddenUntil = 0
        for start in bytes.indices {
            guard let end = longestForm(in: bytes, at: start), end > hiddenUntil else { continue }
            if start >= hiddenUntil {
                result += bytes[copied..<start]
                result += Array(Redactor.replacement.utf8)
            }
            (hiddenUntil, copied) = (end, end)
        }
        return copied > 0 ? result + bytes[copied...] : bytes
    }

    private func longestForm(in bytes: [UInt8], at start: Int) -> Int? {
        let candidates = forms[Int(bytes[start])]
        if candidates.isEmpty { return nil }
        return candidates.filter { bytes[start...].starts(with: $0) }.map { start + $0.count }.max()
    }
}

extension String {
    /// A percent-encoded text with its hexadecimal digits in lower case: `%2f`.
    fileprivate var lowercasedEscapes: String {
        var rest = 0
        return String(
            map { character in
                if character == "%" { rest = 3 }
                rest -= 1
                return rest >= 0 ? Character(character.lowercased()) : character
            })
    }
}
