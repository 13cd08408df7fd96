import State
import Transport

extension JournalEvent {
    /// The same event without the run's secrets in what a vendor said: it stays in a file that people commit.
    func redacted(by redactor: Redactor) -> JournalEvent {
        switch self {
        case .stopped(let attempt, let address, let reason):
            .stopped(attempt: attempt, address: address, reason: redactor.redact(reason))
        case .lost(let attempt, let address, let reason, let loss):
            .lost(attempt: attempt, address: address, reason: redactor.redact(reason), loss)
        case .made(var made):
            {
                made.vendorState = made.vendorState.map { redactor.redact($0) }
                return .made(made)
            }()
        case .intended, .retried, .resolved, .settled, .failed, .platform, .forgot, .moved, .accepted, .adopted,
            .ignored:
            self
        }
    }
}
