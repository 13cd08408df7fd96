import JSON
import Calendars
import Campaigns
import Diagnostics
import Planning
import State
import Transport
import Vendors

/// The work on one platform: several resources at a time, each by its `ResourceMachine`; at the end those that had to settle.
struct PlatformWork: Sendable {
    let name: String
    /// As `muster.yaml` has it.
    let platform: Platform?
    let session: VendorSession
    let run: RunContext
    private let condition = PlatformCondition()
    /// The calls that are under way at once. Twice as many resources are worked on: while some are called, others are written down.
    private let parallel: Int
    private let slots: Turnstile
    private let flights = Flights()

    init(_ name: String, _ platform: Platform?, _ session: VendorSession, _ run: RunContext) {
        self.name = name
        self.platform = platform
        self.session = session
        self.run = run
        parallel = platform?.parallel ?? run.options.parallel
        slots = Turnstile(capacity: parallel)
    }

    /// A resource that must wait until a call that was lost has had its effect if it ever has.
    private struct Settling: Sendable {
        let entry: PlanEntry
        let machine: ResourceMachine
        /// Until when, by `WallClock.uptime()`.
        let until: Double
    }

    private enum Step: Sendable {
        case ended(PlanEntry, Outcome)
        case settling(Settling)
    }

    /// Works on the platform's entries.
    ///
    /// - Parameter places: where they stand in the list, in the order in which they are begun.
    func apply(_ list: WorkList, at places: [Int]) async {
        let reader = PatientReader(
            session: session, clock: run.clock, patience: run.options.patience, interruption: run.interruption)
        let user: String?
        do throws(ReadFailure) {
            user = try await Account(name, reader, run).user(on: await run.state.contents)
        } catch {
            for entry in places.lazy.map(list.take) {
                run.end(
                    entry,
                    error.isInterruption
                        ? Outcome(.interrupted, message: "interrupted before it was begun")
                        : notBegun(entry, await session.redactor.redact(error.reason), error.code))
            }
            return
        }
        if places.contains(where: { list.entry(at: $0).needsVendorClock }) { await learnVendorClock() }
        let clockObstacle = await clockObstacle(to: places.lazy.map(list.entry))
        let board = ListingBoard(
            reader, wanted: places.compactMap { wanted(by: list.entry(at: $0)) },
            declared: run.declaredNames[name] ?? [],
            on: name, await run.state.contents, flights: flights)
        let work = Work(platform: self, board: board, user: user, clockObstacle: clockObstacle)
        var settling = await each(places) { await work.begin(list.take($0)) }
        // They may have to settle more than once.
        while !settling.isEmpty { settling = await each(settling) { await work.goOn($0) } }
    }

    /// Has the vendor answer something, where it has not yet: any answer may say what its clock shows.
    private func learnVendorClock() async {
        guard await session.vendorClock == nil else { return }
        let request = session.vendor.checkRequest
        _ = try? await session.send(.get, request.path, query: request.query)
    }

    /// Why nothing is created by this machine's clock, where something would be opened by it; what is only worth knowing is told.
    private func clockObstacle(to entries: some Sequence<PlanEntry>) async -> String? {
        guard entries.contains(where: \.isOpenedByClock) else { return nil }
        let check = ClockCheck(await moment())
        if let warning = check.warning(on: name) { run.ends.note(warning) }
        return check.obstacle(on: name)
    }

    private func moment() async -> Moment {
        Moment(wall: run.clock.now(), uptime: run.clock.uptime(), vendor: await session.vendorClock)
    }

