import Applying
import ArgumentParser
import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Planning
import Rendering
import State
import Transport
import Vendors

/// One apply, from the lock to the summary.
struct ApplyRun {
    /// What of a project is worked on.
    enum Scope {
        /// What is planned, or of a saved plan what it says.
        case plan(SelectionOptions, at: Instant?, allowedCreates: Int?, saved: SavedPlan?)
        /// What earlier runs left, all of it or one address.
        case recovery(of: Address?, retries: Bool)
    }

    private let opened: OpenProject
    private let output: ApplyOutput
    private let options: WorkOptions
    private let scope: Scope
    /// Whether a person must say yes before the first call.
    private let isAsking: Bool
    private let context: CommandContext

    init(_ opened: OpenProject, _ output: ApplyOutput, _ options: WorkOptions, scope: Scope, isConsented: Bool) {
        self.opened = opened
        self.output = output
        self.options = options
        self.scope = scope
        // A saved plan is the consent.
        isAsking = if case .plan(_, _, _, .some) = scope { false } else { !isConsented }
        context = opened.context
    }

    func run() async throws -> ApplyEnd {
        let faults = opened.stateFaults()
        if !faults.isEmpty { throw DiagnosticsError(faults) }
        if opened.options.sandbox { try await Sandboxes.prepare(opened) }
        guard let session = try await opened.openState(lockTimeout: options.lockTimeout.seconds) else {
            return ApplyEnd(status: .stateLocked)
        }
        do {
            return try await apply(session)
        } catch {
            try? await session.close()
            throw error
        }
    }

    private func apply(_ session: any StateSession) async throws -> ApplyEnd {
        let state = await session.contents
        guard var plan = try plan(state) else { return try await end(session, .stalePlan, nil) }
        plan.holdUnaccepted()
        opened.showFaults(of: plan)
        output.planned(plan, of: opened, isAsking: isAsking)
        if !plan.refusals.isEmpty { return try await end(session, .guardrail, plan) }
        let declaredNames = plan.declaredNames
        let settling = opened.settled(in: state, creating: Set(plan.addresses(of: .create)))
        opened.letGo()
        var work = plan.takeWork()
        if work.isEmpty {
            await session.settle(settling)
            return try await endWithoutWork(session, plan)
        }
        return try await apply(&work, of: plan, declaredNames, settling, state, session)
    }

    /// Ends before the first call.
    private func end(_ session: any StateSession, _ status: ExitStatus, _ plan: Plan?) async throws -> ApplyEnd {
        try await session.close()
        return ApplyEnd(status: status, plan: plan)
    }

    /// Ends with nothing that could be begun. A platform that state knows at another host is an error where it is all that there is.
    private func endWithoutWork(_ session: any StateSession, _ plan: Plan) async throws -> ApplyEnd {
        try await session.close()
        let status: ExitStatus = plan.hasOtherHost ? .error : plan.count(of: .held) > 0 ? .partlyDone : .done
        return ApplyEnd(status: status, result: ApplyResult(ends: []), plan: plan)
    }

    /// What there is to do; nothing where a saved plan is stale, which is then said.
    private func plan(_ state: StateContents) throws -> Plan? {
        switch scope {
        case .plan(let selection, let instant, let allowedCreates, let saved):
            let plan = try opened.plan(
                state, at: instant, selection, allowedCreates: allowedCreates ?? saved?.allowedCreates)
            return saved.map { consented(plan, by: $0, selection) } ?? plan
        case .recovery(let address, _):
            if let address, state.intents[address] == nil { throw UnknownAddress.error(address, state) }
            var plan = try opened.plan(state, at: nil, nil, allowedCreates: nil)
            plan.entries.removeAll { $0.action != .resume || (address != nil && $0.address != address) }
            return plan
        }
    }

    /// Of a saved plan's entries what they are now; nothing where it is stale.
    private func consented(_ plan: Plan, by saved: SavedPlan, _ selection: SelectionOptions) -> Plan? {
        var saved = saved
        if let selects = selection.selects { saved.entries.removeAll { !selects($0.address) } }
        switch Consent(of: saved, to: plan) {
        case .given(_, let leftOut):
            let selected = saved.only.compactMap(AddressPattern.init(argument:))
            let opened = leftOut.filter { AddressPattern.select($0, by: selected) }
            if !opened.isEmpty {
                let names = opened.map(\.description).joined(separator: ", ")
                context.tell("Not in the saved plan, so left for the next run: \(names)\n")
            }
            let inFile = Set(saved.entries.map(\.address)).subtracting(leftOut)
            var consented = plan
            consented.entries.removeAll { !inFile.contains($0.address) }
            return consented
        case .stale(let moved, let notes):
            let work = saved.entries.count { $0.action.isWork }
            self.opened.report.show([
                Diagnostic(
                    .stalePlan,
                    "the saved plan is stale, so nothing was begun: of \(work) to do in it, \(moved) moved", at: nil,
                    fix: "make the plan anew", notes: notes)
            ])
            return nil
        }
    }

