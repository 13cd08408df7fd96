package import Calendars
package import Campaigns
import Diagnostics
package import State
import Vendors

/// Compares what is declared with what was created, at one instant. A function of values: no network, no clock, no file.
package struct Planner: Sendable {
    let state: StateContents
    let instant: Instant
    let guardrails: Guardrails
    private let platforms: [String: Platform]
    let destinations: [String: Destination]
    /// What is said of everything on a platform because of where it goes: of creates, and of the rest.
    private let notes: [String: (create: [String], other: [String])]
    let takenNames: TakenNames
    let recordedPeriods: RecordedPeriods
    let recordedNames: RecordedNames
    /// Everything that manifests declare.
    let declared: Set<Address>
    /// When what recurs opens; only where some review takes the id of another.
    let openings: [Address: Instant]
    let freezes: FreezeWindows

    /// The plan.
    ///
    /// - Parameters:
    ///   - settled: what else is declared and `state.isSettled`.
    ///   - allowedCreates: what an operator allows instead of the project's `maxCreates`.
    ///   - selects: which addresses an operator wants to see and to work on. What is left out still counts where names are compared.
    package static func plan(
        _ resources: [Resource], settled: Set<Address> = [], state: StateContents, at instant: Instant,
        guardrails: Guardrails,
        platforms: [String: Platform], freezes: FreezeWindows = FreezeWindows(), allowedCreates: Int? = nil,
        selects: ((Address) -> Bool)? = nil
    ) -> Plan {
        let declared = settled.union(resources.map(\.address))
        // In the sandbox no credential is read.
        let destinations =
            state.world == .sandbox
            ? [:] : platforms.mapValues { Destination($0, known: state.platforms[$0.name]) }
        let planner = Planner(
            state: state, instant: instant, guardrails: guardrails, platforms: platforms, destinations: destinations,
            notes: destinations.mapValues { ($0.notes, $0.warnings) },
            takenNames: TakenNames(state, at: instant, for: resources, declared: declared),
            recordedPeriods: RecordedPeriods(state, for: resources, at: instant),
            recordedNames: RecordedNames(state, for: resources), declared: declared,
            openings: openings(of: resources), freezes: freezes)
        // Entries are large, so they are made in their order, and not moved about afterwards.
        let order = resources.indices.sorted { resources[$0].address < resources[$1].address }
        var said: [String] = []
        var entries = order.map { index in
            var entry = planner.noted(planner.entry(resources[index]))
            // Most have the same consequences as the one before.
            if entry.consequences == said { entry.consequences = said } else { said = entry.consequences }
            return entry
        }
        planner.holdNamesakes(&entries)
        planner.holdDependents(&entries)
        let moved = entries.indices.compactMap { entries[$0].movedFrom }
        let known = moved.isEmpty ? declared : declared.union(moved)
        var (tidiedAway, unchanged) = (0, settled.count)
        // Records are large, so only those that matter are taken out of state.
        for index in state.records.indices where !known.contains(state.records.keys[index]) {
            let address = state.records.keys[index]
            if state.intents[address] != nil { continue }
            if state.records[index].record.due > instant {
                entries.append(planner.undeclared(state.records[index].record))
            } else if selects?(address) ?? true {
                tidiedAway += 1
            }
        }
        for intent in state.intents.values where !known.contains(intent.address) {
            entries.append(planner.noted(planner.resume(intent, nil)))
        }
        if entries.count > resources.count { entries.sort { $0.address < $1.address } }
        let count = entries.count
        if let selects {
            entries.removeAll { !selects($0.address) }
            unchanged = settled.count(where: selects)
        }
        return Plan(
            instant: instant, entries: entries, tidiedAway: tidiedAway, settled: unchanged,
            leftOut: count - entries.count + settled.count - unchanged,
            destinations: destinations, createLimit: CreateLimit(guardrails, allowed: allowedCreates))
    }

    private static func openings(of resources: [Resource]) -> [Address: Instant] {
        guard resources.indices.contains(where: { !resources[$0].reviews.isEmpty }) else { return [:] }
        return Dictionary(
            resources.compactMap { resource in resource.recurrence.map { (resource.address, $0.period.opening) } },
            uniquingKeysWith: { first, _ in first })
    }

    private func entry(_ resource: Resource) -> PlanEntry {
        if let other = state.unknownKind(at: resource.address) {
            var entry = entry(.held, resource)
            entry.faults = [
                Diagnostic(
                    .stateNewer,
                    "`\(resource.address)` is held back: state has it as `\(other.kind)`, a kind that this Muster does not know",
                    at: resource.location, fix: "use the Muster that wrote it, or a newer one")
            ]
            return entry
        }
        if let intent = state.intents[resource.address] { return resume(intent, resource) }
        if let record = state.records[resource.address] { return compared(resource, record) }
        if let moved = moved(resource) { return moved }
        if let closed = closed(resource) { return closed }
        if resource.due <= instant { return missed(resource) }
        if let frozen = frozen(resource) { return frozen }
        if let opens = resource.opens, opens > instant {
            var entry = entry(.upcoming, resource)
            entry.faults = resource.refusals + resource.nameFlaws
            return entry
        }
        let obstacles = obstacles(to: resource)
        return created(resource, obstacles)
    }

    /// An entry for what manifests declare.
    func entry(_ action: PlanEntry.Action, _ resource: Resource, record: Record? = nil) -> PlanEntry {
        PlanEntry(
            action, resource.address, platform: resource.platform, kind: resource.kind, name: resource.name,
            due: resource.due, resource: resource, record: record)
    }

    private func missed(_ resource: Resource) -> PlanEntry {
        var entry = entry(.missed, resource)
        entry.faults = [
            Diagnostic(
                .missedReview, "`\(resource.address)` was due \(resource.due.rfc3339) and was never created",
                at: resource.dueLocation, severity: .warning)
        ]
        return entry
    }

    private func resume(_ intent: Intent, _ resource: Resource?) -> PlanEntry {
        var reasons: [String]
        switch intent.progress {
        case .unknown(let reason):
            reasons = ["whether \(intent.platform) created it is not known: \(reason)"]
        case .made(let id, _, let done, let stopped):
            let left = intent.calls.map(\.step).filter { !done.contains($0) }.map(\.rawValue).joined(separator: ", ")
            reasons = ["it exists\(id.map { " as `\($0)`" } ?? ""), and calls are left: \(left)"]
            if let stopped { reasons.append(stopped) }
        }
        if resource == nil { reasons.append("no manifest declares it any more") }
        if let resource, !Planner.isAsBegun(resource, intent) {
            reasons.append("it is declared differently from how it was begun")
        }
        var entry = PlanEntry(
            .resume, intent.address, platform: intent.platform, kind: intent.kind, name: intent.name, due: intent.due,
            resource: resource, intent: intent, reasons: reasons)
        if let fault = shapeFault(of: intent) {
            entry.faults = [.intentShape(fault, of: intent, at: resource?.location)]
        } else if resource != nil {
            let kind = intent.kind.vendorKind
            entry.consequences = kind.consequences(of: kind.fields(of: intent.calls))
        }
        return entry
    }

    /// Why nothing is sent of what was begun, as far as that is known without the credential that may say the host.
    private func shapeFault(of intent: Intent) -> String? {
        IntentShape.fault(
            of: intent, on: platforms[intent.platform],
            at: state.platforms[intent.platform]?.host ?? destinations[intent.platform]?.host)
    }

    private func undeclared(_ record: Record) -> PlanEntry {
        PlanEntry(
            .undeclared, record.address, platform: record.platform, kind: record.kind, name: record.name,
            due: record.due, record: record)
    }

    /// An entry with what is to be said of where it goes.
    private func noted(_ entry: PlanEntry) -> PlanEntry {
        guard let notes = notes[entry.platform] else { return entry }
        var entry = entry
        switch entry.action {
        case .create, .held: entry.consequences += notes.create
        case .resume, .upcoming: entry.consequences += notes.other
        case .move, .unchanged, .changed, .missed, .covered, .undeclared: break
        }
        return entry
    }
}

extension Diagnostic {
    /// Something that can't have been begun so.
    fileprivate static func intentShape(_ fault: String, of intent: Intent, at location: SourceLocation?) -> Diagnostic
    {
        Diagnostic(
            .intentShape,
            "nothing is sent for `\(intent.address)`, since it can't have been begun as state says: \(fault)",
            at: location, fix: IntentShape.fix(of: intent))
    }
}
