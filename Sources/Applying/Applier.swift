import Diagnostics
package import Calendars
package import Campaigns
import JSON
package import Planning
package import State
package import Transport
import Vendors

/// Carries out a plan's moves, creates and resumes: first the records that move, then several resources at a time on each
/// platform, each by its `ResourceMachine`. The one place that sends again.
package struct Applier: Sendable {
    package struct Options: Sendable {
        /// The most resources under way at once on a platform that says nothing else.
        package var parallel: Int
        package var patience: ResourceMachine.Patience
        /// How long calls under way may go on after an interrupt, in seconds.
        package var drain: Double

        package init(parallel: Int = 8, patience: ResourceMachine.Patience = .init(), drain: Double = 5) {
            self.parallel = parallel
            self.patience = patience
            self.drain = drain
        }
    }

    private let sessions: [String: VendorSession]
    private let platforms: [String: Platform]
    private let state: any StateSession
    private let clock: any WallClock
    private let provenance: Provenance
    private let options: Options
    private let interruption: Interruption
    private let report: @Sendable (ApplyEvent) -> Void

    /// - Parameters:
    ///   - sessions: one for each platform that has something to do.
    ///   - provenance: the commit and actor of this run; each resource adds its manifest.
    ///   - report: told of everything as it happens, from any task.
    package init(
        sessions: [String: VendorSession], platforms: [String: Platform], state: any StateSession, clock: any WallClock,
        provenance: Provenance, options: Options, interruption: Interruption,
        report: @escaping @Sendable (ApplyEvent) -> Void
    ) {
        self.sessions = sessions
        self.platforms = platforms
        self.state = state
        self.clock = clock
        self.provenance = provenance
        self.options = options
        self.interruption = interruption
        self.report = report
    }

    /// Works on the entries that are to be moved, created or resumed, and says how each ended.
    package func apply(_ entries: [PlanEntry]) async -> ApplyResult {
        let work = entries.filter { $0.action == .create || $0.action == .resume }
        let halt = Halt()
        let moved = await move(entries.filter { $0.action == .move }, halt)
        let outcomes = await withTaskGroup(of: [Address: Outcome]?.self) { group in
            for (platform, entries) in Dictionary(grouping: work, by: \.platform) {
                group.addTask { await apply(entries, on: platform, halt) }
            }
            group.addTask {
                await interruption.wait()
                if interruption.isRequested { try? await clock.sleep(seconds: options.drain) }
                return nil
            }
            var outcomes: [Address: Outcome] = [:]
            var left = Set(work.map(\.platform)).count
            while left > 0, let finished = await group.next() {
                if let finished {
                    outcomes.merge(finished) { _, new in new }
                    left -= 1
                } else {
                    // The time to drain is over: calls under way are given up, and stay as intents.
                    group.cancelAll()
                }
            }
            group.cancelAll()
            return outcomes
        }.merging(moved) { _, new in new }
        return ApplyResult(outcomes: outcomes, stateFailure: halt.reason, isInterrupted: interruption.isRequested)
    }

    /// Gives records their new addresses, all or none of them.
    private func move(_ entries: [PlanEntry], _ halt: Halt) async -> [Address: Outcome] {
        if entries.isEmpty || interruption.isRequested { return [:] }
        let events = entries.compactMap { entry -> JournalEvent? in
            guard let from = entry.movedFrom, let record = entry.record else { return nil }
            return .moved(from: from, record: record)
        }
        let outcome: Outcome
        do {
            try await state.record(events)
            outcome = Outcome(.moved)
        } catch {
            halt.request("state can't be written")
            outcome = Outcome(.failed, message: "not moved: state can't be written", code: .stateUnwritable)
        }
        for entry in entries { report(.ended(entry.address, outcome)) }
        return Dictionary(entries.map { ($0.address, outcome) }, uniquingKeysWith: { first, _ in first })
    }

    private func apply(_ entries: [PlanEntry], on platform: String, _ halt: Halt) async -> [Address: Outcome] {
        guard let session = sessions[platform] else {
            let reason = "`\(platform)` is no platform of `muster.yaml` any more"
            return Dictionary(
                uniqueKeysWithValues: entries.map { entry in
                    let result: Outcome.Result = entry.intent == nil ? .failed : .unknown
                    return (entry.address, Outcome(result, message: reason, code: .unknownPlatform))
                })
        }
        let condition = PlatformCondition()
        var queue = entries.sorted { $0.address < $1.address }[...]
        return await withTaskGroup(of: (Address, Outcome).self) { group in
            var outcomes: [Address: Outcome] = [:]
            func begin() {
                guard let entry = queue.popFirst() else { return }
                group.addTask { (entry.address, await outcome(of: entry, session, condition, halt)) }
            }
            for _ in 0..<(platforms[platform]?.parallel ?? options.parallel) { begin() }
            while let (address, outcome) = await group.next() {
                outcomes[address] = outcome
                report(.ended(address, outcome))
                begin()
            }
            return outcomes
        }
    }

    private func outcome(of entry: PlanEntry, _ session: VendorSession, _ condition: PlatformCondition, _ halt: Halt)
        async -> Outcome
    {
        if interruption.isRequested { return Outcome(.interrupted, message: "interrupted before it was begun") }
        if let reason = halt.reason { return Outcome(.failed, message: "not begun: \(reason)", code: .stateUnwritable) }
        if let reason = condition.stopReason {
            return Outcome(.failed, message: "not begun: \(reason)", code: .platformStopped)
        }
        if let refusal = resumptionRefusal(entry) { return refusal }
        guard let intent = entry.intent ?? newIntent(entry, session) else {
            return Outcome(.failed, message: "nothing declares it")
        }
        report(.started(entry.address))
        var outcome = await run(
            ResourceMachine(intent, isResumed: entry.intent != nil, patience: options.patience), entry.address, session,
            halt)
        if let message = outcome.message { outcome.message = await session.redactor.redact(message) }
        condition.note(outcome)
        return outcome
    }

    /// What was begun is finished only as it was begun, and only while it is still wanted.
    private func resumptionRefusal(_ entry: PlanEntry) -> Outcome? {
        guard let intent = entry.intent, case .made(let id, _, _, _) = intent.progress else { return nil }
        let draft = id.map { "the draft `\($0)`" } ?? "what was begun"
        guard let resource = entry.resource else {
            return Outcome(
                .unknown, vendorID: id,
                message:
                    "no manifest declares it any more, so \(draft) on \(intent.platform) is left as it is: declare it again to finish it, "
                    + "or delete it there and `muster state forget \(entry.address)`", code: .outcomeUnknown)
        }
        guard resource.calls == intent.calls, resource.platform == intent.platform else {
            return Outcome(
                .unknown, vendorID: id,
                message:
                    "it is declared differently from how it was begun: put the manifest back to finish \(draft) as it was begun, "
                    + "or delete it at the vendor and `muster state forget \(entry.address) --recreate`",
                code: .outcomeUnknown)
        }
        return nil
    }

    private func newIntent(_ entry: PlanEntry, _ session: VendorSession) -> Intent? {
        guard let resource = entry.resource else { return nil }
        var provenance = provenance
        provenance.manifest = resource.location.file
        return Intent(
            attempt: randomNonce(), address: resource.address, platform: resource.platform, host: session.baseURL.host,
            kind: resource.kind,
            name: resource.name, due: resource.due, begun: clock.now(), calls: resource.calls,
            localDates: resource.localDates,
            provenance: provenance)
    }

    /// Does what the machine asks for, until it ends.
    private func run(_ machine: ResourceMachine, _ address: Address, _ session: VendorSession, _ halt: Halt) async
        -> Outcome
    {
        var machine = machine
        var event = ResourceMachine.Event.begin
        var hasCalled = false
        while true {
            switch machine.next(event, at: clock.now()) {
            case .record(let events):
                let redactor = await session.redactor
                do {
                    try await state.record(events.map { $0.redacted(by: redactor) })
                    event = .recorded
                } catch {
                    halt.request("state can't be written")
                    return hasCalled
                        ? Outcome(
                            .unknown, message: "a call was made, and what became of it could not be written down",
                            code: .stateUnwritable)
                        : Outcome(.failed, message: "nothing was sent: state can't be written", code: .stateUnwritable)
                }
            case .send(let call):
                hasCalled = true
                CrashPoint.reach("call.\(call.step.rawValue).before")
                event = await send(call.method, call.path, call.body, session)
                CrashPoint.reach("call.\(call.step.rawValue).after")
            case .read(let path): event = await send(.get, path, nil, session)
            case .renewCredential: event = .renewed(await session.renewCredential())
            case .wait(let seconds, let reason, let pausesPlatform):
                report(.waiting(address, seconds: seconds, reason: await session.redactor.redact(reason)))
                if pausesPlatform { await session.pause(untilSecondsFromNow: seconds) }
                event = await sleep(seconds) ? .waited : .interrupted
            case .end(let outcome): return outcome
            }
        }
    }

    private func send(_ method: HTTPMethod, _ path: String, _ body: JSONValue?, _ session: VendorSession) async
        -> ResourceMachine.Event
    {
        do throws(SessionFailure) {
            return .answered(try await session.send(method, path, body: body))
        } catch {
            return .unanswered(error)
        }
    }

    /// False when an interrupt came first.
    private func sleep(_ seconds: Double) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await clock.sleep(seconds: seconds)) != nil }
            group.addTask {
                await interruption.wait()
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
    }
}

/// How everything that was worked on ended.
package struct ApplyResult: Sendable {
    package var outcomes: [Address: Outcome]
    /// Why state could no longer be written; nothing where it could.
    package var stateFailure: String?
    package var isInterrupted: Bool

    package init(outcomes: [Address: Outcome], stateFailure: String? = nil, isInterrupted: Bool = false) {
        self.outcomes = outcomes
        self.stateFailure = stateFailure
        self.isInterrupted = isInterrupted
    }

    package func count(of result: Outcome.Result) -> Int { outcomes.values.count { $0.result == result } }
}
