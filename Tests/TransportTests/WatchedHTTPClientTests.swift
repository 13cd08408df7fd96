import Calendars
import Campaigns
import Support
import Synchronization
import Testing
import Transport

@Suite("Watched requests")
struct WatchedHTTPClientTests {
    private final class Log: Sendable {
        let lines = Mutex<[(exchange: Exchange, end: Exchange.End?, seconds: Double)]>([])

        var watch: ExchangeWatch {
            { exchange in
                let place = self.lines.withLock { lines in
                    lines.append((exchange, nil, -1))
                    return lines.count - 1
                }
                return { end, seconds in self.lines.withLock { $0[place] = (exchange, end, seconds) } }
            }
        }

        var all: [(exchange: Exchange, end: Exchange.End?, seconds: Double)] { lines.withLock { $0 } }
    }

    private let clock = ManualClock(advancesItself: true)
    private let opal = PlatformCredential.opal(token: Secret("opal-s3cret/+=token"))

    private func client(
        _ log: Log, _ credential: PlatformCredential? = nil, _ script: @escaping ScriptedClient.Script
    ) -> WatchedHTTPClient {
        WatchedHTTPClient(
            ScriptedClient(script), platform: "opal-eu", credential: credential ?? opal, clock: clock, watch: log.watch)
    }

    @Test("each is told with its answer, its time and how long it was held back, and no value of its query")
    func told() async throws {
        let log = Log()
        let client = client(log) { [clock] request, _ in
            try? await clock.sleep(seconds: 0.25)
            return Answer(status: 200, body: Array("hello".utf8))
        }
        _ = try await client.send(
            HTTPRequest(
                method: .get, url: "https://api.opal.dev/v1/uars?page_size=200&cursor=s3cret&flag", heldBack: 1.5))
        #expect(
            log.all.first?.exchange
                == Exchange(
                    platform: "opal-eu", method: .get, target: "api.opal.dev/v1/uars?page_size=*&cursor=*&flag=*",
                    attempt: 1, heldBack: 1.5))
        #expect(log.all.first?.end == .answered(status: 200, bytes: 5))
        #expect(log.all.first?.seconds == 0.25)
        #expect(log.all.first?.exchange.path == "/v1/uars")
    }

    @Test("the same request is counted until an answer settles it")
    func attempts() async throws {
        let log = Log()
        let client = client(log) { _, number throws(TransportFailure) in
            switch number {
            case 0: Answer(status: 429)
            case 1: Answer(status: 503)
            case 2: throw .lost("reset")
            case 3: Answer(status: 401)
            default: Answer(status: 200)
            }
        }
        let request = HTTPRequest(method: .post, url: "https://h/v1/uar", body: Array("{}".utf8))
        for _ in 0..<6 { _ = try? await client.send(request) }
        _ = try await client.send(HTTPRequest(method: .post, url: "https://h/v1/uar", body: Array("{1}".utf8)))
        #expect(log.all.map(\.exchange.attempt) == [1, 2, 3, 4, 5, 1, 1])
        #expect(try log.all.at(2).end == .failed(.lost("reset")))
    }

    private static let credentials: [PlatformCredential] = [
        .cakewalk(key: Secret("cake \"key\"/1"), secret: Secret("cake+s3cret=/?&")),
        .conductorOneClient(id: "id@acme.conductor.one/pcc", secret: Secret("c1/client+s3cret==")),
        .conductorOneToken(Secret("c1-token/+%41")), .opal(token: Secret("opal-s3cret/+=token")),
    ]

    @Test("no secret of any vendor is told, however it is written", arguments: credentials.indices)
    func secrets(index: Int) async throws {
        let credential = Self.credentials[index]
        // One that a sign-in gave is only in the headers.
        let granted = "granted/t0ken+=="
        for secret in credential.secrets.map({ $0.reveal() }) + [granted] {
            let percent = PercentEncoding.encode(secret)
            let forms = [
                secret, percent, percent.lowercased(), Base64.standard.encode(secret.utf8),
                Base64.url.encode(secret.utf8),
            ]
            for form in forms {
                let log = Log()
                let client = client(log, credential) { _, number throws(TransportFailure) in
                    if number == 0 { throw .lost("the server said \(form)") }
                    throw .notSent("no \(form)")
                }
                for _ in 0..<2 {
                    _ = try? await client.send(
                        HTTPRequest(
                            method: .get, url: "https://h.example/v1/\(form)/x?\(form)=1&a=\(form)",
                            headers: [
                                Answer.Header("Authorization", "Bearer \(granted)"), Answer.Header("Accept", "a"),
                                Answer.Header("X-API-KEY", granted),
                            ], body: Array("secret=\(secret)".utf8)))
                }
                #expect(log.all.count == 2)
                for told in log.all {
                    let text = "\(told)"
                    #expect(!text.contains(form), "\(form)")
                    #expect(!text.contains(secret))
                }
                #expect(!"\(client)".contains(secret) && Mirror(reflecting: client).children.isEmpty)
            }
        }
    }

    @Test("how long the vendor's limit holds a request back is told")
    func heldBack() async throws {
        let log = Log()
        let limiter = RateLimiter(limit: .init(requests: 1, seconds: 10), clock: clock)
        let session = try VendorSession(
            credential: opal, declared: nil, client: client(log) { _, _ in Answer(status: 200) }, clock: clock,
            limiter: limiter, version: "1")
        _ = try await session.send(.get, "/uars")
        _ = try await session.send(.get, "/uars")
        #expect(log.all.map(\.exchange.heldBack) == [0, 10])
        let leave = try await session.leave()
        _ = try await session.send(.get, "/uars", with: leave)
        #expect(log.all.last?.exchange.heldBack == 10)
    }
}
