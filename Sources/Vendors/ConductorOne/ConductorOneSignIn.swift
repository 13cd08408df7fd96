package import Calendars
package import Campaigns
import Crypto
import JSON

/// How ConductorOne knows who calls: a bearer token that lives for minutes and is obtained with a client id and its secret.
///
/// Sources: docs `conductorone-api/authenticate.mdx`; SDK `token_source.go` and `extra_sdk_options.go`.
package enum ConductorOneSignIn {
    /// Behind the platform's base URL.
    package static let tokenPath = "/auth/v1/token"

    package static func headers(token: Secret) -> [Answer.Header] {
        [Answer.Header("Authorization", "Bearer \(token.reveal())")]
    }

    /// The base URL that a client id such as `strange-hydra-68836@acme.conductor.one/pcc` names. Any host is taken, since tenants
    /// in the EU have others (`*.c1eu.ai`).
    package static func baseURL(ofClientID id: String) throws(SignInError) -> BaseURL {
        let parts = id.split(separator: "@", omittingEmptySubsequences: false)
        let ends = parts.last?.split(separator: "/", omittingEmptySubsequences: false) ?? []
        guard parts.count == 2, !parts[0].isEmpty, ends.count == 2, !ends[1].isEmpty else { throw .malformedClientID }
        do { return try BaseURL("https://\(ends[0])") } catch { throw .malformedClientID }
    }

    /// Where to call: the declared base URL, which must be of the client id's host unless it is loopback, or that host's own.
    package static func baseURL(declared: BaseURL?, clientID: String) throws(SignInError) -> BaseURL {
        if let declared, declared.isLoopback { return declared }
        let own = try baseURL(ofClientID: clientID)
        guard let declared else { return own }
        // A client id without a port says nothing about the port.
        guard own.host == declared.host || own.host == declared.hostName else {
            throw .otherHost(clientID: own.host, baseURL: declared.host)
        }
        return declared
    }

    /// The body of the token request.
    ///
    /// A secret `secret-token:conductorone.com:v1:...` holds an Ed25519 key and signs an assertion; any other is sent as it is.
    /// The nonce is 16 random bytes as hexadecimal digits.
    package static func tokenRequest(
        clientID: String, secret: Secret, baseURL: BaseURL, now: Instant, nonce: String
    ) throws(SignInError) -> TokenRequest {
        var form = [("client_id", clientID), ("grant_type", "client_credentials")]
        if let key = try SigningKey(secret: secret) {
            let assertion = try key.assertion(clientID: clientID, audience: baseURL.hostName, now: now, nonce: nonce)
            form.append(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
            form.append(("client_assertion", assertion))
        } else {
            form.append(("client_secret", secret.reveal()))
        }
        return TokenRequest(
            path: tokenPath, contentType: "application/x-www-form-urlencoded",
            body: Array(PercentEncoding.encode(form.map { (name: $0.0, value: $0.1) }).utf8))
    }

    /// The access token in the answer to the token request.
    package static func token(from answer: Answer) throws(SignInError) -> AccessToken {
        let body = try? JSONReader.read(answer.body)
        guard answer.status == 200 else {
            let said = ["error_description", "error", "message"].lazy.compactMap { body?[$0]?.stringValue }.first
            throw .refused(status: answer.status, said: said.flatMap(AnswerText.line))
        }
        guard let token = body?["access_token"]?.stringValue, !token.isEmpty,
            token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .unreadableAnswer }
        if let type = body?["token_type"]?.stringValue, type.lowercased() != "bearer" { throw .unknownTokenType }
        let life = body?["expires_in"]
        let expiresIn = life?.integerValue ?? life?.stringValue.flatMap { Int($0) }
        if let expiresIn, expiresIn <= 0 { throw .expiredToken }
        return AccessToken(token: Secret(token), expiresIn: expiresIn)
    }
}

/// A request for an access token, sent by POST with nothing secret in its headers. Its body is secret.
package struct TokenRequest: Sendable, CustomReflectable, CustomStringConvertible {
    /// Behind the platform's base URL.
    package var path: String
    package var contentType: String
    package var body: [UInt8]

    package var description: String { "POST \(path)" }
    package var customMirror: Mirror { Mirror(self, children: ["path": path, "contentType": contentType]) }
}

