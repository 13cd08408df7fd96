import Applying
import Campaigns
import Planning
import Sandbox
import Support
import Synchronization
import Testing
import Transport

/// Gives answers on otherwise than they came; what they answer has had its effect.
final class DistortingClient: HTTPClient {
    private let client: SandboxHTTPClient
    private let distorted: @Sendable (Int, Answer) -> Answer
    private let count = Mutex(0)

    init(_ client: SandboxHTTPClient, _ distorted: @escaping @Sendable (Int, Answer) -> Answer) {
        self.client = client
        self.distorted = distorted
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let answer = try await client.send(request)
        let number = count.withLock { count in
            count += 1
            return count - 1
        }
        return distorted(number, answer)
    }
}

@Suite("An answer that was distorted on its way")
struct DistortedAnswerTests {
    /// What may come instead of a true answer, without being a certain refusal.
    static let distortions: [String: @Sendable (Answer) -> Answer] = [
        "a page": { _ in Answer(status: 200, body: Array("<html>Please log in</html>".utf8)) },
        "nothing": { _ in Answer(status: 200) },
        "half": { Answer(status: $0.status, headers: $0.headers, body: Array($0.body.prefix($0.body.count / 2))) },
        "null": { _ in Answer(status: 200, body: Array("null".utf8)) },
        "an empty object": { _ in Answer(status: 200, body: Array("{}".utf8)) },
        "too deep": { _ in Answer(status: 200, body: Array(repeating: UInt8(ascii: "["), count: 100_000)) },
        "no UTF-8": { Answer(status: $0.status, headers: $0.headers, body: $0.body.map { $0 == 0x22 ? 0xFF : $0 }) },
        "a redirect": { _ in Answer(status: 302, headers: [Answer.Header("Location", "https://evil.example/")]) },
        "a fault": { _ in Answer(status: 502, body: Array("<html>Bad gateway</html>".utf8)) },
        "no number of seconds": { _ in Answer(status: 429, headers: [Answer.Header("Retry-After", "-1e999")]) },
    ]

    @Test(
        "leaves at most one review, and state never says of one that is not there that it is",
        arguments: KindSample.all, distortions.keys.sorted())
    func atMostOne(_ sample: KindSample, name: String) async throws {
        let distort = try #require(Self.distortions[name])
        let clean = try await World()
        _ = try await clean.apply(sample.campaign)
        for (number, request) in await clean.vendors.requests.enumerated() {
            // A 429 promises that nothing was done: said of what was done, no one could keep to one.
            if name == "no number of seconds", request.method == "POST" { continue }
            let world = try await World()
            _ = try await world.apply(sample.campaign) { $0 == number ? distort($1) : $1 }
            #expect(await world.made <= 1, "answer \(number)")
            _ = try await world.apply(sample.campaign)
            #expect(await world.made <= 1, "answer \(number)")
            let actions = try await world.plan(sample.campaign).entries.map(\.action)
            if actions == [.unchanged] { #expect(await world.made == 1, "answer \(number)") }
        }
    }
}
