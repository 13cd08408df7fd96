package import Calendars
package import Campaigns
package import JSON
package import Vendors

/// One platform as it is called: adds credentials, signs in where that is a call of its own, keeps to the vendor's rate limit, be it
/// documented or learned from 429s. Sends nothing twice.
package actor VendorSession {
    /// Whose API it is.
    package nonisolated var vendor: Vendor { credential.vendor }
    /// What is called, and as whom.
    package nonisolated let baseURL: BaseURL
    private nonisolated let credential: PlatformCredential
    private let client: any HTTPClient
    private let clock: any WallClock
    private let limiter: RateLimiter
    private let userAgent: String
    private let nonce: @Sendable () -> String

    /// One sign-in at a time; the others wait for its token.
    private let signInTurn = Turnstile()
    private var granted: GrantedToken?
    /// The sign-ins so far.
    private var grants = 0
    /// What the vendor's clock showed last; nothing where no answer said so.
    package private(set) var vendorClock: VendorClock?
    /// Knows the credential, and every token that was obtained with it.
    package private(set) var redactor: Redactor

    /// - Parameters:
    ///   - declared: the platform's `baseURL`; without it the vendor's own, or the client id's host.
    ///   - version: Muster's, for `User-Agent`.
    ///   - nonce: a new random value for each sign-in, 16 bytes as hexadecimal digits.
    package init(
        credential: PlatformCredential, declared: BaseURL?, client: any HTTPClient, clock: any WallClock,
        limiter: RateLimiter, version: String, nonce: @escaping @Sendable () -> String = randomNonce
    ) throws(SignInError) {
        baseURL = try credential.baseURL(declared: declared)
        self.credential = credential
        self.client = client
        self.clock = clock
        self.limiter = limiter
        self.nonce = nonce
        userAgent = "muster/\(version)"
        redactor = Redactor(secrets: credential.secrets)
    }

    /// Sends one request and gives its answer, whatever its status. The body of one that is no 2xx is there to be shown, so that it
    /// is redacted, before anything cuts it in the middle of a secret. `path` stands behind the base URL and is percent-encoded.
    ///
    /// - Parameter leave: to start a request now, from `leave()`; nothing to wait for one.
    package func send(
        _ method: HTTPMethod, _ path: String, query: [(name: String, value: String)] = [], body: JSONValue? = nil,
        with leave: Leave? = nil
    ) async throws(SessionFailure) -> Answer {
        guard VendorSession.isPath(path) else {
            throw .transport(.notSent("the path has an empty segment, `.` or `..`"))
        }
        let leave = if let leave { leave } else { try await self.leave() }
        let grant = leave.grant
        var headers =
            leave.headers + [
                Answer.Header("Accept", "application/json"), Answer.Header("User-Agent", userAgent),
            ]
        if body != nil { headers.append(Answer.Header("Content-Type", "application/json")) }
        let request = HTTPRequest(
            method: method, url: baseURL.url(of: path, query: query), headers: headers,
            body: body.map { JSONWriter.write($0, style: .compact, sortedKeys: true) } ?? [],
            heldBack: leave.start.heldBack)
        let answer = try await transmit(request, leave.start.ticket)
        if answer.status == 401, let grant, granted?.number == grant { granted?.isRejected = true }
        return answer
    }

    /// After a 401: whether a new credential will be used from now on. True only where one can be obtained, at ConductorOne with a
    /// client id. Several calls that were refused with the same token lead to one sign-in.
    package func renewCredential() async -> Bool {
        guard case .conductorOneClient = credential else { return false }
        if granted?.isRejected == true { granted = nil }
        return true
    }

    /// No request to this platform starts for so many seconds: what a `Retry-After` asks for.
    package func pause(untilSecondsFromNow seconds: Double) async {
        await limiter.pause(untilSecondsFromNow: seconds)
    }

    /// What one request needs to start at once.
    package struct Leave: Sendable {
        /// Who calls.
        fileprivate let headers: [Answer.Header]
        /// The number of the sign-in that they come from.
        fileprivate let grant: Int?
        fileprivate let start: Start
    }

    /// A request may start, and what that took.
    fileprivate struct Start: Sendable {
        let ticket: Pace.Ticket
        /// In seconds.
        let heldBack: Double
    }

    /// Waits until a request may start.
    package func leave() async throws(SessionFailure) -> Leave {
        guard case .conductorOneClient(let id, let secret) = credential else {
            return Leave(headers: credential.headers, grant: nil, start: try await awaitStart())
        }
        while true {
            _ = try await token(clientID: id, secret: secret)
            let start = try await awaitStart()
            // Waiting for the start may have taken longer than the token lives.
            if let granted, granted.isUsable(at: clock.now()) {
                return Leave(
                    headers: ConductorOneSignIn.headers(token: granted.token), grant: granted.number, start: start)
            }
        }
    }

    private func token(clientID: String, secret: Secret) async throws(SessionFailure) -> GrantedToken {
        do { try await signInTurn.enter() } catch { throw .transport(.notSent(VendorSession.cancelled)) }
        defer { signInTurn.leave() }
        if let granted, granted.isUsable(at: clock.now()) { return granted }
        let answer = try await tokenAnswer(clientID: clientID, secret: secret)
        do {
            let token = try ConductorOneSignIn.token(from: answer)
            redactor.add(token.token)
            grants += 1
            let new = GrantedToken(number: grants, token: token, at: clock.now())
            granted = new
            return new
        } catch { throw refusal(error) }
    }

    private func tokenAnswer(clientID: String, secret: Secret) async throws(SessionFailure) -> Answer {
        let start = try await awaitStart()
        let request: TokenRequest
        do {
            request = try ConductorOneSignIn.tokenRequest(
                clientID: clientID, secret: secret, baseURL: baseURL, now: clock.now(), nonce: nonce())
        } catch { throw refusal(error) }
        let answer: Answer
        let sent = clock.uptime()
        do {
            answer = try await client.send(
                HTTPRequest(
                    method: .post, url: baseURL.url(of: request.path),
                    headers: [
                        Answer.Header("Accept", "application/json"), Answer.Header("User-Agent", userAgent),
                        Answer.Header("Content-Type", request.contentType),
                    ], body: request.body, heldBack: start.heldBack))
        } catch {
            // Whatever became of the sign-in, the call that needs it was not sent.
            throw .transport(.notSent("sign-in: \(error.reason)"))
        }
        await notice(answer, sentAt: sent, start.ticket)
        guard answer.status != 429, answer.status != 408, answer.status < 500 else {
            throw .signInLater(
                retryAfterSeconds: RetryAfter.seconds(in: answer, now: clock.now()),
                "sign-in: answered \(answer.status)")
        }
        return redacted(answer)
    }

    private func awaitStart() async throws(SessionFailure) -> Start {
        let asked = clock.now()
        do {
            let ticket = try await limiter.begin()
            return Start(ticket: ticket, heldBack: max(0, clock.now().secondsSince(asked)))
        } catch let error as RateLimiter.Closed {
            throw .signInLater(retryAfterSeconds: error.seconds, "the vendor asked for a pause")
        } catch { throw .transport(.notSent(VendorSession.cancelled)) }
    }

    private func transmit(_ request: HTTPRequest, _ ticket: Pace.Ticket) async throws(SessionFailure) -> Answer {
        let answer: Answer
        let sent = clock.uptime()
        do { answer = try await client.send(request) } catch { throw .transport(error) }
        await notice(answer, sentAt: sent, ticket)
        return redacted(answer)
    }

    /// A 429 slows down what follows, and `Retry-After` holds it back, before anyone learns of the answer. A 503 may have one too
    /// (RFC 9110, 10.2.3), and says nothing of how many requests are taken.
    private func notice(_ answer: Answer, sentAt sent: Double, _ ticket: Pace.Ticket) async {
        if let date = VendorClock.date(in: answer) {
            vendorClock = VendorClock(date: date, sent: sent, received: clock.uptime())
        }
        guard answer.status == 429 || answer.status == 503 else { return }
        if answer.status == 429 { await limiter.refused(ticket) }
        if let seconds = RetryAfter.seconds(in: answer, now: clock.now()) { await limiter.hold(seconds: seconds) }
    }

    private func redacted(_ answer: Answer) -> Answer {
        if (200...299).contains(answer.status) { return answer }
        var answer = answer
        answer.body = redactor.redact(answer.body)
        return answer
    }

    private func refusal(_ error: SignInError) -> SessionFailure {
        .signInRefused("sign-in: \(redactor.redact(error.message))")
    }

    private static let cancelled = "interrupted before it was sent"

    /// A slash before each segment, and no segment that servers read as another path. Ids come from vendors.
    private static func isPath(_ path: String) -> Bool {
        path.hasPrefix("/")
            && path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
                let plain = segment.replacing("%2e", with: ".").replacing("%2E", with: ".")
                return !segment.isEmpty && plain != "." && plain != ".." && !segment.contains("?")
            }
    }
}

/// A token with its end.
private struct GrantedToken {
    /// Which sign-in gave it.
    var number: Int
    var token: Secret
    private var obtained: Instant
    /// Seconds after which it is no longer used: 10 before its end, as the vendor's SDK has it, or half of a shorter life.
    private var usableSeconds: Double?
    /// Whether the vendor answered 401 to it.
    var isRejected = false

    init(number: Int, token: AccessToken, at instant: Instant) {
        self.number = number
        self.token = token.token
        obtained = instant
        usableSeconds = token.expiresIn.map { max(Double($0) - 10, Double($0) / 2) }
    }

    func isUsable(at now: Instant) -> Bool {
        guard let usableSeconds else { return true }
        return (0..<usableSeconds).contains(now.secondsSince(obtained))
    }
}
