package import Campaigns
package import Diagnostics
package import State

/// Where a platform's credentials go, from which variables they come, and what of that a person has to accept before anything is sent.
///
/// Sent without a word is what comes from the vendor's own variables and goes to the vendor's own host, to a tenant's under the vendor's
/// suffix, or to this machine. Whatever else must have been accepted, which state remembers.
package struct Destination: Sendable, Hashable {
    /// What nobody has accepted.
    package struct Unaccepted: Sendable, Hashable {
        /// The host at which state knows the platform, where it is at another.
        package var knownHost: String?
        /// A stranger's host that state does not know.
        package var host: String?
        /// Variables that are not the vendor's, in order.
        package var variables: [String]

        package init(knownHost: String? = nil, host: String? = nil, variables: [String] = []) {
            self.knownHost = knownHost
            self.host = host
            self.variables = variables
        }

        package var isEmpty: Bool { knownHost == nil && host == nil && variables.isEmpty }
    }

    package let platform: String
    package let vendor: Vendor
    /// With its port, unless that is the scheme's own. Nothing where only the credential says it, so that it is known at apply.
    package let host: String?
    /// The variables by the credential's name: those that the platform names, else the vendor's own.
    package let variables: [String: String]
    package let unaccepted: Unaccepted
    /// Whether something is held back because of it.
    package var isHolding = false
    private let location: SourceLocation

    /// - Parameters:
    ///   - credentialsHost: the host that the credential names, once it is known.
    ///   - known: what state has accepted of the platform; nothing where it does not have it, or where there is no state.
    package init(
        _ platform: Platform, at credentialsHost: String? = nil, known: StateContents.PlatformIdentity?
    ) {
        self.platform = platform.name
        vendor = platform.vendor
        location = platform.location
        host = credentialsHost ?? (platform.baseURL ?? vendor.defaultBaseURL).map(PlatformHost.host(of:))
        variables = platform.namedVariables
        var unaccepted = Unaccepted()
        if let known {
            if let host, host != known.host { unaccepted.knownHost = known.host }
        } else if let host, vendor.owner(of: host) == .other {
            unaccepted.host = host
        }
        let foreign = Self.foreign(variables, vendor)
        // What was accepted for one host is not for another.
        let accepted = unaccepted.knownHost == nil ? known.map { $0.variables ?? foreign } ?? [] : []
        unaccepted.variables = foreign.filter { !accepted.contains($0) }
        self.unaccepted = unaccepted
    }

    /// Nothing where the host is known at apply.
    package var owner: HostOwner? { host.map(vendor.owner(of:)) }

    /// The variables that are not the vendor's, in order.
    package var foreignVariables: [String] { Self.foreign(variables, vendor) }

    private static func foreign(_ variables: [String: String], _ vendor: Vendor) -> [String] {
        Set(variables.values).filter { !vendor.owns(variable: $0) }.sorted()
    }
}

extension Platform {
    /// The variables of its credentials by the credential's name: its own, else its vendor's.
    package var namedVariables: [String: String] {
        guard credentialVariables.isEmpty else { return credentialVariables }
        return Dictionary(uniqueKeysWithValues: vendor.credentialNames.map { ($0.name, $0.variable) })
    }
}

// MARK: What is said of it

extension Destination {
    /// The command that accepts exactly this, before or after `muster.yaml` says it.
    package var acceptCommand: String {
        let host = host.map { " --host \($0)" } ?? ""
        let variables = foreignVariables.map { " --variable \($0)" }.joined()
        return "muster state platform \(platform) --accept\(host)\(variables)"
    }

    /// What stands against sending anything; nothing where nothing does. Of a host that state knows otherwise it is an error in any case,
    /// else as soon as something is held back for it.
    package var fault: Diagnostic? {
        if let known = unaccepted.knownHost, let host {
            return Diagnostic(
                .otherHost,
                (["`\(platform)` is at `\(host)`, but state knows it at `\(known)`"] + unacceptedWords).joined(
                    separator: ", and "), at: location,
                fix:
                    "give another account a name of its own; if this one moved, `muster state platform \(platform) --accept`"
            )
        }
        if unaccepted.isEmpty { return nil }
        return Diagnostic(
            .notAccepted,
            "`\(platform)` is held by apply until accepted: \(unacceptedWords.joined(separator: ", and "))",
            at: location, fix: "if that is meant, `\(acceptCommand)`", severity: isHolding ? .error : .warning)
    }

    private var unacceptedWords: [String] {
        let host = unaccepted.host.map { ["`\($0)` is not \(vendor.title)'s own host"] } ?? []
        return host + unaccepted.variables.map { "`\($0)` is no variable of \(vendor.title)'s" }
    }

    /// What a plan says of a create: where it goes and from which variables, if not the usual way.
    package var notes: [String] {
        guard let owner else { return ["The host of `\(platform)` is known at apply"] + warnings }
        return owner == .loopback ? [hostWords] + warnings : warnings
    }

    /// What a plan says of everything that sends something now or later.
    package var warnings: [String] {
        var words = owner == .other ? [hostWords] : []
        words += foreignVariables.map { "Its credential comes from `\($0)`, which is no variable of \(vendor.title)'s" }
        if !unaccepted.isEmpty { words.append("It is held by apply until accepted: `\(acceptCommand)`") }
        return words
    }

    private var hostWords: String { "It goes to `\(host ?? "")`, which is not \(vendor.title)'s own host" }
}