    /// Has `body` work on all elements, so many at a time; returns those that have to settle.
    private func each<Element: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) async -> Step
    ) async -> [Settling] {
        var queue = elements[...]
        return await withTaskGroup(of: Step.self) { group in
            var settling: [Settling] = []
            func begin() {
                if let element = queue.popFirst() { group.addTask { await body(element) } }
            }
            for _ in 0..<(2 * parallel) { begin() }
            while let step = await group.next() {
                switch step {
                case .ended(let entry, let outcome): run.end(entry, outcome)
                case .settling(let resource): settling.append(resource)
                }
                begin()
            }
            return settling
        }
    }

    private func wanted(by entry: PlanEntry) -> WantedItem? {
        if let intent = entry.intent { return WantedItem(intent, markerLineage: run.lineage) }
        return entry.resource.map { WantedItem($0, markerLineage: run.lineage) }
    }

    /// What was begun stays not known where nothing more is done about it.
    private func notBegun(_ entry: PlanEntry, _ reason: String, _ code: DiagnosticCode = .platformStopped) -> Outcome {
        Outcome(
            entry.intent == nil ? .failed : .waiting, message: "not begun: \(reason)", code: code)
    }
}

extension PlatformWork {
    /// The work on each resource, with what the platform's account and listings show.
    private struct Work: Sendable {
        let platform: PlatformWork
        let board: ListingBoard
        let user: String?
        /// Why this machine's clock may not be what anything is created by.
        let clockObstacle: String?

        private var run: RunContext { platform.run }
        private var session: VendorSession { platform.session }

        func begin(_ entry: PlanEntry) async -> Step {
            if let outcome = obstacle(to: entry) { return .ended(entry, outcome) }
            guard let intent = entry.intent ?? newIntent(entry) else {
                return .ended(entry, Outcome(.failed, message: "nothing declares it"))
            }
            if let outcome = strangeness(of: intent) { return .ended(entry, outcome) }
            run.report(.started(entry.address))
            let machine = ResourceMachine(
                intent, isResumed: entry.intent != nil, circumstances: circumstances(of: entry),
                patience: run.options.patience)
            return await go(machine, .begin, entry, hasCalled: entry.intent != nil)
        }

        func goOn(_ settling: Settling) async -> Step {
            while case let rest = settling.until - run.clock.uptime(), rest > 0 {
                guard await run.interruption.sleep(seconds: rest, by: run.clock) else {
                    return await go(settling.machine, .interrupted, settling.entry, hasCalled: true)
                }
            }
            if let outcome = obstacle(to: settling.entry) {
                return .ended(
                    settling.entry,
                    outcome.result == .interrupted
                        ? outcome : Outcome(.waiting, message: outcome.message, code: outcome.code))
            }
            return await go(settling.machine, .waited, settling.entry, hasCalled: true)
        }

        /// That the platform is another vendor's than what was begun there: then not even a listing is for it.
        private func strangeness(of intent: Intent) -> Outcome? {
            guard let vendor = platform.platform?.vendor, vendor != intent.kind.vendor else { return nil }
            return Outcome(
                .unknown, message: IntentShape.fault(of: intent, on: platform.platform, at: nil), code: .outcomeUnknown)
        }

        /// Why nothing may begin any more.
        private func obstacle(to entry: PlanEntry) -> Outcome? {
            if run.interruption.isRequested {
                return Outcome(.interrupted, message: "interrupted before it was begun")
            }
            if let reason = run.halt.reason { return platform.notBegun(entry, reason, .stateUnwritable) }
            // Whoever plans an apply has found all ids; a name in place of one is never sent, whatever else went wrong.
            if entry.action == .create, entry.resource?.lacksIDs == true {
                return platform.notBegun(entry, "names in it have no ids", .unknownName)
            }
            if entry.action == .create, let clockObstacle {
                return Outcome(.failed, message: "held back: \(clockObstacle)", code: .clocksApart)
            }
            return platform.condition.stopReason.map { platform.notBegun(entry, $0) }
        }

        private func newIntent(_ entry: PlanEntry) -> Intent? {
            guard let resource = entry.resource else { return nil }
            var provenance = run.provenance
            provenance.manifest = resource.location.file
            return Intent(
                attempt: randomNonce(), address: resource.address, platform: resource.platform,
                host: session.baseURL.host, kind: resource.kind, name: resource.name, due: resource.due,
                covers: resource.recurrence?.covers, begun: run.clock.now(), calls: resource.calls,
                localDates: resource.localDates, names: resource.recordedNames,
                provenance: provenance, user: user)
        }

