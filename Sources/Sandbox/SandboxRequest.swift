package import Campaigns
package import JSON

/// One request to the stand-ins.
package struct SandboxRequest: Sendable, Hashable {
    package var method: String
    /// The whole path without the query: `/opal/v1/uar`.
    package var path: String
    package var query: [String: String]
    package var headers: [Answer.Header]
    package var body: [UInt8]

    package init(
        method: String, path: String, query: [String: String] = [:], headers: [Answer.Header] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// Splits a request target or URL's end: `/opal/v1/uars?page_size=1`.
    package init(method: String, target: String, headers: [Answer.Header], body: [UInt8]) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var query: [String: String] = [:]
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            query[FormText.decoded(sides[0])] = sides.count > 1 ? FormText.decoded(sides[1]) : ""
        }
        self.init(method: method, path: String(parts.first ?? ""), query: query, headers: headers, body: body)
    }

    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The body as JSON; nothing where it is none.
    package var json: JSONValue? { try? JSONReader.read(body) }
}

/// What the stand-ins do with a request.
package enum SandboxReply: Sendable, Hashable {
    case answer(Answer)
    /// The connection closes without an answer.
    case dropped
}

/// Form encoding.
enum FormText {
    static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func pairs(_ body: [UInt8]) -> [String: String] {
        var pairs: [String: String] = [:]
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            pairs[decoded(sides[0])] = sides.count > 1 ? decoded(sides[1]) : ""
        }
        return pairs
    }
}
