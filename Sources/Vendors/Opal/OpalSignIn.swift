package import Campaigns

/// How Opal knows who calls: a bearer token, as its OpenAPI file says of every operation.
package enum OpalSignIn {
    package static func headers(token: Secret) -> [Answer.Header] {
        [Answer.Header("Authorization", "Bearer \(token.reveal())")]
    }
}
