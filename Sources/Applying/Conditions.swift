import Synchronization

/// Why nothing more may begin anywhere in this run.
final class Halt: Sendable {
    private let first = Mutex<String?>(nil)

    static let stateLost = "state can't be written"

    var reason: String? { first.withLock { $0 } }

    func request(_ reason: String) { first.withLock { $0 = $0 ?? reason } }
}

/// What a platform's answers so far mean for what comes next on it.
final class PlatformCondition: Sendable {
    private struct Seen {
        var forbiddenInARow = 0
        var stopReason: String?
    }

    private let seen = Mutex(Seen())

    /// Why nothing more may begin on the platform.
    var stopReason: String? { seen.withLock { $0.stopReason } }

    func note(_ outcome: Outcome) {
        seen.withLock { seen in
            switch outcome.platformEffect {
            case .stops: seen.stopReason = seen.stopReason ?? outcome.message ?? "the platform refused the sign-in"
            case .forbidden:
                seen.forbiddenInARow += 1
                if seen.forbiddenInARow >= 2 { seen.stopReason = "the platform forbade two calls in a row" }
            case .none: if outcome.result != .interrupted { seen.forbiddenInARow = 0 }
            }
        }
    }
}
