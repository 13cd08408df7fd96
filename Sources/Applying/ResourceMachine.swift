package import Calendars
package import Campaigns
import Diagnostics
package import State
package import Transport
import Vendors

/// The work on one resource, from intent to record, as a state machine without I/O: events go in, the next action comes out.
///
/// The machine never asks for a creating call whose outcome is unknown to be sent again.
package struct ResourceMachine: Sendable {
    package enum Event: Sendable {
        case begin
        /// The events of the last `record` would survive a crash.
        case recorded
        case answered(Answer)
        case unanswered(SessionFailure)
        /// Whether a new credential will be used from now on.
        case renewed(Bool)
        case waited
        case interrupted
    }

    package enum Action: Sendable, Hashable {
        /// Write these down durably, then say `recorded`.
        case record([JournalEvent])
        /// Send it, its path and body complete, then say what became of it.
        case send(Call)
        /// Read from that path, then say what became of it.
        case read(String)
        case renewCredential
        /// Wait, for a reason in one line, then say `waited`, or `interrupted`. Nothing may be sent to the platform meanwhile where
        /// `pausesPlatform`.
        case wait(seconds: Double, reason: String, pausesPlatform: Bool)
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

    private enum Phase: Sendable {
        case idle
        case recordingIntent
        /// About to send, once what the call depends on is written down.
        case recordingResolution(Call.Step)
        case calling(Call.Step)
        /// Reading what an earlier run left.
        case inspecting
        case verifying(Call.Step)
        case recordingMade(Call.Step)
        case ending(Outcome)
        case ended
    }

    /// What a wait or a renewal interrupted.
    private enum Pending: Sendable {
        case call(Call.Step)
        case inspection
        case verification(Call.Step)
    }

    private let intent: Intent
    private let kind: any VendorKind
    private let isResumed: Bool
    private let patience: Patience
    private var phase = Phase.idle
    private var pending: Pending?
    private var vendorID: String?
    private var vendorState: String?
    private var done: [Call.Step] = []
    private var resolved: [String: Instant] = [:]
    private var waited = 0.0
    private var attempts = 0
    private var hasRenewed = false

    /// - Parameter isResumed: whether the intent comes from an earlier run.
    package init(_ intent: Intent, isResumed: Bool, patience: Patience = Patience()) {
        self.intent = intent
        self.kind = intent.kind.vendorKind
        self.isResumed = isResumed
        self.patience = patience
        resolved = intent.resolved
        if case .made(let id, _, let done, _) = intent.progress { (vendorID, self.done) = (id, done) }
    }

    /// The next action.
    package mutating func next(_ event: Event, at now: Instant) -> Action {
        switch (event, phase) {
        case (.begin, _): return begin(at: now)
        case (.recorded, .recordingIntent), (.recorded, .recordingResolution): return call(nextStep, at: now)
        case (.recorded, .recordingMade(let step)): return after(step, at: now)
        case (.recorded, .ending(let outcome)): return end(outcome)
        case (.answered(let answer), .calling(let step)): return answered(answer, to: step, at: now)
        case (.unanswered(let failure), .calling(let step)): return unanswered(failure, step)
        case (.answered(let answer), .inspecting): return inspected(answer, at: now)
        case (.answered(let answer), .verifying(let step)): return verified(answer, step, at: now)
        case (.unanswered(let failure), .inspecting), (.unanswered(let failure), .verifying):
            return unread(failure.reason, nil, failure, at: now)
        case (.renewed(let isNew), _): return renewed(isNew, at: now)
        case (.waited, _): return retry(at: now)
        case (.interrupted, _): return interrupted()
        default: return end(Outcome(.unknown, vendorID: vendorID, message: "an event came that nothing waited for"))
        }
    }

    // MARK: Beginning

    private mutating func begin(at now: Instant) -> Action {
        guard isResumed else {
            phase = .recordingIntent
            return .record([.intended(intent)])
        }
        guard case .made = intent.progress else {
            return end(
                Outcome(
                    .unknown,
                    message:
                        "an earlier call had no readable answer, so it is not sent again: look at \(intent.platform); "
                        + "if it has no such review, `muster state forget \(intent.address) --recreate` lets the next apply create it",
                    code: .outcomeUnknown))
        }
        return inspect(at: now)
    }

    private mutating func inspect(at now: Instant) -> Action {
        guard let read = kind.draft(of: intent.calls) else { return call(nextStep, at: now) }
        phase = .inspecting
        return .read(path(read.path))
    }

    private mutating func inspected(_ answer: Answer, at now: Instant) -> Action {
        guard case .done = AnswerMeaning(answer) else { return unread(message(answer), answer, nil, at: now) }
        switch kind.draftCondition(of: answer, calls: intent.calls, done: done) {
        case .asLeft:
            // What was set last may have been changed since, beyond what the draft itself shows.
            guard let last = done.last, let read = kind.readBack(after: last, of: intent.calls) else {
                return call(nextStep, at: now)
            }
            phase = .verifying(last)
            return .read(path(read.path))
        case .finished(let state):
            vendorState = state
            return made(nextStep ?? .settings, at: now)
        case .changed(let differences):
            return stop(
                Outcome(
                    .unknown, vendorID: vendorID,
                    message: "someone changed the draft since: \(differences.joined(separator: "; "))",
                    code: .outcomeUnknown))
        case .unreadable:
            return stop(Outcome(.failed, vendorID: vendorID, message: "the draft can't be read", code: .outcomeUnknown))
        }
    }

    // MARK: Calling

    private var nextStep: Call.Step? { intent.calls.map(\.step).first { !done.contains($0) } }

    private mutating func call(_ step: Call.Step?, at now: Instant) -> Action {
        guard let step, let planned = intent.calls.first(where: { $0.step == step }) else {
            return end(Outcome(isResumed ? .resumed : .created, vendorID: vendorID))
        }
        let (call, asap) = SoonestStart.resolve(planned, of: kind, at: now, known: resolved)
        if !asap.isEmpty {
            resolved.merge(asap) { _, new in new }
            phase = .recordingResolution(step)
            return .record(
                asap.sorted { $0.key < $1.key }.map {
                    .resolved(attempt: intent.attempt, address: intent.address, field: $0.key, instant: $0.value)
                })
        }
        phase = .calling(step)
        var sent = call
        sent.path = path(call.path)
        return .send(sent)
    }

    private func path(_ template: String) -> String {
        template.replacing("{id}", with: vendorID.map(PercentEncoding.encode) ?? "")
    }

    private mutating func answered(_ answer: Answer, to step: Call.Step, at now: Instant) -> Action {
        switch AnswerMeaning(answer) {
        case .done: return succeeded(answer, step, at: now)
        case .later(let retryAfter): return later(retryAfter, "the vendor has too many requests", .call(step), at: now)
        case .unauthorized: return unauthorized(message(answer), .call(step))
        case .forbidden:
            return refused(step, "the vendor forbids it: \(message(answer))", effect: .forbidden)
        case .refused where answer.status == 409 && intent.kind == .cakewalkAccessReview:
            return refused(step, "the name \"\(intent.name)\" is taken at Cakewalk: \(message(answer))")
        case .refused: return refused(step, "the vendor refused it (\(answer.status)): \(message(answer))")
        case .unknown(let reason): return lost(step, "\(reason): \(message(answer))")
        case .notSent(let reason): return backOff(reason, .call(step))
        }
    }

    private mutating func unanswered(_ failure: SessionFailure, _ step: Call.Step) -> Action {
        switch failure {
        case .transport(.lost(let reason)): lost(step, reason)
        case .transport(.notSent(let reason)): backOff(reason, .call(step))
        case .signInRefused(let reason): refused(step, reason, code: .signInRefused, effect: .stops)
        case .signInLater(let seconds, let reason): later(seconds: seconds, reason, .call(step))
        }
    }

    private mutating func succeeded(_ answer: Answer, _ step: Call.Step, at now: Instant) -> Action {
        if step == .create {
            guard let created = kind.created(by: answer) else {
                return lost(step, "the vendor answered \(answer.status), but not as it documents")
            }
            (vendorID, vendorState) = (created.id, created.state)
            return made(step, at: now)
        }
        if let read = kind.readBack(after: step, of: intent.calls) {
            phase = .verifying(step)
            return .read(path(read.path))
        }
        return made(step, at: now)
    }

    private mutating func made(_ step: Call.Step, at now: Instant) -> Action {
        done.append(step)
        phase = .recordingMade(step)
        return .record([
            .made(
                attempt: intent.attempt, address: intent.address, step: step, vendorID: vendorID,
                vendorState: vendorState, at: now)
        ])
    }

    /// The creating call is written down before what it made is read back; the others after it.
    private mutating func after(_ step: Call.Step, at now: Instant) -> Action {
        if step == .create, let read = kind.readBack(after: step, of: intent.calls) {
            phase = .verifying(step)
            return .read(path(read.path))
        }
        return call(nextStep, at: now)
    }

    private mutating func verified(_ answer: Answer, _ step: Call.Step, at now: Instant) -> Action {
        guard case .done = AnswerMeaning(answer) else { return unread(message(answer), answer, nil, at: now) }
        switch kind.verification(of: answer, after: step, of: intent.calls) {
        case .asSent(let state):
            vendorState = state ?? vendorState
            return done.contains(step) ? call(nextStep, at: now) : made(step, at: now)
        case .differs(let differences):
            return stop(
                Outcome(
                    .unknown, vendorID: vendorID,
                    message: "the vendor has something else than what was sent: \(differences.joined(separator: "; "))",
                    code: .outcomeUnknown))
        case .unreadable:
            return stop(
                Outcome(.failed, vendorID: vendorID, message: "what was set can't be read back", code: .outcomeUnknown))
        }
    }

    // MARK: Ending early

    /// A read may be sent again whatever became of it.
    private mutating func unread(
        _ reason: String, _ answer: Answer?, _ failure: SessionFailure?, at now: Instant
    ) -> Action {
        let again: Pending =
            if case .verifying(let step) = phase { .verification(step) } else { .inspection }
        if case .signInRefused(let reason)? = failure {
            return stop(
                Outcome(.failed, vendorID: vendorID, message: reason, code: .signInRefused, platformEffect: .stops))
        }
        switch answer.map(AnswerMeaning.init) {
        case .later(let retryAfter)?: return later(retryAfter, "the vendor has too many requests", again, at: now)
        case .unauthorized?: return unauthorized(reason, again)
        case .forbidden?:
            return stop(
                Outcome(
                    .failed, vendorID: vendorID, message: "it can't be read back: \(reason)", code: .refusedByVendor,
                    platformEffect: .forbidden))
        case .refused?:
            return stop(
                Outcome(
                    .failed, vendorID: vendorID, message: "it can't be read back: \(reason)", code: .refusedByVendor))
        default: return backOff(reason, again)
        }
    }

    private mutating func lost(_ step: Call.Step, _ reason: String) -> Action {
        let message =
            step == .create
            ? "whether it was created is not known: \(reason)"
            : "it exists, but whether its \(step.rawValue) call had its effect is not known: \(reason)"
        return stop(Outcome(.unknown, vendorID: vendorID, message: message, code: .outcomeUnknown), reason: reason)
    }

    /// It is certain that the call had no effect.
    private mutating func refused(
        _ step: Call.Step, _ message: String, code: DiagnosticCode = .refusedByVendor,
        effect: Outcome.PlatformEffect = .none
    ) -> Action {
        if step != .create {
            return stop(
                Outcome(
                    .failed, vendorID: vendorID, message: "it exists, but not finished: \(message)", code: code,
                    platformEffect: effect),
                reason: message)
        }
        phase = .ending(Outcome(.failed, message: message, code: code, platformEffect: effect))
        return .record([.failed(attempt: intent.attempt, address: intent.address)])
    }

    /// The intent stays, with the reason.
    private mutating func stop(_ outcome: Outcome, reason: String? = nil) -> Action {
        phase = .ending(outcome)
        return .record([
            .stopped(attempt: intent.attempt, address: intent.address, reason: reason ?? outcome.message ?? "")
        ])
    }

    private mutating func interrupted() -> Action {
        guard case .call(.create)? = pending else {
            return end(Outcome(.interrupted, vendorID: vendorID, message: "interrupted; a later run goes on"))
        }
        // What is waited for was certainly not processed, so no intent needs to stay.
        phase = .ending(Outcome(.interrupted, message: "interrupted before anything was created"))
        return .record([.failed(attempt: intent.attempt, address: intent.address)])
    }

    private mutating func end(_ outcome: Outcome) -> Action {
        phase = .ended
        return .end(outcome)
    }

    // MARK: Waiting

    private mutating func later(_ retryAfter: String?, _ reason: String, _ again: Pending, at now: Instant) -> Action {
        let seconds = retryAfter.flatMap { RetryAfter.parse($0, now: now) }
        return later(seconds: seconds, reason, again)
    }

    private mutating func later(seconds: Double?, _ reason: String, _ again: Pending) -> Action {
        guard let seconds else { return backOff(reason, again) }
        return wait(seconds, reason, again, pausesPlatform: true)
    }

    private mutating func backOff(_ reason: String, _ again: Pending) -> Action {
        // Full jitter, so that several pipelines do not come back together.
        let ceiling = min(30, Double(1 << min(attempts, 5)))
        return wait(max(0.05, patience.jitter() * ceiling), reason, again, pausesPlatform: false)
    }

    private mutating func wait(_ seconds: Double, _ reason: String, _ again: Pending, pausesPlatform: Bool) -> Action {
        attempts += 1
        waited += seconds
        guard waited <= patience.maxWait else {
            let message = "gave up after \(attempts) tries: \(reason)"
            if case .call(let step) = again { return refused(step, message, code: .notSent) }
            return stop(Outcome(.failed, vendorID: vendorID, message: message, code: .notSent))
        }
        pending = again
        return .wait(seconds: seconds, reason: reason, pausesPlatform: pausesPlatform)
    }

    private mutating func unauthorized(_ reason: String, _ again: Pending) -> Action {
        if !hasRenewed {
            hasRenewed = true
            pending = again
            return .renewCredential
        }
        return unauthorizedForGood(reason, again)
    }

    private mutating func unauthorizedForGood(_ reason: String, _ again: Pending) -> Action {
        let message = "the vendor does not accept the credential: \(reason)"
        if case .call(let step) = again { return refused(step, message, code: .signInRefused, effect: .stops) }
        return stop(
            Outcome(.failed, vendorID: vendorID, message: message, code: .signInRefused, platformEffect: .stops))
    }

    private mutating func renewed(_ isNew: Bool, at now: Instant) -> Action {
        guard let again = pending else { return retry(at: now) }
        return isNew ? retry(at: now) : unauthorizedForGood("401", again)
    }

    private mutating func retry(at now: Instant) -> Action {
        let again = pending
        pending = nil
        switch again {
        case .call(let step)?: return call(step, at: now)
        case .inspection?: return inspect(at: now)
        case .verification(let step)?:
            phase = .verifying(step)
            return .read(path(kind.readBack(after: step, of: intent.calls)?.path ?? ""))
        case nil: return end(Outcome(.unknown, vendorID: vendorID, message: "an event came that nothing waited for"))
        }
    }

    private func message(_ answer: Answer) -> String { intent.kind.vendor.message(of: answer) }
}
