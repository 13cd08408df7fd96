package import Campaigns
package import Vendors

extension PlatformCredential {
    /// Where a platform with this credential is called: the declared base URL, else the vendor's own or the client id's host.
    package func baseURL(declared: BaseURL?) throws(SignInError) -> BaseURL {
        if case .conductorOneClient(let id, _) = self {
            return try ConductorOneSignIn.baseURL(declared: declared, clientID: id)
        }
        if let declared { return declared }
        guard let own = vendor.defaultBaseURL, let url = try? BaseURL(own) else { throw .noHost }
        return url
    }

    /// The headers that carry it as it is. None for a client id, which is signed in with first.
    var headers: [Answer.Header] {
        switch self {
        case .cakewalk(let key, let secret): CakewalkSignIn.headers(key: key, secret: secret)
        case .opal(let token): OpalSignIn.headers(token: token)
        case .conductorOneToken(let token): ConductorOneSignIn.headers(token: token)
        case .conductorOneClient: []
        }
    }
}
