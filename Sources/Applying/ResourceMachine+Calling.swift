import Calendars
import Campaigns
import Diagnostics
import State
import Transport
import Vendors

// The calls of a resource, and what their answers mean.

extension ResourceMachine {
    /// Once it exists: what is left to do, after a look at what became of it since.
    mutating func goOn() -> Action {
        guard nextStep != nil else { return finish() }
        if let refusal = shapeRefusal { return stop(refusal) }
        if let refusal = resumptionRefusal { return stop(refusal) }
        return inspect()
    }

    private mutating func finish() -> Action {
        end(Outcome(isFound ? .recovered : isResumed ? .resumed : .created, vendorID: vendorID, message: evidenceNote))
    }

    /// How it is known that it exists, where that rests on something that no vendor documents.
    private var evidenceNote: String? {
        intent.evidence == .nameConflict
            ? "its name is taken since the call whose answer was lost (Cakewalk does not document what its 409 stands for)"
            : nil
    }

    /// Of what an earlier run wrote down, only what this kind itself makes is sent.
    var shapeRefusal: Outcome? {
        circumstances.shapeFault.map {
            Outcome(
                .unknown, vendorID: vendorID,
                message: "nothing is sent for it, since what was written down is not what this kind makes: \($0)",
                code: .outcomeUnknown)
        }
    }

    /// What was begun is finished only as it was begun, and only while it is still wanted.
    private var resumptionRefusal: Outcome? {
        let draft = vendorID.map { "the draft `\($0)`" } ?? "what was begun"
        let message: String
        switch circumstances.declaration {
        case .asBegun: return nil
        case .notAnyMore:
            message =
                "no manifest declares it any more, so \(draft) on \(intent.platform) is left as it is: declare it again to finish it, "
                + "or delete it there and `muster state forget \(intent.address)`"
        case .differently:
            message =
                "it is declared differently from how it was begun: put the manifest back to finish \(draft) as it was begun, "
                + "or delete it at the vendor and `muster state forget \(intent.address) --recreate`"
        }
        return Outcome(.unknown, vendorID: vendorID, message: message, code: .outcomeUnknown)
    }

    mutating func inspect() -> Action {
        guard let read = kind.draft(of: intent.calls) else { return call(nextStep) }
        phase = .inspecting
        return .read(path(read.path))
    }

    mutating func inspected(_ answer: Answer) -> Action {
        guard case .done = AnswerMeaning(answer) else { return unread(message(answer), answer, nil) }
        switch kind.draftCondition(of: answer, calls: intent.calls, done: done) {
        case .asLeft:
            // What was set last may have been changed since, beyond what the draft itself shows.
            guard let last = done.last, let read = kind.readBack(after: last, of: intent.calls) else {
                return call(nextStep)
            }
            phase = .verifying(last)
            return .read(path(read.path))
        case .finished(let state):
            vendorState = state
            return made(nextStep ?? .settings)
        case .changed(let differences):
            return stop(
                Outcome(
                    .unknown, vendorID: vendorID,
                    message: "someone changed the draft since: \(differences.joined(separator: "; "))\(adoption)",
                    code: .outcomeUnknown))
        case .unreadable:
            return stop(Outcome(.failed, vendorID: vendorID, message: "the draft can't be read", code: .outcomeUnknown))
        }
    }

    /// How a draft that is not finished as it was begun is taken as it is.
    private var adoption: String {
        vendorID.map { " (`muster adopt \(intent.address) \($0)` takes it as it is)" } ?? ""
    }

    var nextStep: Call.Step? { intent.calls.map(\.step).first { !done.contains($0) } }

