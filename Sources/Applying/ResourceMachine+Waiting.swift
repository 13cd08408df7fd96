import State
import Calendars
import Campaigns
import Diagnostics
import Transport
import Vendors

// Waiting: for a vendor that has too many requests, for a connection, for a new credential.

extension ResourceMachine {
    mutating func later(_ retryAfter: String?, _ reason: String, _ again: Pending) -> Action {
        let seconds = retryAfter.flatMap { RetryAfter.parse($0, now: now.wall) }
        return later(seconds: seconds, reason, again)
    }

    /// After as many seconds as the vendor says, else after a back-off.
    mutating func later(seconds: Double?, _ reason: String, _ again: Pending) -> Action {
        guard let next = waits.next(asked: seconds) else {
            let message = "gave up after \(waits.count) tries: \(reason)"
            if case .call(let step) = again { return refused(step, message, code: .notSent) }
            return stop(Outcome(.failed, vendorID: vendorID, message: message, code: .notSent))
        }
        pending = again
        return .wait(seconds: next, reason: reason, pausesPlatform: seconds != nil)
    }

    mutating func backOff(_ reason: String, _ again: Pending) -> Action { later(seconds: nil, reason, again) }

    mutating func unauthorized(_ reason: String, _ again: Pending) -> Action {
        if !hasRenewed {
            hasRenewed = true
            pending = again
            return .renewCredential
        }
        return unauthorizedForGood(reason, again)
    }

    mutating func unauthorizedForGood(_ reason: String, _ again: Pending) -> Action {
        let message = "the vendor does not accept the credential: \(reason)"
        if case .call(let step) = again { return refused(step, message, code: .signInRefused, effect: .stops) }
        return stop(
            Outcome(.failed, vendorID: vendorID, message: message, code: .signInRefused, platformEffect: .stops))
    }

    mutating func renewed(_ isNew: Bool) -> Action {
        guard let again = pending else { return retry() }
        return isNew ? retry() : unauthorizedForGood("401", again)
    }

    mutating func retry() -> Action {
        let again = pending
        pending = nil
        switch again {
        case .call(let step)?: return call(step)
        case .inspection?: return inspect()
        case .verification(let step)?:
            phase = .verifying(step)
            return .read(path(kind.readBack(after: step, of: intent.calls)?.path ?? ""))
        case nil: return end(Outcome(.unknown, vendorID: vendorID, message: "an event came that nothing waited for"))
        }
    }
}
