package import Calendars
package import Campaigns

/// One thing that happened while applying, as one line of the journal says it. Folding an event in twice is the same as once.
package enum JournalEvent: Sendable, Hashable {
    /// Written and fsynced before the creating call.
    case intended(Intent)
    /// Written before the creating call is sent again under the same intent.
    case retried(attempt: String, address: Address, creatingCalls: Int)
    /// A call's effect is certain. The last step of an intent turns it into a record.
    case made(attempt: String, address: Address, step: Call.Step, vendorID: String?, vendorState: String?, at: Instant)
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
}
