/// The host of a platform, by which state knows an account again.
package enum PlatformHost {
    /// What stands in state for the stand-ins.
    package static let sandbox = "sandbox"

    /// Host and, where there is one, port of an absolute URL.
    package static func host(of url: String) -> String {
        let behindScheme = url.split(separator: "//", maxSplits: 1).last ?? ""
        return String(behindScheme.prefix { $0 != "/" })
    }

    /// Host and port in the form that state has, where a text is nothing else: `acme.conductor.one`, `127.0.0.1:9`.
    package static func host(written text: String) -> String? {
        guard let url = (try? BaseURL("https://\(text)")), url.text == "https://\(url.host)" else { return nil }
        return text.hasSuffix("/") ? nil : url.host
    }
}

/// Whose a platform's host is.
package enum HostOwner: String, Sendable, Hashable, CaseIterable {
    /// The vendor's own, which all its customers call.
    case vendor
    /// A customer's, under the vendor's own suffix.
    case tenant
    /// This machine.
    case loopback
    /// Anybody's: a customer's own name, a mirror, a mistake.
    case other
}

extension Vendor {
    /// Whose a host is that a platform of this vendor is at. A port of its own makes it another host.
    package func owner(of host: String) -> HostOwner {
        if host == defaultBaseURL.map(PlatformHost.host(of:)) { return .vendor }
        if tenantSuffixes.contains(where: { host.hasSuffix($0) }) { return .tenant }
        // Plain `http` is for loopback only.
        return (try? BaseURL("http://\(host)")) == nil ? .other : .loopback
    }

    /// Whether an environment variable is one of the vendor's own, by its name.
    package func owns(variable: String) -> Bool {
        variable.hasPrefix(variablePrefix) || credentialNames.contains { $0.variable == variable }
    }
}