        private func circumstances(of entry: PlanEntry) -> Circumstances {
            let declaration: Circumstances.Declaration =
                switch (entry.resource, entry.intent) {
                case (nil, _): .notAnyMore
                case (let resource?, let intent?): Planner.isAsBegun(resource, intent) ? .asBegun : .differently
                case (_?, nil): .asBegun
                }
            return Circumstances(
                declaration: declaration, user: user,
                settle: Double(platform.platform?.settle ?? Platform.standardSettle),
                waitsToSettle: run.options.waitsToSettle, asksPerson: platform.platform?.asksPerson ?? false,
                isRetryAllowed: run.options.retries.contains(entry.address),
                shapeFault: entry.intent.flatMap {
                    IntentShape.fault(of: $0, on: platform.platform, at: session.baseURL.host)
                })
        }

        /// Goes on with the work, and has the platform's other resources see how it ended.
        private func go(
            _ machine: ResourceMachine, _ event: ResourceMachine.Event, _ entry: PlanEntry, hasCalled: Bool
        ) async -> Step {
            let place = Place(platform.slots)
            // Only once the others can see what the last answer means for the platform.
            defer { place.leave() }
            var step = await steps(of: machine, event, entry, hasCalled: hasCalled, in: place)
            if case .ended(let entry, var outcome) = step {
                if let message = outcome.message { outcome.message = await session.redactor.redact(message) }
                platform.condition.note(outcome)
                step = .ended(entry, outcome)
            }
            return step
        }

        /// Does what the machine asks for, until it ends or has to settle.
        private func steps(
            of machine: ResourceMachine, _ event: ResourceMachine.Event, _ entry: PlanEntry, hasCalled: Bool,
            in place: Place
        ) async -> Step {
            var (machine, event, hasCalled) = (machine, event, hasCalled)
            var leave: VendorSession.Leave?
            var isInFlight = false
            defer { if isInFlight { platform.flights.land() } }
            let address = entry.address
            while true {
                let action = machine.next(event, at: await platform.moment())
                if let note = machine.takeNote() {
                    run.report(.noted(address, await session.redactor.redact(note)))
                }
                if !action.keepsPlace { place.leave() }
                switch action {
                case .record(let events):
                    if await isTaken(by: events) {
                        event = .taken
                        continue
                    }
                    guard await record(events) else {
                        return .ended(entry, Self.unrecorded(hasCalled: hasCalled))
                    }
                    event = .recorded
                    if isInFlight {
                        platform.flights.land()
                        isInFlight = false
                    }
                case .send(let call):
                    event = await called(in: place, isNew: call.step == .create) {
                        do throws(SessionFailure) {
                            leave = if let leave { leave } else { try await session.leave() }
                        } catch { return .unanswered(error) }
                        if call.step == .create {
                            guard await run.confirmState() else { return .withheld(Halt.stateLost) }
                            if !isInFlight { platform.flights.depart() }
                            isInFlight = true
                        }
                        CrashPoint.reach("call.\(call.step.rawValue).before")
                        defer { leave = nil }
                        return await send(call.method, call.path, call.body, with: leave)
                    }
                    CrashPoint.reach("call.\(call.step.rawValue).after")
                    switch event {
                    case .answered, .unanswered: hasCalled = true
                    default: break
                    }
                case .read(let path): event = await called(in: place, isNew: false) { await send(.get, path, nil) }
                case .list(let listing, let moment):
                    CrashPoint.reach("list.before")
                    event = await list(listing, machine, begunAfter: moment)
                    CrashPoint.reach("list.after")
                case .renewCredential: event = .renewed(await session.renewCredential())
                case .wait(let seconds, let reason, let pausesPlatform):
                    run.report(.waiting(address, seconds: seconds, reason: await session.redactor.redact(reason)))
                    if pausesPlatform { await session.pause(untilSecondsFromNow: seconds) }
                    event = await run.interruption.sleep(seconds: seconds, by: run.clock) ? .waited : .interrupted
                case .settle(let seconds, let reason):
                    run.report(.waiting(address, seconds: seconds, reason: reason))
                    return .settling(
                        Settling(entry: entry, machine: machine, until: run.clock.uptime() + seconds))
                case .end(let outcome): return .ended(entry, outcome)
                }
            }
        }

