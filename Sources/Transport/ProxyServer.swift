package import Campaigns
import NIOCore

/// A proxy that opens connections to vendors without seeing what goes over them: by HTTP's `CONNECT`, or SOCKS 5.
package struct ProxyServer: Sendable, CustomStringConvertible {
    /// How the proxy is asked for a connection.
    package enum Scheme: String, Sendable, Hashable {
        case http
        /// Version 5 without a user; the proxy looks the vendor's name up.
        case socks5
    }

    package let scheme: Scheme
    /// A name or an address, in lower case, an IPv6 address without brackets.
    package let host: String
    package let port: Int
    /// `user:password`, for Basic authentication.
    package let credentials: Secret?

    /// Never the user or the password: `http://proxy.example:3128`.
    package var description: String {
        "\(scheme.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Reads `http://host:port`, `http://user:password@host:port` (both percent-encoded), `socks5://host:port` or `host:port`. The
    /// error says what is wrong without repeating the text, which may hold a password.
    package init(_ written: String) throws(ProxyServerError) {
        guard written.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .invalidCharacter }
        var rest = written[...]
        var scheme = Scheme.http
        if let separator = written.firstRange(of: "://") {
            scheme = try ProxyServer.scheme(written[..<separator.lowerBound].lowercased())
            rest = written[separator.upperBound...]
        }
        if rest.hasSuffix("/") { rest.removeLast() }
        // Before anything else: programs disagree on where a host ends behind one of these.
        guard !rest.contains(where: { "/?#\\".contains($0) }) else { throw .path }
        if let at = rest.lastIndex(of: "@") {
            guard scheme == .http else { throw .socksUser }
            credentials = try ProxyServer.credentials(rest[..<at])
            rest = rest[rest.index(after: at)...]
        } else {
            credentials = nil
        }
        (host, port) = try ProxyServer.split(rest.lowercased())
        self.scheme = scheme
    }

    private static func scheme(_ name: String) throws(ProxyServerError) -> Scheme {
        switch name {
        case "http": .http
        // The vendor's name is looked up by the proxy under either name.
        case "socks5", "socks5h": .socks5
        case "https": throw .encryptedProxy
        default: throw .unknownScheme
        }
    }

    private static func split(_ authority: String) throws(ProxyServerError) -> (host: String, port: Int) {
        var (name, portText) = (authority[...], nil as Substring?)
        let afterAddress = authority.lastIndex(of: "]").map(authority.index(after:)) ?? authority.startIndex
        if let colon = authority[afterAddress...].firstIndex(of: ":") {
            (name, portText) = (authority[..<colon], authority[authority.index(after: colon)...])
        }
        guard !name.isEmpty else { throw .noHost }
        if name.hasPrefix("["), name.hasSuffix("]") {
            name = name.dropFirst().dropLast()
            guard case .v6? = try? SocketAddress(ipAddress: String(name), port: 0) else { throw .invalidHost }
        } else {
            guard name.utf8.count <= 253, name.utf8.allSatisfy(isNameByte) else { throw .invalidHost }
        }
        guard let portText else { throw .noPort }
        guard let port = Int(portText), (1...65535).contains(port), String(port) == portText else { throw .invalidPort }
        return (String(name), port)
    }

    /// Underscores too: names of containers have them.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func credentials(_ written: Substring) throws(ProxyServerError) -> Secret {
        let parts = written.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let user = decoded(parts[0]), let password = decoded(parts.count > 1 ? parts[1] : "") else {
            throw .invalidCredentials
        }
        // The first colon ends the user (RFC 7617).
        guard !user.contains(":") else { throw .invalidCredentials }
        return Secret("\(user):\(password)")
    }

    /// A percent-encoded text as it is meant; nothing where an escape is broken, or a control character or no UTF-8 comes out.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte != UInt8(ascii: "%") {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
                return nil
            }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        return bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? String(validating: bytes, as: UTF8.self) : nil
    }
}

/// Why a text names no proxy.
package enum ProxyServerError: Error, Sendable, Hashable, CaseIterable {
    case invalidCharacter, unknownScheme, encryptedProxy, socksUser, invalidCredentials, path, noHost, invalidHost,
        noPort
    case invalidPort

    /// What is wrong, in one line without a full stop.
    package var message: String {
        switch self {
        case .invalidCharacter: "it has a blank, a control character or one that is not ASCII"
        case .unknownScheme: "a proxy begins with `http://` or `socks5://`"
        case .encryptedProxy:
            "a proxy that is itself reached over TLS (`https://`) is not supported; what goes to the vendor is encrypted through an `http://` proxy too"
        case .socksUser: "a SOCKS proxy with a user and a password is not supported"
        case .invalidCredentials:
            "the user or the password is not percent-encoded, or holds a character that can't be sent (a colon in the user, a control character)"
        case .path: "it has a path, a query or a fragment; in a password `/`, `?`, `#` and `\\` are percent-encoded"
        case .noHost: "it names no host"
        case .invalidHost: "the host is no name and no IP address"
        case .noPort: "it names no port, for which tools have different defaults: write `http://host:port`"
        case .invalidPort: "the port is no number from 1 to 65535"
        }
    }
}
