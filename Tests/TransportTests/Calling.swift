import Campaigns
import Testing
import Transport

/// One call each, with a client of its own.
enum Calling {
    static func post(_ url: String) -> HTTPRequest {
        HTTPRequest(method: .post, url: url, headers: [Answer.Header("X-Key", "k")], body: Array("{}".utf8))
    }

    static func get(_ url: String) -> HTTPRequest { HTTPRequest(method: .get, url: url) }

    static func outcome(
        _ request: HTTPRequest, _ settings: NetworkSettings = NetworkSettings(), _ timeouts: Timeouts = Timeouts()
    ) async -> Result<Answer, TransportFailure> {
        let client = NetworkHTTPClient(settings: settings, timeouts: timeouts)
        let outcome: Result<Answer, TransportFailure>
        do throws(TransportFailure) { outcome = .success(try await client.send(request)) } catch {
            outcome = .failure(error)
        }
        await client.shutdown()
        return outcome
    }

    static func failure(
        _ request: HTTPRequest, _ settings: NetworkSettings = NetworkSettings(), _ timeouts: Timeouts = Timeouts()
    ) async -> TransportFailure? {
        switch await outcome(request, settings, timeouts) {
        case .success(let answer):
            Issue.record("answered \(answer.status)")
            return nil
        case .failure(let failure): return failure
        }
    }
}