    private func apply(
        _ planned: inout [PlanEntry], of plan: Plan, _ declaredNames: [String: Set<String>],
        _ settling: SettledManifests?, _ state: StateContents,
        _ session: any StateSession
    ) async throws -> ApplyEnd {
        let network = try await Network.open(opened)
        let (sessions, refused) = try Connections(opened, knowing: state).acceptedSessions(
            for: Set(planned.filter { $0.action != .move }.map(\.platform)), on: network)
        var plan = plan
        plan.destinations.merge(refused.mapValues(\.destination)) { _, new in new }
        hold(taken(&planned, by: refused), in: &plan)
        if planned.isEmpty { return try await endWithoutWork(session, plan) }
        output.reached(network.text(for: sessions.sorted { $0.key < $1.key }.map { ($0.key, $0.value.baseURL) }))
        let isConsented = isAsking ? await context.isConsented("Do this?") : !context.interruption.isRequested
        if !isConsented {
            return try await end(session, context.endedBeforeAnything(), plan)
        }
        let identities = newIdentities(sessions, state)
        if !identities.isEmpty { try await session.record(identities) }
        output.expect(planned.count)
        let lookup = NameLookup(
            opened, LookupOptions(maxWait: options.maxWait.seconds, parallel: options.parallel))
        let held = await lookup.hold(&planned, through: sessions)
        hold(held, in: &plan)
        output.expect(-held.count)
        var order = CreationOrder(planned)
        // Nothing else may keep the entries: there may be very many, and each is let go of when it is done.
        planned = []
        var result = ApplyResult(ends: [])
        while !order.isEmpty {
            var (ready, held) = order.nextTurn(await session.contents)
            hold(held, in: &plan)
            output.expect(-held.count)
            let work = WorkList(ready)
            ready = []
            let applier = applier(sessions, session, work, declaredNames)
            result.append(await output.noticing(drain: options.drain) { await applier.apply(work) })
        }
        return try await conclude(result, plan, settling, session)
    }

    /// What is to be remembered of platforms that are reached for the first time, or of which state does not have the variables yet.
    private func newIdentities(_ sessions: [String: VendorSession], _ state: StateContents) -> [JournalEvent] {
        sessions.sorted { $0.key < $1.key }.compactMap { name, session in
            guard let platform = opened.project.platforms[name], state.platforms[name]?.variables == nil else {
                return nil
            }
            var identity = state.platforms[name] ?? .init(host: session.baseURL.host)
            // Those of the sandbox's stand-ins are in no environment.
            if !opened.options.sandbox { identity.variables = Set(platform.namedVariables.values).sorted() }
            return identity == state.platforms[name] ? nil : .platform(name: name, identity: identity)
        }
    }

    /// Takes out what goes to platforms of which something is to be accepted, as only the credential showed, as held back.
    private func taken(_ planned: inout [PlanEntry], by refused: [String: Refusal]) -> [PlanEntry] {
        if refused.isEmpty { return [] }
        var held: [PlanEntry] = []
        planned = planned.compactMap { entry in
            guard entry.action != .move, let refusal = refused[entry.platform] else { return entry }
            var entry = entry
            entry.action = .held
            entry.faults = [refusal.fault]
            held.append(entry)
            return nil
        }
        return held
    }

    /// Says what is held back only now, and counts it as such.
    private func hold(_ entries: [PlanEntry], in plan: inout Plan) {
        if entries.isEmpty { return }
        opened.report.show(entries.flatMap(\.faults).inSourceOrder())
        plan.entries += entries
    }

    private func applier(
        _ sessions: [String: VendorSession], _ session: any StateSession, _ work: WorkList,
        _ declaredNames: [String: Set<String>]
    ) -> Applier {
        Applier(
            sessions: sessions, platforms: opened.project.platforms, state: session,
            lineage: opened.markerLineage, declaredNames: declaredNames, clock: context.clock,
            provenance: Provenances.run(context, projectFolder: opened.project.folder),
            options: .init(
                parallel: options.parallel, patience: .init(maxWait: options.maxWait.seconds),
                drain: options.drain.seconds, waitsToSettle: !options.noWait, retries: retries),
            interruption: context.interruption, report: output.reporter(of: work))
    }

    private var retries: Set<Address> {
        guard case .recovery(let address?, true) = scope else { return [] }
        return [address]
    }

    private func conclude(
        _ result: ApplyResult, _ plan: Plan, _ settling: SettledManifests?, _ session: any StateSession
    )
        async throws -> ApplyEnd
    {
        var stateFailure = result.stateFailure
        do {
            let contents = await session.contents
            await session.settle(settling?.without { contents.records[$0] == nil || contents.intents[$0] != nil })
            try await session.close()
        } catch let error as DiagnosticsError {
            opened.report.show(error.diagnostics)
            stateFailure = "state can't be written"
        }
        opened.report.show(result.faults)
        return ApplyEnd(status: status(result, plan, isStateLost: stateFailure != nil), result: result, plan: plan)
    }

    private func status(_ result: ApplyResult, _ plan: Plan, isStateLost: Bool) -> ExitStatus {
        if result.isInterrupted { return .interrupted }
        if result.count(of: .unknown) + result.count(of: .ambiguous) > 0 { return .unknownOutcome }
        if isStateLost { return .error }
        let isPartly =
            result.count(of: .failed) + result.count(of: .waiting) + plan.count(of: .held) > 0 || plan.hasOtherHost
        return isPartly ? .partlyDone : .done
    }
}
