package import Campaigns
package import Transport

/// What an answer to a call that creates or sets something means, whatever the vendor: the table of "What an answer means".
package enum AnswerMeaning: Sendable, Hashable {
    /// Never processed: send it again after a back-off.
    case notSent(String)
    /// Not processed: wait as long as the vendor says, or a back-off, and send it again.
    case later(retryAfter: String?)
    /// 2xx: it is done, if the body can be read.
    case done
    /// Not processed: renew the credential once where it can be renewed, and send it again.
    case unauthorized
    /// Refused for certain; two in a row stop the platform.
    case forbidden
    /// Refused for certain.
    case refused
    /// It may or may not have had its effect. The reason in one line.
    case unknown(String)

    package init(_ answer: Answer) {
        switch answer.status {
        case 429: self = .later(retryAfter: RetryAfter.value(in: answer))
        case 200...299: self = .done
        case 401: self = .unauthorized
        case 403: self = .forbidden
        case 408, 499: self = .unknown("the vendor answered \(answer.status)")
        case 400...498: self = .refused
        case 300...399:
            self = .unknown("the vendor answered with a redirect (\(answer.status)), which is never followed")
        default: self = .unknown("the vendor answered \(answer.status)")
        }
    }

    package init(_ failure: TransportFailure) {
        switch failure {
        case .notSent(let reason): self = .notSent(reason)
        case .lost(let reason): self = .unknown(reason)
        }
    }
}
