import Calendars
import Campaigns
import Diagnostics
import JSON
import Transport
import Vendors

/// Reads from a platform, as often as it takes: a read may be sent again whatever became of it.
struct PatientReader: Sendable {
    let session: VendorSession
    let clock: any WallClock
    let patience: ResourceMachine.Patience
    let interruption: Interruption

    /// The 2xx answer, or why there is none.
    ///
    /// - Parameters:
    ///   - body: what a search is asked with, by POST though it changes nothing; nothing for a GET.
    ///   - waiting: told of every wait: how many seconds, and why.
    func read(
        _ path: String, query: [Listing.Parameter] = [], body: JSONValue? = nil,
        waiting: @Sendable (Double, String) async -> Void = { _, _ in }
    ) async throws(ReadFailure) -> Answer {
        var (waits, hasRenewed) = (Waits(patience), false)
        while true {
            let reason: String
            var retryAfter: Double?
            switch await answer(path, query, body) {
            case .success(let answer):
                switch AnswerMeaning(answer) {
                case .done: return answer
                case .later(let header):
                    retryAfter = header.flatMap { RetryAfter.parse($0, now: clock.now()) }
                    reason = "the vendor has too many requests"
                case .unauthorized:
                    guard !hasRenewed, await session.renewCredential() else {
                        throw .refused("the vendor does not accept the credential")
                    }
                    hasRenewed = true
                    continue
                case .forbidden, .refused: throw .refused("the vendor answered \(answer.status)", status: answer.status)
                case .unknown(let text), .notSent(let text): reason = text
                }
            case .failure(.signInRefused(let text)): throw .refused(text)
            case .failure(.signInLater(let seconds, let text)): (reason, retryAfter) = (text, seconds)
            case .failure(.transport(let failure)): reason = failure.reason
            }
            guard let seconds = waits.next(asked: retryAfter) else {
                throw ReadFailure(reason: "gave up after \(waits.count) tries: \(reason)", effect: .none)
            }
            await waiting(seconds, reason)
            if retryAfter != nil { await session.pause(untilSecondsFromNow: seconds) }
            guard await interruption.sleep(seconds: seconds, by: clock) else { throw .interrupted }
        }
    }

    private func answer(
        _ path: String, _ query: [Listing.Parameter], _ body: JSONValue?
    ) async -> Result<Answer, SessionFailure> {
        do throws(SessionFailure) {
            return .success(
                try await session.send(
                    body == nil ? .get : .post, path, query: query.map { ($0.name, $0.value) }, body: body))
        } catch {
            return .failure(error)
        }
    }
}

/// Why something can't be read.
struct ReadFailure: Error, Sendable {
    var reason: String
    var effect: Outcome.PlatformEffect
    var isInterruption = false
    /// Of the answer that refused it.
    var status: Int?
    var code = DiagnosticCode.notListed

    static func refused(
        _ reason: String, status: Int? = nil, _ code: DiagnosticCode = .notListed
    ) -> ReadFailure {
        ReadFailure(reason: reason, effect: .stops, status: status, code: code)
    }

    static let interrupted = ReadFailure(reason: "interrupted", effect: .none, isInterruption: true)
}