/// A token that the vendor gave.
package struct AccessToken: Sendable {
    package var token: Secret
    /// Seconds; nothing when the vendor does not say.
    package var expiresIn: Int?
}

/// Why there is no access token. No case holds a secret, but `said`, which is the vendor's text and must be redacted.
package enum SignInError: Error, Sendable, Hashable {
    case noHost
    case malformedClientID
    case otherHost(clientID: String, baseURL: String)
    case unknownSecretVersion
    case malformedSecret(String)
    case refused(status: Int, said: String?)
    case unreadableAnswer
    case unknownTokenType
    case expiredToken

    /// In one line without a full stop.
    package var message: String {
        switch self {
        case .noHost: "an access token does not say its host; give the platform's `baseURL`"
        case .malformedClientID: "the client id has not the form NAME@HOST/USE"
        case .otherHost(let clientID, let baseURL):
            "the client id belongs to \(clientID), but the platform's baseURL is at \(baseURL)"
        case .unknownSecretVersion:
            "the client secret begins with `secret-token:conductorone.com:` but is not of version `v1`"
        case .malformedSecret(let what): "the client secret can't be used: \(what)"
        case .refused(let status, let said): said.map { "\(status): \($0)" } ?? "\(status)"
        case .unreadableAnswer: "the answer to the sign-in holds no access token"
        case .unknownTokenType: "the answer to the sign-in holds a token that is no bearer token"
        case .expiredToken: "the answer to the sign-in holds a token that has expired already"
        }
    }
}

/// The Ed25519 key within a client secret of version 1.
private struct SigningKey {
    var key: Curve25519.Signing.PrivateKey
    var keyID: String?

    /// Nothing when the secret is of the kind that is sent as it is.
    init?(secret: Secret) throws(SignInError) {
        let parts = secret.reveal().split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "secret-token", parts[1] == "conductorone.com" else { return nil }
        guard parts.count == 4, parts[2] == "v1" else { throw .unknownSecretVersion }
        guard let text = Base64.url.decode(parts[3]) else {
            throw .malformedSecret("its last part is not base64url without padding")
        }
        guard let jwk = try? JSONReader.read(text), jwk.objectValue != nil else {
            throw .malformedSecret("its last part holds no JSON Web Key")
        }
        guard jwk["kty"]?.stringValue == "OKP", jwk["crv"]?.stringValue == "Ed25519" else {
            throw .malformedSecret("its key is not an Ed25519 key")
        }
        guard let private64 = jwk["d"]?.stringValue else {
            throw .malformedSecret("its key is a public key; a private one is needed")
        }
        guard let bytes = Base64.url.decode(private64),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw .malformedSecret("its private key is not 32 bytes in base64url") }
        if let public64 = jwk["x"]?.stringValue, Base64.url.decode(public64) != Array(key.publicKey.rawRepresentation) {
            throw .malformedSecret("its public key does not belong to its private key")
        }
        self.key = key
        keyID = jwk["kid"]?.stringValue
    }

    /// A client assertion (RFC 7523): a compact JWS that the vendor takes for at most five minutes; this one lives two.
    func assertion(clientID: String, audience: String, now: Instant, nonce: String) throws(SignInError) -> String {
        var header: JSONObject = ["alg": "EdDSA", "nonce": .string(nonce)]
        if let keyID { header["kid"] = .string(keyID) }
        let claims: JSONObject = [
            "iss": .string(clientID), "sub": .string(clientID), "aud": [.string(audience)],
            "iat": .integer(now.seconds), "nbf": .integer(now.seconds - 120), "exp": .integer(now.seconds + 120),
        ]
        let signed = [header, claims].map { Base64.url.encode(JSONWriter.write(.object($0), style: .compact)) }
            .joined(separator: ".")
        guard let signature = try? key.signature(for: Array(signed.utf8)) else {
            throw .malformedSecret("its key signs nothing")
        }
        return "\(signed).\(Base64.url.encode(signature))"
    }
}