        /// Whether another resource took first what a listing showed as this one's.
        private func isTaken(by events: [JournalEvent]) async -> Bool {
            for case .made(let made) in events where made.step == .create {
                guard let id = made.vendorID else { continue }
                let isNew = await board.hold(id)
                if !isNew, made.evidence == .listing { return true }
            }
            return false
        }

        private func record(_ events: [JournalEvent]) async -> Bool {
            let redactor = await session.redactor
            return await run.record(events.map { $0.redacted(by: redactor) })
        }

        private static func unrecorded(hasCalled: Bool) -> Outcome {
            hasCalled
                ? Outcome(
                    .unknown, message: "a call was made, and what became of it could not be written down",
                    code: .stateUnwritable)
                : Outcome(.failed, message: "nothing was sent: state can't be written", code: .stateUnwritable)
        }

        private func list(_ listing: Listing, _ machine: ResourceMachine, begunAfter moment: Double?) async
            -> ResourceMachine.Event
        {
            do throws(ReadFailure) {
                return .listed(
                    try await board.sighting(
                        of: WantedItem(machine.intent, markerLineage: run.lineage), in: listing, begunAfter: moment
                    ) { seconds, reason in
                        run.report(
                            .waiting(
                                machine.intent.address, seconds: seconds,
                                reason: await session.redactor.redact(reason)))
                    })
            } catch {
                return error.isInterruption ? .interrupted : .unlisted(error.reason, error.effect)
            }
        }

        /// Has `body` call the vendor as soon as there is room for it, unless nothing may be called by then.
        ///
        /// - Parameter isNew: whether an interrupt keeps it from being called; what is under way may end.
        private func called(in place: Place, isNew: Bool, _ body: () async -> ResourceMachine.Event) async
            -> ResourceMachine.Event
        {
            do {
                let slots = platform.slots
                if !place.isHeld {
                    if isNew {
                        try await run.interruption.cancelling { try await slots.enter() }
                    } else {
                        try await slots.enter()
                    }
                    place.isHeld = true
                }
            } catch { return .interrupted }
            if isNew, run.interruption.isRequested { return .interrupted }
            if let reason = run.halt.reason ?? platform.condition.stopReason { return .withheld(reason) }
            return await body()
        }

        private func send(
            _ method: HTTPMethod, _ path: String, _ body: JSONValue?, with leave: VendorSession.Leave? = nil
        ) async -> ResourceMachine.Event {
            do throws(SessionFailure) {
                return .answered(try await session.send(method, path, body: body, with: leave))
            } catch {
                return .unanswered(error)
            }
        }
    }
}

extension PlanEntry {
    /// Whether it is created now since this machine's clock says that its opening has come.
    fileprivate var isOpenedByClock: Bool { action == .create && resource?.opens != nil }

    /// Whether what is done about it depends on the time of day, or on the time that passes between runs, and no listing would say the
    /// vendor's before that is needed.
    fileprivate var needsVendorClock: Bool {
        if case .unknown? = intent?.progress { return true }
        guard let resource, action == .create else { return false }
        return isOpenedByClock || kind.vendorKind.listing(of: resource.calls) == nil
    }
}

/// A resource's place among the calls that are under way at once on a platform.
private final class Place {
    private let slots: Turnstile
    var isHeld = false

    init(_ slots: Turnstile) { self.slots = slots }

    func leave() {
        if isHeld { slots.leave() }
        isHeld = false
    }
}

extension ResourceMachine.Action {
    /// Whether the resource keeps its place among the calls: for what follows at once, and for an end that may concern the others.
    fileprivate var keepsPlace: Bool {
        switch self {
        case .send, .read, .renewCredential, .end: true
        case .record(let events):
            events.contains {
                switch $0 {
                case .failed, .stopped, .retried: true
                default: false
                }
            }
        case .list, .wait, .settle: false
        }
    }
}
