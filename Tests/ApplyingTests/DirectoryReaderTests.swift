import Applying
import Calendars
import Campaigns
import JSON
import Support
import Synchronization
import Testing
import Transport
import Vendors

@Suite("Names looked up on a platform")
struct DirectoryReaderTests {
    private let clock = ManualClock(Instant(seconds: 1_800_000_000), advancesItself: true)
    private let interruption = Interruption()

    private func reader(
        _ vendor: Vendor, _ client: any HTTPClient, parallel: Int = 4, maxWait: Double = 60
    ) throws -> DirectoryReader {
        let credential: PlatformCredential =
            vendor == .opal ? .opal(token: Secret("top-secret")) : .conductorOneToken(Secret("top-secret"))
        let session = try VendorSession(
            credential: credential, declared: try BaseURL("https://x.example/v1"), client: client, clock: clock,
            limiter: RateLimiter(limit: nil, clock: clock), version: "test")
        return DirectoryReader(
            session, clock: clock, patience: .init(maxWait: maxWait, jitter: { 0.5 }), parallel: parallel,
            interruption: interruption)
    }

    private static let users = Set((0..<20).map { DirectoryName(.user, "u\($0)@acme.example") })

    /// Whoever is asked for, as ConductorOne has it.
    private static func found(_ request: HTTPRequest) -> Answer {
        let email = (try? JSONReader.read(request.body))?["email"] ?? ""
        let user: JSONValue = ["id": "u", "email": email, "status": "ENABLED"]
        return Answer(status: 200, body: JSONWriter.write(["list": [["user": user]], "nextPageToken": ""]))
    }

    @Test("so many reads are under way at once, and no more", arguments: [1, 3, 0]) func parallel(count: Int)
        async throws
    {
        let client = GatedClient(opensAt: max(1, count), answer: Self.found)
        let findings = try await reader(.conductorone, client, parallel: count).findings(of: Self.users)
        #expect(findings.count == 20)
        #expect(await client.most == max(1, count))
    }

    @Test("a search is sent again as it was after a 429, a 5xx or a lost connection") func patient() async throws {
        let answers = AnswerQueue([
            .success(Answer(status: 429, headers: [.init("Retry-After", "7")])), .success(Answer(status: 503)),
            .failure(.lost("reset")), .failure(.notSent("refused")),
        ])
        let client = ModelClient { request throws(TransportFailure) in
            try answers.next()?.get() ?? Self.found(request)
        }
        let name = DirectoryName(.user, "u1@acme.example")
        let findings = try await reader(.conductorone, client).findings(of: [name])
        #expect(findings[name] == .found(DirectoryItem(id: "u", displayName: "u1@acme.example")))
        #expect(client.requests.count == 5)
        #expect(Set(client.requests.map(\.body)).count == 1)
        #expect(Set(client.requests.map(\.method)) == [.post])
        #expect(clock.slept.contains(7))
    }

    @Test("where the vendor refuses the caller, it isn't asked for the rest", arguments: [401, 403])
    func refused(status: Int) async throws {
        let client = ModelClient { _ in Answer(status: status) }
        let findings = try await reader(.conductorone, client, parallel: 2).findings(of: Self.users)
        #expect(findings.count == 20)
        #expect(client.requests.count <= 2)
        for finding in findings.values {
            guard case .incomplete(let reason) = finding else {
                Issue.record("\(finding)")
                continue
            }
            #expect(reason == (status == 403 ? "the vendor answered 403" : "the vendor does not accept the credential"))
        }
    }

    @Test(
        "where the vendor doesn't answer for as long as one waits, it isn't asked for the rest, and no secret is told")
    func silent() async throws {
        let client = ModelClient { _ throws(TransportFailure) in throw .lost("reset by top-secret") }
        let findings = try await reader(.conductorone, client, parallel: 2, maxWait: 0).findings(of: Self.users)
        #expect(client.requests.count <= 2)
        for finding in findings.values {
            guard case .incomplete(let reason) = finding else {
                Issue.record("\(finding)")
                continue
            }
            #expect(reason.contains("reset by") && !reason.contains("top-secret"))
        }
    }

    @Test("a name that the vendor refuses alone is incomplete alone") func one() async throws {
        let client = ModelClient { request in
            String(decoding: request.body, as: UTF8.self).contains("u7@") ? Answer(status: 400) : Self.found(request)
        }
        let findings = try await reader(.conductorone, client).findings(of: Self.users)
        #expect(client.requests.count == 20)
        let incomplete = findings.filter { if case .incomplete = $0.value { true } else { false } }
        #expect(incomplete == [DirectoryName(.user, "u7@acme.example"): .incomplete("the vendor answered 400")])
    }

    @Test("Opal's 404 for an address leads to all users; any other 404 is a failure") func absent() async throws {
        let client = ModelClient { request in
            guard request.url.contains("/users") else { return Answer(status: 404) }
            return Answer(status: 200, body: Array(#"{"results": [], "next": null}"#.utf8))
        }
        let (user, group) = (DirectoryName(.user, "a@b"), DirectoryName(.group, "g"))
        let findings = try await reader(.opal, client).findings(of: [user, group])
        #expect(findings[user] == DirectoryFinding.none(nearest: []))
        #expect(findings[group] == .incomplete("the vendor answered 404"))
        #expect(client.requests.count == 3)
    }

    @Test("an interrupt begins nothing new") func interrupted() async throws {
        let (client, interruption) = (ModelClient(Self.found), interruption)
        let ending = ModelClient { request in
            interruption.request()
            return Self.found(request)
        }
        let findings = try await reader(.conductorone, ending, parallel: 1).findings(of: Self.users)
        #expect(ending.requests.count == 1)
        #expect(findings.values.filter { $0 == .incomplete("interrupted") }.count == 19)
        let none = try await reader(.conductorone, client).findings(of: Self.users)
        #expect(client.requests.isEmpty)
        #expect(none.values.allSatisfy { $0 == .incomplete("interrupted") })
    }

    @Test("an interrupt ends a wait") func interruptedWait() async throws {
        let interruption = interruption
        let client = ModelClient { _ in
            interruption.request()
            return Answer(status: 429, headers: [.init("Retry-After", "5")])
        }
        let findings = try await reader(.conductorone, client, parallel: 1).findings(of: Self.users)
        #expect(client.requests.count == 1)
        #expect(findings.count == 20 && findings.values.allSatisfy { $0 == .incomplete("interrupted") })
    }
}

/// Answers to be given in turn.
private final class AnswerQueue: Sendable {
    private let rest: Mutex<[Result<Answer, TransportFailure>]>

    init(_ answers: [Result<Answer, TransportFailure>]) { rest = Mutex(answers) }

    func next() -> Result<Answer, TransportFailure>? { rest.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

/// Answers nothing until so many requests are under way at once.
private actor GatedClient: HTTPClient {
    private let count: Int
    private let answer: @Sendable (HTTPRequest) -> Answer
    private var inside = 0
    /// The most requests that were under way at once.
    private(set) var most = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(opensAt count: Int, answer: @escaping @Sendable (HTTPRequest) -> Answer) {
        self.count = count
        self.answer = answer
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        inside += 1
        most = max(most, inside)
        if most < count {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        // Whoever may begin meanwhile does.
        for _ in 0..<20 { await Task.yield() }
        inside -= 1
        return answer(request)
    }
}
