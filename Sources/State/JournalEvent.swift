package import Calendars
package import Campaigns

/// One thing that happened while applying, as one line of the journal says it. Folding an event in twice is the same as once.
package enum JournalEvent: Sendable, Hashable {
    /// Written and fsynced before the creating call.
    case intended(Intent)
    /// Written before the creating call is sent again under the same intent.
    case retried(attempt: String, address: Address, creatingCalls: Int, at: Instant)
    /// No creating call of the attempt is on its way any more, and whether the last had its effect is not known, for a reason in one line.
    case lost(attempt: String, address: Address, reason: String, Intent.Loss)
    /// What was lost has had its effect by now if it ever has.
    case settled(attempt: String, address: Address)
    /// A call's effect is certain. The last step of an intent turns it into a record.
    case made(Made)
    /// The word `asap` of a field was worked out for a call; written before that call.
    case resolved(attempt: String, address: Address, field: String, instant: Instant)
    /// Whether the call had its effect is not known, or calls are left that can't be made now; the reason in one line.
    case stopped(attempt: String, address: Address, reason: String)
    /// It is certain that nothing was made: the intent is dropped.
    case failed(attempt: String, address: Address)
    /// A platform's identity was seen.
    case platform(name: String, identity: StateContents.PlatformIdentity)
    /// A person had state forget the address, record and intent.
    case forgot(address: Address)
    /// A record has another address now; the record as it is there.
    case moved(from: Address, record: Record)
    /// A person had state take the declaration for what was created; the record as it is then.
    case accepted(record: Record)
    /// A person had state take what a vendor has for what an address stands for, begun or not.
    case adopted(record: Record)
    /// A person said that what a vendor has under this id is not the address's, whatever it is called.
    case ignored(address: Address, vendorID: String, by: StateContents.Ignored)

    /// A call whose effect is certain.
    package struct Made: Sendable, Hashable {
        package var attempt: String
        package var address: Address
        package var step: Call.Step
        package var vendorID: String?
        package var vendorState: String?
        /// How it is known; of the creating call it becomes the record's.
        package var evidence: Record.Evidence
        package var at: Instant

        package init(
            attempt: String, address: Address, step: Call.Step, vendorID: String?, vendorState: String?,
            evidence: Record.Evidence = .answer, at: Instant
        ) {
            self.attempt = attempt
            self.address = address
            self.step = step
            self.vendorID = vendorID
            self.vendorState = vendorState
            self.evidence = evidence
            self.at = at
        }
    }
}
