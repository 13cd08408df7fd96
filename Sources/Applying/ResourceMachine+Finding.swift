import Calendars
import Campaigns
import Diagnostics
import State
import Transport
import Vendors

// What the vendor already has: before the first create, and after a creating call whose outcome is not known.

extension ResourceMachine {
    // MARK: Before the first create

    mutating func surveyed(_ sighting: Sighting) -> Action {
        if let item = own(sighting) {
            // State was lost, or never had it: the marker says whose it is. What was sent then is not known, though.
            let differences = kind.differences(of: item, from: intent.calls)
            if !differences.isEmpty {
                return end(
                    ambiguous(
                        "`\(item.id)` carries its marker, but is not what is declared now: \(lines(differences))",
                        [item]))
            }
            (intent.namesakes, intent.lookalikes) = (sighting.ids, sighting.lookalikes.map(\.id))
            return exists(item, [.intended(intent)])
        }
        if !sighting.marked.isEmpty { return end(strayMarker(sighting.marked)) }
        let open = sighting.namesakes.filter { !isOver($0) }
        guard open.isEmpty else {
            return end(
                ambiguous(
                    "\(intent.platform) has \(list(open)) of its name, and state does not know it: is state lost, or is it someone else's?",
                    open))
        }
        (intent.namesakes, intent.lookalikes) = (sighting.ids, sighting.lookalikes.map(\.id))
        let past = sighting.namesakes.filter { !$0.isGone }
        if !past.isEmpty {
            note = "\(intent.platform) has \(list(past)) of its name, which \(past.count == 1 ? "is" : "are") over"
        }
        return intend()
    }

    /// Whether people are done with it, so that its name may come again.
    private func isOver(_ item: ListedItem) -> Bool {
        if item.isGone { return true }
        if kind.kind.isRequest { return item.state.map { $0.lowercased() != "pending" } ?? false }
        return item.due.map { $0 <= now.wall } ?? false
    }

    // MARK: After a call whose outcome is not known

    mutating func findOut() -> Action {
        if let listing = kind.listing(of: intent.calls) {
            phase = .finding
            return .list(listing, begunAfter: now.uptime)
        }
        // Cakewalk has no read: only the same call again tells, and nobody can tell anything before the one before is done with.
        if !isSettled(at: now.uptime) { return settle() }
        if circumstances.declaration != .asBegun {
            return stop(
                unknown(
                    circumstances.declaration == .differently
                        ? "no call tells whether it was made, and it is declared differently now: put the manifest back to find out; "
                            + "or look there, then \(waysOut)"
                        : "no call tells whether it was made, and no manifest declares it any more: put it back to find out; "
                            + "or look there and `muster state forget \(intent.address)`"))
        }
        if circumstances.asksPerson {
            return stop(
                unknown(
                    "no call tells whether it was made: look there, then \(waysOut)"))
        }
        return createAgain()
    }

    mutating func found(_ sighting: Sighting) -> Action {
        if let item = own(sighting) { return exists(item, []) }
        if !sighting.marked.isEmpty { return stop(strayMarker(sighting.marked)) }
        let before = Set(intent.namesakes ?? [])
        let candidates = sighting.namesakes.filter { !before.contains($0.id) }
        guard let candidate = candidates.first else { return foundNone(sighting) }
        if intent.namesakes == nil {
            return stop(
                ambiguous(
                    "\(intent.platform) has \(list(candidates)) of its name, and what it had before the call was not looked up",
                    candidates))
        }
        if candidates.count > 1 {
            return stop(ambiguous("\(intent.platform) has several that may be it: \(list(candidates))", candidates))
        }
        if candidate.isGone {
            // What was lost has had its effect, whenever that was.
            settles = now.uptime
            return stop(gone(candidate))
        }
        let differences = kind.differences(of: candidate, from: intent.calls)
        if !differences.isEmpty {
            return stop(
                ambiguous(
                    "`\(candidate.id)` has its name, but is not what was sent: \(lines(differences))", [candidate]))
        }
        return exists(candidate, [])
    }

