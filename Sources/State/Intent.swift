package import Calendars
package import Campaigns

/// What was about to be done for an address, written down before the first call, and how far it came.
///
/// An intent lives until its last call's outcome is known: then it becomes a record, or is dropped as failed for certain.
package struct Intent: Sendable, Hashable {
    /// What is known of the call that was made last.
    package enum Progress: Sendable, Hashable {
        /// The creating call may or may not have had its effect; the reason in one line.
        case unknown(String)
        /// The resource exists and these steps are done; calls are left.
        case made(vendorID: String?, at: Instant, done: [Call.Step], stopped: String?)
    }

    /// Since when it is certain that no creating call is on its way any more. How long the vendor may still act on one counts from here.
    package struct Loss: Sendable, Hashable {
        /// By this machine's clock.
        package var at: Instant
        /// By the vendor's clock, at the latest; nothing where no answer said it.
        package var vendorAt: Instant?
        /// Whether that time was waited for since, and nothing came of it.
        package var hasSettled: Bool

        package init(at: Instant, vendorAt: Instant? = nil, hasSettled: Bool = false) {
            self.at = at
            self.vendorAt = vendorAt
            self.hasSettled = hasSettled
        }
    }

    /// Whether a creating call of it may still have its effect, as far as state says: nothing has settled it.
    package var isUnsettled: Bool {
        guard case .unknown = progress else { return false }
        return loss?.hasSettled != true
    }

    package var attempt: String
    package var address: Address
    package var platform: String
    package var host: String
    package var kind: Kind
    package var name: String
    package var due: Instant
    /// The time that its period covers; nothing where it does not recur.
    package var covers: Range<Instant>?
    package var begun: Instant
    /// Every call of the resource, with its full body.
    package var calls: [Call]
    package var localDates: [String: String]
    /// See `Record.names`.
    package var names: [String: String]
    package var resolved: [String: Instant]
    package var provenance: Provenance
    /// The vendor's ids of namesakes that a listing before the call showed; nothing when no listing was made.
    package var namesakes: [String]?
    /// The same of items that were equal in everything that is sent but their names; nothing where that was not looked up.
    package var lookalikes: [String]?
    /// As whom the creating call was made, where the vendor says it.
    package var user: String?
    /// Nothing while a creating call may be on its way, as far as is known.
    package var loss: Loss?
    /// When the last creating call was written down.
    package var lastCall: Instant
    /// How it is known that the resource exists, once it does.
    package var evidence: Record.Evidence
    /// How many creating calls that may have had an effect were made for it.
    package var creatingCalls: Int
    package var progress: Progress
    /// The vendor's word for the resource's state in the last answer that had one.
    package var vendorState: String?

    /// What is known of a creating call before its answer.
    package static let unanswered = Progress.unknown("the call was begun and no answer was recorded")

    package init(
        attempt: String, address: Address, platform: String, host: String, kind: Kind, name: String, due: Instant,
        covers: Range<Instant>? = nil, begun: Instant,
        calls: [Call], localDates: [String: String] = [:], names: [String: String] = [:],
        resolved: [String: Instant] = [:],
        provenance: Provenance = Provenance(),
        namesakes: [String]? = nil, lookalikes: [String]? = nil, user: String? = nil, loss: Loss? = nil,
        lastCall: Instant? = nil,
        evidence: Record.Evidence = .answer, creatingCalls: Int = 1,
        progress: Progress = Intent.unanswered, vendorState: String? = nil
    ) {
        self.attempt = attempt
        self.address = address
        self.platform = platform
        self.host = host
        self.kind = kind
        self.name = name
        self.due = due
        self.covers = covers
        self.begun = begun
        self.calls = calls
        self.localDates = localDates
        self.names = names
        self.resolved = resolved
        self.provenance = provenance
        self.namesakes = namesakes
        self.lookalikes = lookalikes
        self.user = user
        self.loss = loss
        self.lastCall = lastCall ?? begun
        self.evidence = evidence
        self.creatingCalls = creatingCalls
        self.progress = progress
        self.vendorState = vendorState
    }
}

extension Intent.Loss {
    /// How many seconds certainly passed since, by this machine's clock and the vendor's: the fewer of both; nothing where the vendor's
    /// is not known.
    package func elapsed(wall: Instant, vendor: Instant?) -> Double? {
        guard let then = vendorAt, let vendor else { return nil }
        return min(wall.secondsSince(at), vendor.secondsSince(then))
    }
}
