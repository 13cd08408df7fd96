package import Campaigns
package import Planning

/// Where a platform's credentials go, for people.
package enum PlatformText {
    /// Whose a host is, such as `Opal's own host`.
    package static func owner(of host: String, _ vendor: Vendor) -> String {
        switch vendor.owner(of: host) {
        case .vendor: "\(vendor.title)'s own host"
        case .tenant: "a tenant's at \(vendor.title)"
        case .loopback: "this machine"
        case .other: "not \(vendor.title)'s own host"
        }
    }

    package static func list(_ variables: [String]) -> String {
        variables.isEmpty ? "none" : variables.map { Printable.line($0) }.joined(separator: ", ")
    }

    /// Such as `api.opal.dev (Opal's own host), with the variables OPAL_AUTH_TOKEN`.
    package static func words(_ destination: Destination) -> String {
        let host =
            destination.host.map { "\($0) (\(owner(of: $0, destination.vendor)))" } ?? "no host: the credential says it"
        return "\(host), with the variables \(list(Set(destination.variables.values).sorted()))"
    }
}
