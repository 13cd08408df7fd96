import Calendars
import Campaigns

extension StateContents {
    /// The contents after these events. Folding the same events in once more changes nothing.
    ///
    /// An event about an attempt that state no longer has as an intent is passed over: it was folded in before, or its address was
    /// forgotten since. `serial` stays.
    package func folding(_ events: some Sequence<JournalEvent>) -> StateContents {
        var (before, folded) = (self, self)
        for event in events { folded.fold(event) }
        before.settled = nil
        return folded == before ? self : folded
    }

    /// Folds one event in. What manifests were found to be settled before may not be any more.
    package mutating func fold(_ event: JournalEvent) {
        settled = nil
        switch event {
        case .intended(let intent):
            let address = intent.address
            if records[address]?.attempt == intent.attempt || intents[address]?.attempt == intent.attempt { return }
            intents[address] = intent
        case .retried(let attempt, let address, let creatingCalls, let instant):
            change(attempt, of: address) { $0.retry(creatingCalls: creatingCalls, at: instant) }
        case .lost(let attempt, let address, let reason, let loss):
            change(attempt, of: address) { intent in
                intent.stop(reason)
                intent.loss = loss
            }
        case .settled(let attempt, let address):
            change(attempt, of: address) { $0.loss?.hasSettled = true }
        case .made(let made):
            change(made.attempt, of: made.address) { $0.make(made) }
            if let record = intents[made.address]?.completed(attempt: made.attempt) {
                records[made.address] = record
                intents[made.address] = nil
            }
        case .resolved(let attempt, let address, let field, let instant):
            change(attempt, of: address) { $0.resolved[field] = instant }
        case .stopped(let attempt, let address, let reason):
            change(attempt, of: address) { $0.stop(reason) }
        case .failed(let attempt, let address):
            if intents[address]?.attempt == attempt { intents[address] = nil }
        case .platform(let name, let identity):
            platforms[name] = identity
        case .forgot(let address):
            records[address] = nil
            intents[address] = nil
            unknownRecords[address] = nil
            unknownIntents[address] = nil
        case .moved(let from, let record):
            records[from] = nil
            records[record.address] = record
        case .accepted(let record):
            records[record.address] = record
        case .adopted(let record):
            records[record.address] = record
            intents[record.address] = nil
        case .ignored(let address, let vendorID, let by):
            ignored[address, default: [:]][vendorID] = by
        }
    }

    private mutating func change(_ attempt: String, of address: Address, _ body: (inout Intent) -> Void) {
        guard var intent = intents[address], intent.attempt == attempt else { return }
        body(&intent)
        intents[address] = intent
    }
}

extension Intent {
    /// The creating call is about to be sent again, so what was said of the one before no longer holds.
    fileprivate mutating func retry(creatingCalls: Int, at instant: Instant) {
        self.creatingCalls = creatingCalls
        lastCall = instant
        loss = nil
        if case .unknown = progress { progress = Self.unanswered }
    }

    fileprivate mutating func make(_ made: JournalEvent.Made) {
        vendorState = made.vendorState ?? vendorState
        if made.step == .create { evidence = made.evidence }
        guard case .made(let knownID, let createdAt, var done, _) = progress else {
            progress = .made(vendorID: made.vendorID, at: made.at, done: [made.step], stopped: nil)
            return
        }
        if !done.contains(made.step) { done.append(made.step) }
        progress = .made(
            vendorID: made.vendorID ?? knownID, at: made.step == .create ? made.at : createdAt, done: done,
            stopped: nil)
    }

    fileprivate mutating func stop(_ reason: String) {
        switch progress {
        case .unknown: progress = .unknown(reason)
        case .made(let vendorID, let instant, let done, _):
            progress = .made(vendorID: vendorID, at: instant, done: done, stopped: reason)
        }
    }

    /// The record of this attempt once all its calls are done; nothing before.
    fileprivate func completed(attempt: String) -> Record? {
        guard self.attempt == attempt, case .made(let vendorID, let createdAt, let done, _) = progress,
            calls.allSatisfy({ done.contains($0.step) })
        else { return nil }
        return Record(
            address: address, platform: platform, kind: kind, name: name, vendorID: vendorID, vendorState: vendorState,
            createdAt: createdAt, due: due, covers: covers, calls: calls, resolved: resolved, localDates: localDates,
            names: names, evidence: evidence, provenance: provenance, attempt: self.attempt)
    }
}
