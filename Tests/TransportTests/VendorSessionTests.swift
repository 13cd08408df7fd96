import Calendars
import Campaigns
import JSON
import Support
import Testing
import Transport
import Vendors

@Suite("A platform's session") struct VendorSessionTests {
    private let clock = ManualClock()
    private let client = PlatformCredential.conductorOneClient(
        id: "strange-hydra-68836@acme.conductor.one/pcc", secret: Secret("hunter2"))

    @Test("Cakewalk is called with its two headers, at its own host")
    func cakewalk() async throws {
        let http = ScriptedClient { _, _ in Answer(status: 204) }
        let session = try session(.cakewalk(key: Secret("key1"), secret: Secret("secret1")), http)
        let answer = try await session.send(.post, "/api/v1/AccessReviews", body: ["name": "Ä"])
        #expect(answer.status == 204)
        let request = try #require(http.requests.first)
        #expect(request.method == .post)
        #expect(request.url == "https://open-api.getcakewalk.io/api/v1/AccessReviews")
        #expect(request.header("X-API-KEY") == "key1")
        #expect(request.header("X-API-SECRET") == "secret1")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("Accept") == "application/json")
        #expect(request.header("User-Agent") == "muster/1.2.3")
        #expect(request.text == #"{"name":"Ä"}"#)
    }

    @Test("Opal is called with a bearer token, at the declared base URL, with an encoded query")
    func opal() async throws {
        let http = ScriptedClient { _, _ in Answer(status: 200) }
        let session = try session(
            .opal(token: Secret("token1")), http, at: BaseURL("https://opal.eu.acme.example:8443/v1/"))
        _ = try await session.send(.get, "/uars", query: [("cursor", "a b&c="), ("page_size", "1000")])
        let request = try #require(http.requests.first)
        #expect(request.url == "https://opal.eu.acme.example:8443/v1/uars?cursor=a%20b%26c%3D&page_size=1000")
        #expect(request.header("Authorization") == "Bearer token1")
        #expect(request.header("Content-Type") == nil)
        #expect(request.body.isEmpty)
    }

    @Test("ConductorOne is signed in to once, and the token serves until 10 seconds before its end")
    func tokenLife() async throws {
        let http = signInServer { _ in .init(status: 200) }
        let session = try session(client, http)
        #expect(session.baseURL.text == "https://acme.conductor.one")
        _ = try await session.send(.get, "/api/v1/access_reviews")
        clock.advance(seconds: 589)
        _ = try await session.send(.get, "/api/v1/access_reviews")
        #expect(http.requests.map(\.isSignIn) == [true, false, false])
        clock.advance(seconds: 1)
        _ = try await session.send(.get, "/api/v1/access_reviews")
        #expect(http.requests.map(\.isSignIn) == [true, false, false, true, false])
        let authorizations = http.requests.filter { !$0.isSignIn }.map { $0.header("Authorization") }
        #expect(authorizations == ["Bearer token-1", "Bearer token-1", "Bearer token-2"])
        let signIn = try #require(http.requests.first)
        #expect(signIn.url == "https://acme.conductor.one/auth/v1/token")
        #expect(signIn.header("Authorization") == nil)
        #expect(signIn.header("Content-Type") == "application/x-www-form-urlencoded")
        #expect(signIn.text.contains("client_secret=hunter2"))
    }

