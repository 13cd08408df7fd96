import NIOCore

/// The hosts that are reached without the proxy: what `NO_PROXY` says.
///
/// Entries stand between commas or blanks, each of them a name with all that lies below it (`example.com`, `.example.com`,
/// `*.example.com`), an IPv4 address, a network of them (`10.0.0.0/8`), or `*` for every host; a name or an address may end in a
/// port. No name is looked up for it.
package struct ProxyExceptions: Sendable, Hashable {
    private enum Rule: Hashable {
        case all
        case host(String, port: Int?)
        case network(UInt32, bits: Int)
    }

    private var rules: [Rule] = []
    /// The entries that mean nothing here, as they are written.
    package private(set) var ignored: [String] = []

    package init(_ text: String = "") {
        for entry in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            switch ProxyExceptions.reading(entry.lowercased()) {
            case .rule(let rule): rules.append(rule)
            case .neverOurs: break
            case .nothing: ignored.append(String(entry))
            }
        }
    }

    /// Whether a host, a DNS name or IPv4 address in lower case, is reached without the proxy.
    package func contain(host: String, port: Int) -> Bool {
        let address = ProxyExceptions.address(host[...])
        return rules.contains { rule in
            switch rule {
            case .all: true
            case .host(let name, let only):
                (only == nil || only == port) && (host == name || address == nil && host.hasSuffix("." + name))
            case .network(let base, let bits): address.map { ProxyExceptions.masked($0, bits) == base } ?? false
            }
        }
    }

    private enum Reading {
        case rule(Rule)
        /// Well-formed, and of no platform: the one IPv6 address that a base URL may have is loopback.
        case neverOurs
        case nothing
    }

    private static func reading(_ entry: String) -> Reading {
        if entry == "*" { return .rule(.all) }
        if entry.contains("/") { return network(entry) }
        if isIPv6(entry) { return .neverOurs }
        let parts = entry.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var port: Int?
        if parts.count > 1 {
            guard let number = Int(parts[1]), (1...65535).contains(number), String(number) == parts[1] else {
                return .nothing
            }
            port = number
        }
        var name = parts[0]
        if name.hasPrefix("*.") { name = name.dropFirst() }
        if name.hasPrefix(".") { name = name.dropFirst() }
        if name.hasSuffix(".") { name = name.dropLast() }
        guard !name.isEmpty, name.utf8.allSatisfy(ProxyServer.isNameByte) else { return .nothing }
        return .rule(.host(String(name), port: port))
    }

    private static func network(_ entry: String) -> Reading {
        let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let bits = Int(parts[1]), String(bits) == parts[1], bits >= 0 else { return .nothing }
        if let base = address(parts[0]), bits <= 32 { return .rule(.network(masked(base, bits), bits: bits)) }
        return isIPv6(String(parts[0])) && bits <= 128 ? .neverOurs : .nothing
    }

    private static func address(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part in UInt8(part).flatMap { String($0) == part ? UInt32($0) : nil } }
        guard parts.count == 4, bytes.count == 4 else { return nil }
        return bytes.reduce(0) { $0 << 8 | $1 }
    }

    private static func masked(_ address: UInt32, _ bits: Int) -> UInt32 {
        bits == 0 ? 0 : address & (.max << (32 - bits))
    }

    /// `::1`, `[::1]` or `[::1]:443`.
    private static func isIPv6(_ text: String) -> Bool {
        var text = text[...]
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") { text = text[..<end].dropFirst() }
        guard case .v6? = try? SocketAddress(ipAddress: String(text), port: 0) else { return false }
        return true
    }
}
