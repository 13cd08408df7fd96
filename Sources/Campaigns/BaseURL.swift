/// Where a platform is reached: `https://host[:port][/path]`, checked and in one form. Plain `http` only for loopback.
package struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// The whole, host in lower case, without the scheme's own port and without a slash at its end.
    package let text: String
    /// The host, with the port unless it is the scheme's own: what state remembers.
    package let host: String
    /// The host alone.
    package let hostName: String
    /// Whether the host is `localhost`, in 127.0.0.0/8, or `[::1]`.
    package let isLoopback: Bool

    package var description: String { text }

    /// Whether it is `https`.
    package var isEncrypted: Bool { text.hasPrefix("https:") }

    /// Whether the host is an address and no name.
    package var isIPAddress: Bool {
        hostName.hasPrefix("[") || hostName.split(separator: ".").last?.first?.isNumber == true
    }

    /// Reads the written form. The error says what is wrong without repeating the text, which may hold a password.
    package init(_ written: String) throws(BaseURLError) {
        guard !written.isEmpty else { throw .empty }
        guard written.utf8.count <= 2048 else { throw .tooLong }
        guard written.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .invalidCharacter }
        guard let separator = written.firstRange(of: "://") else { throw .unsupportedScheme }
        let scheme = written[..<separator.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { throw .unsupportedScheme }
        let rest = written[separator.upperBound...]
        guard !rest.contains("?"), !rest.contains("#") else { throw .queryOrFragment }

        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else { throw .userInfo }
        let (name, writtenPort) = try BaseURL.split(authority.lowercased())
        let port = writtenPort == (scheme == "https" ? 443 : 80) ? nil : writtenPort

        var path = rest[authority.endIndex...]
        if path.hasSuffix("/") { path.removeLast() }
        guard BaseURL.isPath(path) else { throw .invalidPath }

        hostName = name
        host = port.map { "\(name):\($0)" } ?? name
        isLoopback = BaseURL.isLoopback(name)
        guard scheme == "https" || isLoopback else { throw .plainHTTP }
        text = "\(scheme)://\(host)\(path)"
    }

    /// The URL of a call: `path` begins with a slash and is encoded already, the query is encoded here.
    package func url(of path: String, query: [(name: String, value: String)] = []) -> String {
        query.isEmpty ? text + path : "\(text)\(path)?\(PercentEncoding.encode(query))"
    }

    /// Host and port of an authority in lower case.
    private static func split(_ authority: String) throws(BaseURLError) -> (name: String, port: Int?) {
        var (name, portText) = (authority[...], nil as Substring?)
        let afterAddress = authority.lastIndex(of: "]").map(authority.index(after:)) ?? authority.startIndex
        if let colon = authority[afterAddress...].firstIndex(of: ":") {
            (name, portText) = (authority[..<colon], authority[authority.index(after: colon)...])
        }
        guard isHost(name) else { throw .invalidHost }
        guard let portText else { return (String(name), nil) }
        guard let port = Int(portText), (1...65535).contains(port), String(port) == portText else { throw .invalidPort }
        return (String(name), port)
    }

    /// Whether a text in lower case is a DNS name, an IPv4 address in its usual form, or `[::1]`.
    private static func isHost(_ name: Substring) -> Bool {
        if name == "[::1]" { return true }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(isLabel), let last = labels.last else { return false }
        // Resolvers read a last label of digits as an IPv4 address in odd forms too: 2130706433, 0x7f.1, 0177.0.0.1.
        guard last.first?.isNumber == true else { return true }
        return labels.count == 4
            && labels.allSatisfy { label in Int(label).map { $0 <= 255 && String($0) == label } ?? false }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        let isAlphanumeric = { (byte: UInt8) in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard (1...63).contains(label.utf8.count), let first = label.utf8.first, let last = label.utf8.last else {
            return false
        }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    /// Whether a text is empty, or segments that each stand behind one slash, none of them empty, `.` or `..`.
    private static func isPath(_ path: Substring) -> Bool {
        guard !path.isEmpty else { return true }
        return path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
            !segment.isEmpty && segment != "." && segment != ".." && PercentEncoding.encode(segment) == segment
        }
    }

    private static func isLoopback(_ name: String) -> Bool {
        if name == "localhost" || name == "[::1]" { return true }
        let labels = name.split(separator: ".")
        return labels.count == 4 && labels[0] == "127" && labels.allSatisfy { $0.allSatisfy(\.isNumber) }
    }
}

/// Why a text is no base URL.
package enum BaseURLError: Error, Sendable, Hashable, CaseIterable {
    case empty, tooLong, invalidCharacter, unsupportedScheme, plainHTTP, userInfo, queryOrFragment, invalidHost
    case invalidPort, invalidPath

    /// What is wrong, in one line without a full stop.
    package var message: String {
        switch self {
        case .empty: "a base URL can't be empty"
        case .tooLong: "a base URL can't be longer than 2,048 bytes"
        case .invalidCharacter:
            "a base URL has only visible ASCII characters; write an international name in its `xn--` form"
        case .unsupportedScheme: "a base URL begins with `https://`"
        case .plainHTTP: "plain `http` is only for loopback; write `https://`"
        case .userInfo: "a base URL can't hold a user or a password; credentials come from the environment"
        case .queryOrFragment: "a base URL can't have a query (`?`) or a fragment (`#`)"
        case .invalidHost: "the host is no DNS name, no IPv4 address such as 10.0.0.1, and not [::1]"
        case .invalidPort: "the port is no number from 1 to 65535"
        case .invalidPath:
            "the path has an empty segment, `.`, `..`, or a character that is no letter, digit, `-`, `.`, `_` or `~`"
        }
    }
}