    @Test("calls at the same time lead to one sign-in")
    func singleFlight() async throws {
        let http = signInServer { _ in .init(status: 200) }
        let session = try session(client, http)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await session.send(.get, "/x") } }
            try await group.waitForAll()
        }
        #expect(http.requests.filter(\.isSignIn).count == 1)
        #expect(http.requests.count == 21)
    }

    @Test("after 401s to one token, one renewal leads to one new sign-in")
    func renewal() async throws {
        let http = signInServer { request in
            Answer(status: request.header("Authorization") == "Bearer token-1" ? 401 : 200)
        }
        let session = try session(client, http)
        let first = try await session.send(.get, "/x")
        let second = try await session.send(.get, "/x")
        #expect([first.status, second.status] == [401, 401])
        #expect(await session.renewCredential())
        let third = try await session.send(.get, "/x")
        #expect(third.status == 200)
        // The other call that was refused with the old token must not throw away the new one.
        #expect(await session.renewCredential())
        _ = try await session.send(.get, "/x")
        #expect(http.requests.filter(\.isSignIn).count == 2)
    }

    @Test("a 401 to an old token that comes after the renewal says nothing of the new one")
    func lateUnauthorized() async throws {
        let clock = clock
        let http = signInServer { request in
            Answer(status: request.header("Authorization") == "Bearer token-1" ? 401 : 200)
        }
        // The answer to the first call is held back until the clock moves.
        let slow = ScriptedClient { (request, _) async throws(TransportFailure) in
            let answer = try await http.send(request)
            if request.url.hasSuffix("/slow") { try? await clock.sleep(seconds: 1) }
            return answer
        }
        let session = try session(client, slow)
        async let late = session.send(.get, "/slow")
        await clock.waitForSleepers(1)
        _ = try await session.send(.get, "/x")
        #expect(await session.renewCredential())
        _ = try await session.send(.get, "/x")
        clock.advance(seconds: 1)
        #expect(try await late.status == 401)
        #expect(await session.renewCredential())
        #expect(try await session.send(.get, "/x").status == 200)
        #expect(http.requests.filter(\.isSignIn).count == 2)
    }

    @Test("a credential that is sent as it is can't be renewed")
    func noRenewal() async throws {
        let http = ScriptedClient { _, _ in Answer(status: 401) }
        let declared = try BaseURL("https://acme.conductor.one")
        for credential in [
            PlatformCredential.conductorOneToken(Secret("t")), .opal(token: Secret("t")),
            .cakewalk(key: Secret("t"), secret: Secret("t")),
        ] {
            #expect(try await session(credential, http, at: declared).renewCredential() == false)
        }
    }

    @Test("a sign-in that fails in transport means that the call was not sent")
    func lostSignIn() async throws {
        for failure in [TransportFailure.lost("reset"), .notSent("refused")] {
            let http = ScriptedClient { (_, _) throws(TransportFailure) in throw failure }
            let outcome = await self.failure(try session(client, http))
            #expect(outcome == .transport(.notSent("sign-in: \(failure.reason)")))
            #expect(http.requests.count == 1)
        }
    }

    @Test("a call that is lost is lost")
    func lostCall() async throws {
        let http = ScriptedClient { (_, _) throws(TransportFailure) in throw .lost("reset") }
        #expect(await failure(try session(.opal(token: Secret("t")), http)) == .transport(.lost("reset")))
    }

    @Test("a refused sign-in says what the vendor says, without the secret, and calls nothing")
    func refusedSignIn() async throws {
        let http = ScriptedClient { _, _ in
            Answer(status: 401, body: Array(#"{"error":"invalid_client","error_description":"no hunter2"}"#.utf8))
        }
        #expect(await failure(try session(client, http)) == .signInRefused("sign-in: 401: no <redacted>"))
        #expect(http.requests.count == 1)
    }

    @Test("a body that is there to be shown comes without the secrets; one that says what was made comes as it is")
    func redactedBody() async throws {
        for (status, body) in [(200, "hunter2 token-1"), (299, "hunter2 token-1"), (400, "<redacted> <redacted>")] {
            let http = signInServer { _ in Answer(status: status, body: Array("hunter2 token-1".utf8)) }
            let answer = try await session(client, http).send(.post, "/x", body: [:])
            #expect(String(decoding: answer.body, as: UTF8.self) == body)
        }
        // It is shown in at most 500 characters, and a secret may stand where they end.
        for offset in 480..<500 {
            let http = ScriptedClient { _, _ in
                let said = String(repeating: "x", count: offset) + "hunter2"
                return Answer(status: 401, body: Array(#"{"error":"\#(said)"}"#.utf8))
            }
            let failure = await failure(try session(client, http))
            let reason = try #require(failure?.reason)
            #expect(reason.contains("xxx") && !reason.contains("hun") && reason.utf8.count < 600, "\(reason)")
        }
    }

    @Test("a sign-in that can't be served now says when to come again", arguments: [429, 408, 500, 503])
    func laterSignIn(status: Int) async throws {
        let http = ScriptedClient { _, _ in Answer(status: status, headers: [Answer.Header("retry-after", "17")]) }
        #expect(
            await failure(try session(client, http))
                == .signInLater(retryAfterSeconds: 17, "sign-in: answered \(status)"))
    }

    @Test("a redirected sign-in is refused, not followed")
    func redirectedSignIn() async throws {
        let http = ScriptedClient { _, _ in
            Answer(status: 307, headers: [Answer.Header("Location", "https://x.example")])
        }
        #expect(await failure(try session(client, http)) == .signInRefused("sign-in: 307"))
        #expect(http.requests.count == 1)
    }

    @Test("an unusable secret is refused before anything is sent")
    func unusableSecret() async throws {
        let http = ScriptedClient { _, _ in Answer(status: 200) }
        let credential = PlatformCredential.conductorOneClient(
            id: "a@acme.conductor.one/pcc", secret: Secret("secret-token:conductorone.com:v1:###"))
        let failure = await failure(try session(credential, http))
        guard case .signInRefused(let reason) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(!reason.contains("###"))
        #expect(http.requests.isEmpty)
    }

    @Test("a pause holds back calls and sign-ins; a token that ends meanwhile is replaced")
    func pausedPastTokenEnd() async throws {
        let clock = ManualClock(advancesItself: true)
        let http = signInServer { _ in Answer(status: 200) }
        let session = try session(client, http, clock: clock)
        _ = try await session.send(.get, "/x")
        await session.pause(untilSecondsFromNow: 900)
        _ = try await session.send(.get, "/x")
        #expect(clock.slept == [900])
        #expect(http.requests.map(\.isSignIn) == [true, false, true, false])
        #expect(http.requests.last?.header("Authorization") == "Bearer token-2")
    }

    @Test(
        "after a 429 or 503 nothing is sent before the time that it names, without anyone's doing",
        arguments: [429, 503])
    func pausesByItself(status: Int) async throws {
        let date = "Fri, 15 Jan 2027 08:00:42 GMT"
        for (retryAfter, method) in [("42", HTTPMethod.post), (date, .get), ("42", .get)] {
            let clock = ManualClock(advancesItself: true)
            let http = ScriptedClient { _, number in
                number == 0
                    ? Answer(status: status, headers: [Answer.Header("retry-after", retryAfter)]) : Answer(status: 200)
            }
            let session = try session(.opal(token: Secret("t")), http, clock: clock)
            let refused = try await session.send(method, "/x")
            #expect(refused.status == status)
            _ = try await session.send(method, "/x")
            #expect(clock.slept == [42])
        }
    }

    @Test("a refused sign-in pauses the platform too")
    func signInPauses() async throws {
        let clock = ManualClock(advancesItself: true)
        let http = ScriptedClient { _, number in
            number == 0 ? Answer(status: 429, headers: [Answer.Header("Retry-After", "9")]) : Answer(status: 401)
        }
        let session = try session(client, http, clock: clock)
        #expect(await failure(session) == .signInLater(retryAfterSeconds: 9, "sign-in: answered 429"))
        #expect(await failure(session) == .signInRefused("sign-in: 401"))
        #expect(clock.slept == [9])
    }

    @Test(
        "a pause of more than ten minutes is no wait: the caller learns what is left of it, and nothing is sent",
        arguments: ["601", "99999999999999999999"])
    func longPause(retryAfter: String) async throws {
        let clock = ManualClock(advancesItself: true)
        let http = ScriptedClient { _, number in
            number == 0 ? Answer(status: 429, headers: [Answer.Header("Retry-After", retryAfter)]) : Answer(status: 200)
        }
        let session = try session(.opal(token: Secret("t")), http, clock: clock)
        _ = try await session.send(.get, "/x")
        clock.advance(seconds: 500)
        guard case .signInLater(let left?, let reason) = await failure(session) else {
            Issue.record("it was sent")
            return
        }
        #expect(left + 500 == Double(retryAfter))
        #expect(reason == "the vendor asked for a pause")
        #expect(clock.slept.isEmpty && http.requests.count == 1)
        guard retryAfter == "601" else { return }
        clock.advance(seconds: 101)
        let answer = try await session.send(.get, "/x")
        #expect(answer.status == 200)
    }

    @Test("a cancelled call that waits for its turn was not sent")
    func cancelled() async throws {
        let http = ScriptedClient { _, _ in Answer(status: 200) }
        let session = try session(.opal(token: Secret("t")), http)
        await session.pause(untilSecondsFromNow: 60)
        await withTaskGroup(of: SessionFailure?.self) { group in
            group.addTask { await failure(session) }
            await clock.waitForSleepers(1)
            group.cancelAll()
            #expect(await group.next() == .transport(.notSent("interrupted before it was sent")))
        }
        #expect(http.requests.isEmpty)
    }

    @Test(
        "a path that leads elsewhere is not sent", arguments: ["", "x", "/a//b", "/a/", "/../x", "/a/%2e%2E/b", "/a?b"])
    func path(path: String) async throws {
        let http = ScriptedClient { _, _ in Answer(status: 200) }
        let failure = await failure(try session(.opal(token: Secret("t")), http), path)
        guard case .transport(.notSent) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(http.requests.isEmpty)
    }

    @Test("a token without a base URL, and a client id of another host, are errors")
    func hosts() throws {
        let http = ScriptedClient { _, _ in Answer(status: 200) }
        #expect(throws: SignInError.noHost) { try session(.conductorOneToken(Secret("t")), http) }
        #expect(throws: SignInError.otherHost(clientID: "acme.conductor.one", baseURL: "evil.example")) {
            try session(client, http, at: BaseURL("https://evil.example"))
        }
        #expect(try session(client, http, at: BaseURL("http://127.0.0.1:8080/c1")).baseURL.host == "127.0.0.1:8080")
    }

    @Test("a session shows neither its credential nor its token, and redacts both")
    func nothingShows() async throws {
        let http = signInServer { _ in Answer(status: 200) }
        let session = try session(client, http)
        _ = try await session.send(.get, "/x")
        var dumped = ""
        dump(session, to: &dumped)
        let shown = ["\(session)", String(reflecting: session), dumped].joined()
        #expect(!shown.contains("hunter2") && !shown.contains("token-1"))
        #expect(await session.redactor.redact("hunter2 token-1") == "<redacted> <redacted>")
    }

    private func session(
        _ credential: PlatformCredential, _ http: ScriptedClient, at declared: BaseURL? = nil,
        clock: ManualClock? = nil
    ) throws -> VendorSession {
        let clock = clock ?? self.clock
        return try VendorSession(
            credential: credential, declared: declared, client: http, clock: clock,
            limiter: RateLimiter(limit: nil, clock: clock), version: "1.2.3", nonce: { "00" })
    }

    /// Signs in with `token-1`, `token-2`, ..., each for ten minutes; answers everything else as told.
    private func signInServer(_ answer: @escaping @Sendable (HTTPRequest) -> Answer) -> ScriptedClient {
        let counter = Counter()
        return ScriptedClient { request, _ in
            guard request.isSignIn else { return answer(request) }
            let body = #"{"access_token":"token-\#(counter.next())","token_type":"Bearer","expires_in":600}"#
            return Answer(status: 200, body: Array(body.utf8))
        }
    }

    private func failure(_ session: VendorSession, _ path: String = "/x") async -> SessionFailure? {
        do throws(SessionFailure) {
            let answer = try await session.send(.post, path, body: [:])
            Issue.record("answered \(answer.status)")
            return nil
        } catch { return error }
    }
}
