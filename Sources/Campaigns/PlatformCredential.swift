/// What a platform is signed in with. Its description names the vendor and nothing else.
package enum PlatformCredential: Sendable {
    case cakewalk(key: Secret, secret: Secret)
    case opal(token: Secret)
    /// An access token that someone else obtained. It can't be renewed.
    case conductorOneToken(Secret)
    /// What access tokens are obtained with.
    case conductorOneClient(id: String, secret: Secret)

    package var vendor: Vendor {
        switch self {
        case .cakewalk: .cakewalk
        case .opal: .opal
        case .conductorOneToken, .conductorOneClient: .conductorone
        }
    }

    /// Every part that must never be shown.
    package var secrets: [Secret] {
        switch self {
        case .cakewalk(let key, let secret): [key, secret]
        case .opal(let token), .conductorOneToken(let token): [token]
        case .conductorOneClient(_, let secret): [secret]
        }
    }
}

extension PlatformCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<redacted \(vendor.title) credential>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// One part of a platform's credential: its name under `credentials`, and the environment variable that holds it by default.
package struct CredentialName: Sendable, Hashable {
    /// Such as `token`.
    package var name: String
    /// Such as `OPAL_AUTH_TOKEN`.
    package var variable: String

    package init(_ name: String, variable: String) {
        self.name = name
        self.variable = variable
    }
}

extension Vendor {
    /// The parts of its credentials, in the order in which they are looked for. At ConductorOne `token` stands for the other two.
    package var credentialNames: [CredentialName] {
        switch self {
        case .cakewalk:
            [
                CredentialName("apiKey", variable: "CAKEWALK_API_KEY"),
                CredentialName("apiSecret", variable: "CAKEWALK_API_SECRET"),
            ]
        case .conductorone:
            [
                CredentialName("token", variable: "CONDUCTORONE_ACCESS_TOKEN"),
                CredentialName("clientId", variable: "CONDUCTORONE_CLIENT_ID"),
                CredentialName("clientSecret", variable: "CONDUCTORONE_CLIENT_SECRET"),
            ]
        case .opal: [CredentialName("token", variable: "OPAL_AUTH_TOKEN")]
        }
    }

    /// The vendor's own base URL; nothing at ConductorOne, where every tenant has its own host.
    package var defaultBaseURL: String? {
        switch self {
        case .cakewalk: "https://open-api.getcakewalk.io"
        case .conductorone: nil
        case .opal: "https://api.opal.dev/v1"
        }
    }

    /// Under what its customers have hosts of their own: `*.conductor.one`, in the EU `*.c1eu.ai` (C1-docs, C1-sdk).
    package var tenantSuffixes: [String] {
        switch self {
        case .cakewalk, .opal: []
        case .conductorone: [".conductor.one", ".c1eu.ai"]
        }
    }

    /// How the names of its environment variables begin.
    package var variablePrefix: String {
        switch self {
        case .cakewalk: "CAKEWALK_"
        case .conductorone: "CONDUCTORONE_"
        case .opal: "OPAL_"
        }
    }
}

/// A credential that can't be had from the environment. Names variables, never their values.
package struct CredentialError: Error, Sendable, Hashable {
    /// In one line without a full stop.
    package var message: String

    package init(_ message: String) { self.message = message }
}

extension PlatformCredential {
    /// Reads the vendor's credential from the environment.
    ///
    /// `variables` gives the variable of each credential by the credential's name. When it names any, only those are read, so that
    /// a platform with its own variables never gets another's credential; when it is empty, the vendor's default ones are.
    /// An empty variable counts as not set.
    package static func read(
        vendor: Vendor, variables: [String: String], environment: [String: String]
    ) throws(CredentialError) -> PlatformCredential {
        let source = CredentialSource(vendor: vendor, variables: variables, environment: environment)
        switch vendor {
        case .cakewalk:
            return .cakewalk(key: try source.secret("apiKey"), secret: try source.secret("apiSecret"))
        case .opal:
            return .opal(token: try source.secret("token"))
        case .conductorone:
            // The vendor's own tools look for a ready token first.
            if source.has("token") { return .conductorOneToken(try source.secret("token")) }
            if variables["token"] != nil, variables["clientId"] == nil, variables["clientSecret"] == nil {
                return .conductorOneToken(try source.secret("token"))
            }
            return .conductorOneClient(id: try source.value("clientId"), secret: try source.secret("clientSecret"))
        }
    }
}

/// The environment as one platform sees it.
private struct CredentialSource {
    var vendor: Vendor
    var variables: [String: String]
    var environment: [String: String]

    func has(_ name: String) -> Bool {
        variable(name).flatMap { environment[$0] }.map { !$0.isEmpty } ?? false
    }

    func secret(_ name: String) throws(CredentialError) -> Secret { Secret(try value(name)) }

    func value(_ name: String) throws(CredentialError) -> String {
        guard let variable = variable(name) else {
            throw CredentialError("`credentials` names no variable for `\(name)`")
        }
        guard let value = environment[variable], !value.isEmpty else {
            let alternative =
                name == "clientId" ? self.variable("token").map { ", and neither is \($0)" } ?? "" : ""
            throw CredentialError("the environment variable \(variable) is not set\(alternative)")
        }
        // Values go into headers, where a line break would begin another header.
        guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CredentialError(fault(of: value, in: variable))
        }
        return value
    }

    private func variable(_ name: String) -> String? {
        guard variables.isEmpty else { return variables[name] }
        return vendor.credentialNames.first { $0.name == name }?.variable
    }

    private func fault(of value: String, in variable: String) -> String {
        if value.unicodeScalars.last == "\n" || value.unicodeScalars.last == "\r" {
            return "the value of \(variable) ends with a line break; remove it (`printf %s` writes none)"
        }
        return
            "the value of \(variable) has a character that no credential has (white space, a control character, or not ASCII)"
    }
}