    /// What was found is another's, which is the same but for its address.
    mutating func lookAgain() -> Action {
        guard isResumed || callsHere[.create, default: 0] > 0 else {
            return end(
                Outcome(
                    .ambiguous, vendorID: vendorID, message: "what carries its marker was taken for another address",
                    code: .ambiguousReview))
        }
        (vendorID, vendorState, isFound, emptyListings) = (nil, nil, false, 0)
        done.removeAll { $0 == .create }
        return findOut()
    }

    /// What a person says of what only a person can look up.
    private var waysOut: String {
        "`muster adopt \(intent.address)` if it is there, `muster state forget \(intent.address) --recreate` if it is not"
    }

    /// Nothing is called as the resource is. A vendor may keep a name otherwise, though.
    private mutating func foundNone(_ sighting: Sighting) -> Action {
        let before = Set(intent.lookalikes ?? [])
        let lookalikes = sighting.lookalikes.filter { !before.contains($0.id) }
        if lookalikes.isEmpty { return foundNothing(sighting) }
        // What another call makes is its own once that one has its answer.
        guard sighting.isQuiet else { return settle() }
        let count = lookalikes.count
        return stop(
            ambiguous(
                "\(list(lookalikes)) at \(intent.platform) \(count == 1 ? "is" : "are") new and equal in everything but the name, which a vendor may keep otherwise than it was sent",
                lookalikes))
    }

    private mutating func foundNothing(_ sighting: Sighting) -> Action {
        if let then = intent.user, let user = circumstances.user, then != user {
            return stop(
                unknown(
                    "it is not in the list, but that is user `\(user)`'s, and `\(then)` made the call: use that credential again"
                ))
        }
        emptyListings += 1
        let isSettled = isSettled(at: sighting.begun)
        if isSettled, emptyListings >= 2 { return madeNothing() }
        return isSettled ? findOut() : settle()
    }

    /// None in two complete listings, the second of them late enough.
    private mutating func madeNothing() -> Action {
        // What it was really begun as may be there all the same.
        if let refusal = shapeRefusal { return stop(refusal) }
        mayExist = false
        switch circumstances.declaration {
        case .notAnyMore:
            return drop(Outcome(.resumed, message: "nothing was made, and nothing declares it any more"))
        case .differently:
            return drop(
                Outcome(
                    .failed,
                    message:
                        "nothing was made of what was begun, and it is declared differently now: the next apply creates it so",
                    code: .outcomeUnknown))
        case .asBegun: return createAgain()
        }
    }

    private mutating func createAgain() -> Action {
        if let refusal = shapeRefusal { return stop(refusal) }
        if intent.creatingCalls >= Self.callsInAll, !circumstances.isRetryAllowed || callsHere[.create, default: 0] > 0
        {
            return stop(
                unknown(
                    "\(intent.creatingCalls) creating calls came to nothing: `muster recover \(intent.address) --retry` sends one more"
                ))
        }
        if callsHere[.create, default: 0] >= Self.callsInRun {
            return stop(
                Outcome(
                    mayExist ? .unknown : .failed,
                    message:
                        "\(Self.callsInRun) creating calls of this run came to nothing: \(isProbablyRefused ? "probably refused: " : "")\(lastLoss ?? ""); a later run goes on",
                    code: .outcomeUnknown))
        }
        intent.creatingCalls += 1
        return writeDownAgain()
    }

    // MARK: Time

    /// Goes on with what an earlier run began: it may have ended at any moment after its intent, and its call have left at any time
    /// after that, but none of it is on its way any more.
    mutating func takeOver() -> Action {
        guard let loss = intent.loss else {
            let reason =
                if case .unknown(let reason) = intent.progress { reason } else { "the run that made the call ended" }
            return noteLoss(reason)
        }
        if loss.hasSettled {
            settles = now.uptime
            return findOut()
        }
        switch loss.elapsed(wall: now.wall, vendor: now.vendor?.earliest(at: now.uptime)) {
        case nil where loss.vendorAt == nil && now.vendor != nil, .some(..<(-Self.clockTolerance)):
            // A clock that was set back would keep a run that does not wait from ever coming to an end.
            note =
                "the time in which the vendor may still act on the call counts from now on: no clock says how long it was"
            if case .unknown(let reason) = intent.progress { return noteLoss(reason) }
            return noteLoss("the run that made the call ended")
        case nil:
            note = "no answer of the vendor says its time, so that what was waited before does not count"
            settles = now.uptime + circumstances.settle
        case let elapsed?: settles = now.uptime + circumstances.settle - max(0, elapsed)
        }
        return findOut()
    }

