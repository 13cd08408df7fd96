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
        case .retried(let attempt, let address, let creatingCalls):
            change(attempt, of: address) { $0.retry(creatingCalls: creatingCalls) }
        case .made(let attempt, let address, let step, let vendorID, let vendorState, let instant):
            change(attempt, of: address) { intent in
                intent.make(step, vendorID: vendorID, vendorState: vendorState, at: instant)
            }
            if let record = intents[address]?.completed(attempt: attempt) {
                records[address] = record
                intents[address] = nil
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
        case .moved(let from, let record):
            records[from] = nil
            records[record.address] = record
        case .accepted(let record):
            records[record.address] = record
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
    fileprivate mutating func retry(creatingCalls: Int) {
        self.creatingCalls = creatingCalls
        if case .unknown = progress { progress = Self.unanswered }
    }

    fileprivate mutating func make(_ step: Call.Step, vendorID: String?, vendorState: String?, at instant: Instant) {
        self.vendorState = vendorState ?? self.vendorState
        guard case .made(let knownID, let createdAt, var done, _) = progress else {
            progress = .made(vendorID: vendorID, at: instant, done: [step], stopped: nil)
            return
        }
        if !done.contains(step) { done.append(step) }
        progress = .made(
            vendorID: vendorID ?? knownID, at: step == .create ? instant : createdAt, done: done, stopped: nil)
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
            createdAt: createdAt, due: due, calls: calls, resolved: resolved, localDates: localDates,
            evidence: .answer, provenance: provenance, attempt: self.attempt)
    }
}
