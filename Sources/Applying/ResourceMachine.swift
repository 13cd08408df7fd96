import Calendars
package import Campaigns
import Diagnostics
package import State
package import Transport
package import Vendors

/// The work on one resource, from intent to record, as a state machine without I/O: events go in, the next action comes out.
///
/// A creating call is sent again only where it is certain that those before it had no effect, or where the vendor refuses a second
/// one. What it does is the table of the page Protocol.
package struct ResourceMachine: Sendable {
    package enum Event: Sendable {
        case begin
        /// The events of the last `record` would survive a crash.
        case recorded
        case answered(Answer)
        case unanswered(SessionFailure)
        /// A complete listing was made.
        case listed(Sighting)
        /// No complete listing could be made, for a reason in one line.
        case unlisted(String, Outcome.PlatformEffect)
        /// Whether a new credential will be used from now on.
        case renewed(Bool)
        case waited
        /// What a listing showed to be this resource was taken for another meanwhile: two requests may differ in nothing.
        case taken
        /// What was to be sent or waited for was not, since the run is to end.
        case interrupted
        /// What was to be sent was not, since nothing more may be, for a reason in one line.
        case withheld(String)
    }

    package enum Action: Sendable, Hashable {
        /// Write these down durably, then say `recorded`.
        case record([JournalEvent])
        /// Send it, its path and body complete, then say what became of it.
        case send(Call)
        /// Read from that path, then say what became of it.
        case read(String)
        /// Make a listing, or take one that was begun later than that moment (by `WallClock.uptime()`), then say what became of it.
        case list(Listing, begunAfter: Double?)
        case renewCredential
        /// Wait, for a reason in one line, then say `waited`, or `interrupted`. Nothing may be sent to the platform meanwhile where
        /// `pausesPlatform`.
        case wait(seconds: Double, reason: String, pausesPlatform: Bool)
        /// The same, while other resources go on in its place.
        case settle(seconds: Double, reason: String)
        case end(Outcome)
    }

    /// How long a resource may be waited for in all, and how waits are drawn.
    package struct Patience: Sendable {
        /// Seconds.
        package var maxWait: Double
        /// From 0 up to 1.
        package var jitter: @Sendable () -> Double

        package init(maxWait: Double = 600, jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }) {
            self.maxWait = maxWait
            self.jitter = jitter
        }
    }

    enum Phase: Sendable, Hashable {
        case idle
        /// Listing before the first create.
        case surveying
        case recordingIntent
        /// About to send, once what the call depends on is written down.
        case recordingResolution(Call.Step)
        case recordingRetry
        case calling(Call.Step)
        /// Writing down that a call's effect is not known.
        case recordingLoss(Call.Step)
        /// Listing to find out whether a creating call had its effect.
        case finding
        /// Waiting until a creating call has had its effect if it ever has.
        case settling
        /// Reading what an earlier run, or an unanswered call, left.
        case inspecting
        case verifying(Call.Step)
        case recordingMade(Call.Step)
        case ending(Outcome)
        case ended
    }

    /// What a wait or a renewal interrupted.
    enum Pending: Sendable {
        case call(Call.Step)
        case inspection
        case verification(Call.Step)
    }

    /// The most creating calls that may have had an effect, for one resource in one run.
    static let callsInRun = 2
    /// The same in all, before a person must allow another.
    static let callsInAll = 5

    var intent: Intent
    let kind: any VendorKind
    let isResumed: Bool
    let circumstances: Circumstances
    var phase = Phase.idle
    var pending: Pending?
    var vendorID: String?
    var vendorState: String?
    var done: [Call.Step] = []
    var resolved: [String: Instant] = [:]
    var waits: Waits
    var hasRenewed = false

    /// Whether a creating call was sent of which it is not certain that it had no effect.
    var mayExist: Bool
    /// The calls of this run that may have had an effect, by step.
    var callsHere: [Call.Step: Int] = [:]
    /// The listings in a row that showed nothing.
    var emptyListings = 0
    /// From which moment on, by `WallClock.uptime()`, what was lost has had its effect if it ever has.
    var settles: Double?
    /// When the event in hand came.
    var now = Moment(wall: Instant(seconds: 0), uptime: 0)
    /// Whether a listing or a second call, and not the creating call's own answer, shows that it exists.
    var isFound = false
    /// What the creating call before this one came to.
    var lastLoss: String?
    /// Whether the last two creating calls came to the same 500.
    var isProbablyRefused = false
    /// What is worth knowing and stops nothing, until it was told.
    var note: String?

    /// - Parameter isResumed: whether the intent comes from an earlier run.
    package init(
        _ intent: Intent, isResumed: Bool, circumstances: Circumstances = Circumstances(),
        patience: Patience = Patience()
    ) {
        self.intent = intent
        kind = intent.kind.vendorKind
        self.isResumed = isResumed
        self.circumstances = circumstances
        waits = Waits(patience)
        resolved = intent.resolved
        mayExist = isResumed
        if case .made(let id, _, let done, _) = intent.progress { (vendorID, self.done) = (id, done) }
    }

    /// What the last event showed that is worth knowing and stops nothing, in one line; once.
    package mutating func takeNote() -> String? {
        defer { note = nil }
        return note
    }

    /// The next action.
    package mutating func next(_ event: Event, at moment: Moment) -> Action {
        now = moment
        switch (event, phase) {
        case (.begin, _): return begin()
        case (.listed(let sighting), .surveying): return surveyed(sighting)
        case (.listed(let sighting), .finding): return found(sighting)
        case (.unlisted(let reason, let effect), .surveying), (.unlisted(let reason, let effect), .finding):
            return unlisted(reason, effect)
        case (.recorded, .recordingIntent), (.recorded, .recordingResolution), (.recorded, .recordingRetry):
            return call(nextStep)
        case (.taken, .recordingMade(.create)): return lookAgain()
        case (.recorded, .recordingMade(let step)): return after(step)
        case (.recorded, .recordingLoss(let step)): return step == .create ? findOut() : inspect()
        case (.recorded, .ending(let outcome)): return end(outcome)
        case (.answered(let answer), .calling(let step)): return answered(answer, to: step)
        case (.unanswered(let failure), .calling(let step)): return unanswered(failure, step)
        case (.answered(let answer), .inspecting): return inspected(answer)
        case (.answered(let answer), .verifying(let step)): return verified(answer, step)
        case (.unanswered(let failure), .inspecting), (.unanswered(let failure), .verifying):
            return unread(failure.reason, nil, failure)
        case (.waited, .settling): return findOut()
        case (.renewed(let isNew), _): return renewed(isNew)
        case (.waited, _): return retry()
        case (.interrupted, _): return interrupted()
        case (.withheld(let reason), _): return withheld(reason)
        default: return end(Outcome(.unknown, vendorID: vendorID, message: "an event came that nothing waited for"))
        }
    }

    private mutating func begin() -> Action {
        if isResumed {
            guard case .made = intent.progress else { return takeOver() }
            return goOn()
        }
        guard let listing = kind.listing(of: intent.calls) else { return intend() }
        phase = .surveying
        return .list(listing, begunAfter: nil)
    }

    mutating func intend() -> Action {
        phase = .recordingIntent
        return .record([.intended(intent)])
    }

    mutating func end(_ outcome: Outcome) -> Action {
        phase = .ended
        return .end(outcome)
    }

    /// The intent stays, with the reason.
    mutating func stop(_ outcome: Outcome, reason: String? = nil) -> Action {
        phase = .ending(outcome)
        var events = [
            JournalEvent.stopped(
                attempt: intent.attempt, address: intent.address, reason: reason ?? outcome.message ?? "")
        ]
        if mayExist, isSettled(at: now.uptime), intent.loss?.hasSettled == false {
            events.insert(.settled(attempt: intent.attempt, address: intent.address), at: 0)
        }
        return .record(events)
    }

    /// It is certain that nothing was made: the intent goes.
    mutating func drop(_ outcome: Outcome) -> Action {
        phase = .ending(outcome)
        return .record([.failed(attempt: intent.attempt, address: intent.address)])
    }

    func message(_ answer: Answer) -> String { intent.kind.vendor.message(of: answer) }
}
