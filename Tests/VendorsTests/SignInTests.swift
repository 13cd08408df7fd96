import Calendars
import Campaigns
import Crypto
import JSON
import Support
import Testing
import Vendors

@Suite("Sign-in") struct SignInTests {
    private let clientID = "strange-hydra-68836@acme.conductor.one/pcc"
    private let now = Instant(seconds: 1_800_000_000, nanoseconds: 999_999_999)
    private let key = Curve25519.Signing.PrivateKey()

    @Test("Cakewalk and Opal take their credentials in headers")
    func headers() {
        #expect(
            CakewalkSignIn.headers(key: Secret("k"), secret: Secret("s"))
                == [Answer.Header("X-API-KEY", "k"), Answer.Header("X-API-SECRET", "s")])
        #expect(OpalSignIn.headers(token: Secret("t")) == [Answer.Header("Authorization", "Bearer t")])
        #expect(ConductorOneSignIn.headers(token: Secret("t")) == [Answer.Header("Authorization", "Bearer t")])
    }

    @Test(
        "a client id names its host",
        arguments: [
            ("strange-hydra-68836@acme.conductor.one/pcc", "https://acme.conductor.one"),
            ("a@ACME.c1eu.ai/spc", "https://acme.c1eu.ai"),
            ("a@https.conductor.one/wfe", "https://https.conductor.one"),
            ("a@127.0.0.1:8443/pcc", "https://127.0.0.1:8443"),
        ])
    func clientIDHost(id: String, url: String) throws {
        #expect(try ConductorOneSignIn.baseURL(ofClientID: id).text == url)
    }

    @Test(
        "what is no client id names none",
        arguments: [
            "", "acme.conductor.one", "a@", "@acme.conductor.one/pcc", "a@acme.conductor.one", "a@acme.conductor.one/",
            "a@b@acme.conductor.one/pcc", "a@acme.conductor.one/pcc/x", "a@/pcc", "a@acme.conductor.one?x/pcc",
            "a@https://acme.conductor.one/pcc",
        ])
    func malformedClientID(id: String) {
        #expect(throws: SignInError.malformedClientID) { try ConductorOneSignIn.baseURL(ofClientID: id) }
    }

    @Test("a client id goes to its own host only, but for loopback")
    func otherHost() throws {
        let own = try BaseURL("https://acme.conductor.one/behind/a/proxy")
        #expect(try ConductorOneSignIn.baseURL(declared: own, clientID: clientID) == own)
        let port = try BaseURL("https://acme.conductor.one:8443")
        #expect(try ConductorOneSignIn.baseURL(declared: port, clientID: clientID) == port)
        let loopback = try BaseURL("http://localhost:8080")
        #expect(try ConductorOneSignIn.baseURL(declared: loopback, clientID: "test") == loopback)
        for other in ["https://acme.conductor.one.example", "https://other.conductor.one", "https://acme.c1eu.ai"] {
            let declared = try BaseURL(other)
            #expect(throws: SignInError.otherHost(clientID: "acme.conductor.one", baseURL: declared.host)) {
                try ConductorOneSignIn.baseURL(declared: declared, clientID: clientID)
            }
        }
        let portOfID = "a@acme.conductor.one:8443/pcc"
        #expect(throws: SignInError.self) { try ConductorOneSignIn.baseURL(declared: own, clientID: portOfID) }
    }

    @Test("an opaque secret is sent in an encoded form body")
    func formBody() throws {
        let request = try tokenRequest("pa ss&w=ö+/~")
        #expect(request.path == "/auth/v1/token")
        #expect(request.contentType == "application/x-www-form-urlencoded")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "client_id=strange-hydra-68836%40acme.conductor.one%2Fpcc&grant_type=client_credentials"
                + "&client_secret=pa%20ss%26w%3D%C3%B6%2B%2F~")
    }

    @Test("a key signs an assertion that its public key verifies, with the claims that the vendor wants")
    func assertion() throws {
        let request = try tokenRequest(secret(jwk(["kid": "key-7"])), host: "acme.conductor.one:8443")
        let form = String(decoding: request.body, as: UTF8.self).split(separator: "&").map(String.init)
        #expect(
            form.dropLast() == [
                "client_id=strange-hydra-68836%40acme.conductor.one%2Fpcc", "grant_type=client_credentials",
                "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer",
            ])
        let last = try #require(form.last)
        #expect(last.hasPrefix("client_assertion="))
        let parts = last.dropFirst("client_assertion=".count).split(separator: ".", omittingEmptySubsequences: false)
        try #require(parts.count == 3)
        let signature = try #require(Base64.url.decode(parts.at(2)))
        let signed = try Array("\(parts.at(0)).\(parts.at(1))".utf8)
        #expect(key.publicKey.isValidSignature(signature, for: signed))
        #expect(!key.publicKey.isValidSignature(signature, for: signed + [0]))
        let header = try JSONReader.read(try #require(Base64.url.decode(parts.at(0))))
        #expect(header == ["alg": "EdDSA", "nonce": "00112233445566778899aabbccddeeff", "kid": "key-7"])
        let claims = try JSONReader.read(try #require(Base64.url.decode(parts.at(1))))
        #expect(
            claims == [
                "iss": .string(clientID), "sub": .string(clientID), "aud": ["acme.conductor.one"],
                "iat": 1_800_000_000, "nbf": 1_799_999_880, "exp": 1_800_000_120,
            ])
    }

    @Test("a key without an id is signed with without one")
    func noKeyID() throws {
        let request = try tokenRequest(secret(jwk()))
        let assertion = String(decoding: request.body, as: UTF8.self).split(separator: "client_assertion=").last ?? ""
        let header = try #require(assertion.split(separator: ".").first.flatMap { Base64.url.decode($0) })
        #expect(try JSONReader.read(header)["kid"] == nil)
    }

    @Test("a secret that can't be used says why, and is not repeated")
    func unusableSecrets() throws {
        let publicOnly = jwk(["d": nil])
        let other = Base64.url.encode(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)
        let faults = [
            ("secret-token:conductorone.com:v1:hunter2!", "base64url"),
            ("secret-token:conductorone.com:v1:hunter2==", "base64url"),
            ("secret-token:conductorone.com:v1:", "JSON Web Key"),
            (secret("hunter2"), "JSON Web Key"),
            (secret("[]"), "JSON Web Key"),
            (secret(publicOnly), "public key"),
            (secret(jwk(["kty": "EC"])), "Ed25519"),
            (secret(jwk(["crv": "X25519"])), "Ed25519"),
            (secret(jwk(["d": "aHVudGVyMg"])), "32 bytes"),
            (secret(jwk(["x": other])), "does not belong"),
            ("secret-token:conductorone.com:v2:hunter2", "version"),
            ("secret-token:conductorone.com:hunter2", "version"),
        ]
        for (secret, word) in faults {
            let error = #expect(throws: SignInError.self) { try tokenRequest(secret) }
            let message = error?.message ?? ""
            #expect(message.contains(word), "\(message)")
            #expect(!message.contains("hunter2"))
            #expect(!message.contains(secret.split(separator: ":").last ?? "?"))
        }
    }

    @Test("a token request shows nothing of its body")
    func nothingShows() throws {
        var dumped = ""
        let request = try tokenRequest("hunter2")
        dump(request, to: &dumped)
        #expect(!"\(request)\(String(reflecting: request))\(dumped)".contains("104"))
        #expect("\(request)" == "POST /auth/v1/token")
    }

    @Test("the answer to a sign-in holds a token and its life")
    func token() throws {
        let token = try ConductorOneSignIn.token(
            from: answer(#"{"access_token":"abc","token_type":"bearer","expires_in":600,"more":1}"#))
        #expect(token.token.reveal() == "abc")
        #expect(token.expiresIn == 600)
        #expect(try ConductorOneSignIn.token(from: answer(#"{"access_token":"abc"}"#)).expiresIn == nil)
        #expect(
            try ConductorOneSignIn.token(from: answer(#"{"access_token":"abc","expires_in":"60"}"#)).expiresIn == 60)
    }

    @Test(
        "an answer without a token that can be used is refused",
        arguments: [
            (#"{"access_token":""}"#, SignInError.unreadableAnswer), ("", .unreadableAnswer), ("[]", .unreadableAnswer),
            (#"{"access_token":7}"#, .unreadableAnswer), (#"{"access_token":"a\r\nX: b"}"#, .unreadableAnswer),
            (#"{"access_token":"a","token_type":"DPoP"}"#, .unknownTokenType),
            (#"{"access_token":"a","expires_in":0}"#, .expiredToken),
        ])
    func unusableAnswer(body: String, error: SignInError) {
        #expect(throws: error) { try ConductorOneSignIn.token(from: answer(body)) }
    }

    @Test("a refusal carries what the vendor says")
    func refusal() {
        let body = #"{"error":"invalid_client","error_description":"unknown client"}"#
        #expect(throws: SignInError.refused(status: 401, said: "unknown client")) {
            try ConductorOneSignIn.token(from: answer(body, status: 401))
        }
        #expect(throws: SignInError.refused(status: 403, said: nil)) {
            try ConductorOneSignIn.token(from: answer("<html>", status: 403))
        }
        #expect(throws: SignInError.refused(status: 201, said: nil)) {
            try ConductorOneSignIn.token(from: answer(#"{"access_token":"a"}"#, status: 201))
        }
    }

    private func tokenRequest(_ secret: String, host: String = "acme.conductor.one") throws -> TokenRequest {
        try ConductorOneSignIn.tokenRequest(
            clientID: clientID, secret: Secret(secret), baseURL: try BaseURL("https://\(host)"), now: now,
            nonce: "00112233445566778899aabbccddeeff")
    }

    /// The test's own key as a JSON Web Key, with some members replaced or left out.
    private func jwk(_ changes: [String: String?] = [:]) -> String {
        var members: [String: String?] = [
            "kty": "OKP", "crv": "Ed25519", "x": Base64.url.encode(key.publicKey.rawRepresentation),
            "d": Base64.url.encode(key.rawRepresentation),
        ]
        members.merge(changes) { $1 }
        let pairs = members.compactMap { name, value in value.map { (name, JSONValue.string($0)) } }
        return JSONWriter.text(.object(JSONObject(pairs)))
    }

    private func secret(_ text: String) -> String {
        "secret-token:conductorone.com:v1:\(Base64.url.encode(text.utf8))"
    }

    private func answer(_ body: String, status: Int = 200) -> Answer { Answer(status: status, body: Array(body.utf8)) }
}