    /// How far a clock may seem to have gone back since a moment ago, in seconds: vendors say theirs to the second, and answers take time.
    private static let clockTolerance = 5.0

    /// Whether what was lost has had its effect at that moment if it ever has.
    func isSettled(at uptime: Double) -> Bool { settles.map { uptime >= $0 } ?? false }

    private mutating func settle() -> Action {
        let reason = "the vendor may still act on the call before"
        guard circumstances.waitsToSettle else {
            return end(
                Outcome(.waiting, message: "\(reason): a later run looks again", code: .outcomeUnknown))
        }
        phase = .settling
        return .settle(seconds: max(1, (settles ?? now.uptime) - now.uptime), reason: reason)
    }

    // MARK: Judging

    /// The one item that can only be the resource: its marker, name and due date, made by this credential's own user where the
    /// vendor says who made it.
    private func own(_ sighting: Sighting) -> ListedItem? {
        guard sighting.marked.count == 1, let item = sighting.marked.first, !item.isGone,
            kind.isNamesake(item, of: intent.calls)
        else { return nil }
        // An earlier run may have been another user's.
        if let creator = item.createdBy, let user = intent.user ?? circumstances.user, creator != user { return nil }
        let differences = kind.differences(of: item, from: intent.calls)
        return differences.contains { $0.path == kind.dueField } ? nil : item
    }

    private func lines(_ differences: [FieldDifference]) -> String {
        differences.map(\.line).joined(separator: "; ")
    }

    /// It exists: `events` and that are written down.
    private mutating func exists(_ item: ListedItem, _ events: [JournalEvent]) -> Action {
        (vendorID, vendorState, isFound, mayExist) = (item.id, item.state, true, true)
        done.append(.create)
        phase = .recordingMade(.create)
        return .record(events + [made(.create, .listing)])
    }

    private func strayMarker(_ items: [ListedItem]) -> Outcome {
        ambiguous(
            "\(list(items)) at \(intent.platform) \(items.count == 1 ? "carries" : "carry") its marker and is not what was sent: was a description copied?",
            items)
    }

    private func gone(_ item: ListedItem) -> Outcome {
        Outcome(
            .ambiguous, vendorID: item.id,
            message:
                "`\(item.id)` was made and someone deleted it: `muster state forget \(intent.address) --recreate` lets the next apply create it again",
            code: .ambiguousReview)
    }

    private func ambiguous(_ message: String, _ items: [ListedItem]) -> Outcome {
        let id = items.count == 1 ? items[0].id : "ID"
        return Outcome(
            .ambiguous, vendorID: items.count == 1 ? items[0].id : nil,
            message:
                "\(message) (`muster adopt \(intent.address) \(id)` takes it, `muster state ignore \(intent.address) \(id)` says that it is another)",
            code: .ambiguousReview)
    }

    private func unknown(_ message: String) -> Outcome { Outcome(.unknown, message: message, code: .outcomeUnknown) }

    private func list(_ items: [ListedItem]) -> String {
        let shown = items.prefix(3).map { "`\($0.id)`" }.joined(separator: ", ")
        return items.count > 3 ? "\(shown) and \(items.count - 3) more" : shown
    }

    mutating func unlisted(_ reason: String, _ effect: Outcome.PlatformEffect) -> Action {
        if phase == .surveying {
            return end(
                Outcome(
                    .failed, message: "nothing was sent: what \(intent.platform) has can't be listed: \(reason)",
                    code: .notListed, platformEffect: effect))
        }
        return end(
            Outcome(
                .waiting,
                message:
                    "whether it was created is not known: what \(intent.platform) has can't be listed: \(reason); a later run looks again",
                code: .notListed, platformEffect: effect))
    }
}