    mutating func call(_ step: Call.Step?) -> Action {
        guard let step, let planned = intent.calls.first(where: { $0.step == step }) else { return finish() }
        let (call, asap) = SoonestStart.resolve(planned, of: kind, at: now.wall, known: resolved)
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

    /// Before the creating call is sent again.
    mutating func writeDownAgain() -> Action {
        (intent.lastCall, intent.loss, settles) = (now.wall, nil, nil)
        phase = .recordingRetry
        return .record([
            .retried(
                attempt: intent.attempt, address: intent.address, creatingCalls: intent.creatingCalls, at: now.wall)
        ])
    }

    func path(_ template: String) -> String {
        template.replacing("{id}", with: vendorID.map(PercentEncoding.encode) ?? "")
    }

    // MARK: Answers

    mutating func answered(_ answer: Answer, to step: Call.Step) -> Action {
        switch AnswerMeaning(answer) {
        case .done: return succeeded(answer, step)
        case .later(let retryAfter): return later(retryAfter, "the vendor has too many requests", .call(step))
        case .unauthorized: return unauthorized(message(answer), .call(step))
        case .forbidden:
            return refused(step, "the vendor forbids it: \(message(answer))", effect: .forbidden)
        case .refused where answer.status == 409 && intent.kind == .cakewalkAccessReview:
            return nameTaken(answer)
        case .refused: return refused(step, "the vendor refused it (\(answer.status)): \(message(answer))")
        case .unknown(let reason): return lost(step, "\(reason): \(message(answer))")
        case .notSent(let reason): return backOff(reason, .call(step))
        }
    }

    mutating func unanswered(_ failure: SessionFailure, _ step: Call.Step) -> Action {
        switch failure {
        case .transport(.lost(let reason)): lost(step, reason)
        case .transport(.notSent(let reason)): backOff(reason, .call(step))
        case .signInRefused(let reason): refused(step, reason, code: .signInRefused, effect: .stops)
        case .signInLater(let seconds, let reason): later(seconds: seconds, reason, .call(step))
        }
    }

    private mutating func succeeded(_ answer: Answer, _ step: Call.Step) -> Action {
        if step == .create {
            guard let created = kind.created(by: answer) else {
                return lost(step, "the vendor answered \(answer.status), but not as it documents")
            }
            (vendorID, vendorState) = (created.id, created.state)
            return made(step)
        }
        if let read = kind.readBack(after: step, of: intent.calls) {
            phase = .verifying(step)
            return .read(path(read.path))
        }
        return made(step)
    }

    /// Cakewalk's 409: after a call of ours that had no answer, the name that is taken is our review's.
    private mutating func nameTaken(_ answer: Answer) -> Action {
        guard mayExist else {
            return refused(
                .create,
                "the name \"\(intent.name)\" is taken at Cakewalk: \(message(answer)) (if state was lost and it is this review, `muster adopt \(intent.address)`; else give it another name)"
            )
        }
        (isFound, intent.evidence) = (true, .nameConflict)
        done.append(.create)
        phase = .recordingMade(.create)
        return .record([made(.create, .nameConflict)])
    }

    private mutating func made(_ step: Call.Step) -> Action {
        done.append(step)
        phase = .recordingMade(step)
        return .record([made(step, .answer)])
    }

    func made(_ step: Call.Step, _ evidence: Record.Evidence) -> JournalEvent {
        .made(
            .init(
                attempt: intent.attempt, address: intent.address, step: step, vendorID: vendorID,
                vendorState: vendorState, evidence: evidence, at: now.wall))
    }

    /// The creating call is written down before what it made is read back; the others after it.
    mutating func after(_ step: Call.Step) -> Action {
        if step == .create {
            if isFound { return goOn() }
            if let read = kind.readBack(after: step, of: intent.calls) {
                phase = .verifying(step)
                return .read(path(read.path))
            }
        }
        return call(nextStep)
    }

    mutating func verified(_ answer: Answer, _ step: Call.Step) -> Action {
        guard case .done = AnswerMeaning(answer) else { return unread(message(answer), answer, nil) }
        switch kind.verification(of: answer, after: step, of: intent.calls) {
        case .asSent(let state):
            vendorState = state ?? vendorState
            return done.contains(step) ? call(nextStep) : made(step)
        case .differs(let differences):
            return stop(
                Outcome(
                    .unknown, vendorID: vendorID,
                    message:
                        "the vendor has something else than what was sent: \(differences.joined(separator: "; "))\(adoption)",
                    code: .outcomeUnknown))
        case .unreadable:
            return stop(
                Outcome(.failed, vendorID: vendorID, message: "what was set can't be read back", code: .outcomeUnknown))
        }
    }

    // MARK: No effect, or who knows

    /// Whether the call had its effect is not known: that is written down, and then found out.
    private mutating func lost(_ step: Call.Step, _ reason: String) -> Action {
        callsHere[step, default: 0] += 1
        // The same 500 twice is how some servers refuse what they can't read.
        let isSame = lastLoss == reason && reason.hasPrefix("the vendor answered 500")
        lastLoss = reason
        if step == .create {
            mayExist = true
            isProbablyRefused = isSame
            return noteLoss(isSame ? "probably refused: \(reason)" : reason)
        }
        let message = "it exists, but whether its \(step.rawValue) call had its effect is not known: \(reason)"
        // What only sets may be sent again, once a read shows that the rest is as it was left.
        if callsHere[step, default: 0] < Self.callsInRun, kind.draft(of: intent.calls) != nil {
            phase = .recordingLoss(step)
            return .record([.stopped(attempt: intent.attempt, address: intent.address, reason: reason)])
        }
        return stop(Outcome(.unknown, vendorID: vendorID, message: message, code: .outcomeUnknown), reason: reason)
    }

    /// No creating call is on its way any more: from now on counts how long the vendor may still act on one.
    mutating func noteLoss(_ reason: String) -> Action {
        let loss = Intent.Loss(at: now.wall, vendorAt: now.vendor?.latest(at: now.uptime))
        (intent.loss, settles, emptyListings) = (loss, now.uptime + circumstances.settle, 0)
        phase = .recordingLoss(.create)
        return .record([.lost(attempt: intent.attempt, address: intent.address, reason: reason, loss)])
    }

    /// It is certain that the call had no effect.
    mutating func refused(
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
        if mayExist {
            return stop(
                Outcome(
                    .unknown, message: "whether an earlier call made it is not known, and now: \(message)", code: code,
                    platformEffect: effect), reason: message)
        }
        return drop(Outcome(.failed, message: message, code: code, platformEffect: effect))
    }

    mutating func interrupted() -> Action {
        guard isCertainlyNotMade else {
            return end(Outcome(.interrupted, vendorID: vendorID, message: "interrupted; a later run goes on"))
        }
        return drop(Outcome(.interrupted, message: "interrupted before anything was created"))
    }

    mutating func withheld(_ reason: String) -> Action {
        let message = "not begun: \(reason)"
        guard isCertainlyNotMade else {
            return end(Outcome(.waiting, vendorID: vendorID, message: message, code: .platformStopped))
        }
        return drop(Outcome(.failed, message: message, code: .platformStopped))
    }

    /// Whether an intent is written down for which certainly nothing was made, so that it need not stay.
    private var isCertainlyNotMade: Bool {
        if mayExist || vendorID != nil { return false }
        if case .call(.create)? = pending { return true }
        return phase == .calling(.create)
    }

    /// A read may be sent again whatever became of it.
    mutating func unread(
        _ reason: String, _ answer: Answer?, _ failure: SessionFailure?
    ) -> Action {
        let again: Pending =
            if case .verifying(let step) = phase { .verification(step) } else { .inspection }
        switch failure {
        case .signInRefused(let reason)?:
            return stop(
                Outcome(.failed, vendorID: vendorID, message: reason, code: .signInRefused, platformEffect: .stops))
        case .signInLater(let seconds, let reason)?: return later(seconds: seconds, reason, again)
        case .transport?, nil: break
        }
        switch answer.map(AnswerMeaning.init) {
        case .later(let retryAfter)?: return later(retryAfter, "the vendor has too many requests", again)
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
}
