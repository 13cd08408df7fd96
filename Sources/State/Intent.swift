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
    /// As whom the creating call was made, where the vendor says it.
    package var user: String?
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
        namesakes: [String]? = nil, user: String? = nil, lastCall: Instant? = nil,
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
        self.user = user
        self.lastCall = lastCall ?? begun
        self.evidence = evidence
        self.creatingCalls = creatingCalls
        self.progress = progress
        self.vendorState = vendorState
    }
}
