import State
import Transport

extension JournalEvent {
    /// The same event without the run's secrets in what a vendor said: it stays in a file that people commit.
    func redacted(by redactor: Redactor) -> JournalEvent {
        switch self {
        case .stopped(let attempt, let address, let reason):
            .stopped(attempt: attempt, address: address, reason: redactor.redact(reason))
        case .made(let attempt, let address, let step, let vendorID, let vendorState, let instant):
            .made(
                attempt: attempt, address: address, step: step, vendorID: vendorID,
                vendorState: vendorState.map { redactor.redact($0) }, at: instant)
        case .intended, .retried, .resolved, .failed, .platform, .forgot, .moved, .accepted: self
        }
    }
}
