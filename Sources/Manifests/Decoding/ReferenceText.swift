/// A text with references, taken apart: `SOX ${period}`.
enum ReferenceText {
    enum Part: Equatable {
        /// What stands for itself; `$${` is `${` already.
        case literal(String)
        /// What stands behind `${` in its line, and whether a `}` ends it; of one that none ends, at most 60 bytes. A `}` behind a
        /// backslash ends nothing.
        case reference(String, isClosed: Bool)
    }

    private static let dollar = UInt8(ascii: "$")
    private static let brace = UInt8(ascii: "{")
    private static let mostBytes = 60

    /// The parts, in order. Looks at bytes, since it is done for very many texts.
    static func parts(of text: String) -> [Part] {
        let bytes = Array(text.utf8)
        var parts: [Part] = []
        var (literal, place) = (0, 0)
        func add(upTo end: Int) {
            if literal < end { parts.append(.literal(String(decoding: bytes[literal..<end], as: UTF8.self))) }
        }
        while let next = bytes[place...].firstIndex(of: dollar) {
            if bytes[next...].starts(with: [dollar, dollar, brace]) {
                // The first of the two is left out.
                add(upTo: next)
                literal = next + 1
                place = next + 3
            } else if bytes[next...].starts(with: [dollar, brace]) {
                add(upTo: next)
                let begin = next + 2
                var end = begin
                while end < bytes.count, bytes[end] != UInt8(ascii: "}"), bytes[end] != UInt8(ascii: "\n") {
                    end += bytes[end] == UInt8(ascii: "\\") && end + 1 < bytes.count ? 2 : 1
                }
                end = min(end, bytes.count)
                let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: "}")
                if !isClosed { end = min(end, begin + mostBytes) }
                // No character is cut in two.
                while !isClosed, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
                parts.append(.reference(String(decoding: bytes[begin..<end], as: UTF8.self), isClosed: isClosed))
                (literal, place) = (isClosed ? end + 1 : end, end)
            } else {
                place = next + 1
            }
        }
        add(upTo: bytes.count)
        return parts
    }

    /// The names that it refers to.
    static func names(in text: String) -> Set<String> {
        Set(
            parts(of: text).compactMap { part in
                if case .reference(let name, true) = part { name } else { nil }
            })
    }
}
