import JSON
package import Calendars
package import Campaigns
import Diagnostics
package import State
import Vendors

/// Compares what is declared with what was created, at one instant. A function of values: no network, no clock, no file.
package struct Planner: Sendable {
    private let state: StateContents
    private let instant: Instant
    private let guardrails: Guardrails
    private let platforms: [String: Platform]
    /// Addresses of records and intents by what a vendor would show them as.
    private let takenNames: [NameKey: [Address]]

    private struct NameKey: Hashable {
        let platform: String
        let kind: Kind
        let name: String
    }

    private init(_ state: StateContents, _ instant: Instant, _ guardrails: Guardrails, _ platforms: [String: Platform])
    {
        self.state = state
        self.instant = instant
        self.guardrails = guardrails
        self.platforms = platforms
        var taken: [NameKey: [Address]] = [:]
        for record in state.records.values where record.kind == .cakewalkAccessReview || record.due > instant {
            taken[Planner.key(record.platform, record.kind, record.name), default: []].append(record.address)
        }
        for intent in state.intents.values {
            taken[Planner.key(intent.platform, intent.kind, intent.name), default: []].append(intent.address)
        }
        takenNames = taken
    }

    /// The plan.
    ///
    /// - Parameter allowedCreates: what an operator allows instead of the project's `maxCreates`.
    package static func plan(
        _ resources: [Resource], state: StateContents, at instant: Instant, guardrails: Guardrails,
        platforms: [String: Platform],
        allowedCreates: Int? = nil
    ) -> Plan {
        let planner = Planner(state, instant, guardrails, platforms)
        var entries = resources.map(planner.entry)
        planner.holdNamesakes(&entries)
        let declared = Set(resources.map(\.address))
        var tidiedAway = 0
        for record in state.records.values
        where !declared.contains(record.address) && state.intents[record.address] == nil {
            if record.due <= instant { tidiedAway += 1 } else { entries.append(planner.undeclared(record)) }
        }
        for intent in state.intents.values where !declared.contains(intent.address) {
            entries.append(planner.resume(intent, nil))
        }
        entries.sort { $0.address < $1.address }
        let creates = entries.count { $0.action == .create }
        let limit = allowedCreates ?? guardrails.maxCreates
        return Plan(
            instant: instant, entries: entries, tidiedAway: tidiedAway, diagnostics: planner.diagnostics(entries),
            refusal: creates > limit ? GuardrailRefusal(creates: creates, limit: limit) : nil)
    }

    private func entry(_ resource: Resource) -> PlanEntry {
        if let intent = state.intents[resource.address] { return resume(intent, resource) }
        if let record = state.records[resource.address] { return compare(resource, record) }
        if resource.due <= instant {
            return new(.missed, resource, reasons: ["it was due \(resource.due.rfc3339) and was never created"])
        }
        if let opens = resource.opens, opens > instant { return new(.upcoming, resource) }
        let reasons = reasonsToHold(resource)
        return new(reasons.isEmpty ? .create : .held, resource, reasons: reasons)
    }

    private func new(_ action: PlanEntry.Action, _ resource: Resource, reasons: [String] = []) -> PlanEntry {
        let willCreate = action == .create || action == .held
        return PlanEntry(
            action, resource.address, platform: resource.platform, kind: resource.kind, name: resource.name,
            due: resource.due,
            resource: resource, reasons: reasons,
            consequences: willCreate
                ? resource.kind.vendorKind.consequences(of: resource.fields) + hostNotes(resource) : [],
            lateness: lateness(resource))
    }

    /// Where it goes, where that is not the vendor's own host.
    private func hostNotes(_ resource: Resource) -> [String] {
        guard state.world == .real, let platform = platforms[resource.platform] else { return [] }
        let own = platform.vendor.defaultBaseURL.map(PlatformHost.host(of:))
        guard let declared = platform.baseURL.map(PlatformHost.host(of:)) else {
            return own == nil ? ["The host of `\(platform.name)` is known at apply"] : []
        }
        let isVendors = own == declared || platform.vendor == .conductorone && PlatformHost.isConductorOnes(declared)
        return isVendors ? [] : ["It goes to `\(declared)`, which is not \(platform.vendor.title)'s own host"]
    }

    private func lateness(_ resource: Resource) -> Lateness? {
        guard let opens = resource.opens, opens <= instant, resource.due > instant else { return nil }
        let late = instant.wholeSeconds(since: opens) / 86_400
        return late > 0 ? Lateness(daysLate: late, daysLeft: daysLeft(resource)) : nil
    }

    private func daysLeft(_ resource: Resource) -> Int { resource.due.wholeSeconds(since: instant) / 86_400 }

    /// What stands against creating a resource that is wanted now.
    private func reasonsToHold(_ resource: Resource) -> [String] {
        var reasons: [String] = []
        if daysLeft(resource) < guardrails.minReviewDays {
            reasons.append(
                "\(count(daysLeft(resource), "day")) are left until it is due, and `guardrails.minReviewDays` is \(guardrails.minReviewDays)"
            )
        }
        for field in resource.kind.vendorKind.fields {
            guard case .instant(allowsASAP: true) = field.type, let text = resource.fields[field.name]?.stringValue,
                let start = Instant(rfc3339: text), start <= instant
            else { continue }
            reasons.append("`\(field.name)` has passed (\(text)); `asap` starts it 15 minutes after it is set")
        }
        for former in resource.formerly {
            guard let address = Address(former), state.records[address] != nil || state.intents[address] != nil else {
                continue
            }
            reasons.append(
                "state knows it by its former address `\(former)`, and moving is not built yet: use that one for now")
        }
        if let other = namesake(of: resource) {
            reasons.append("`\(other)` has a review of the same name on `\(resource.platform)`: \"\(resource.name)\"")
        }
        return reasons
    }

    private func namesake(of resource: Resource) -> Address? {
        if resource.kind.isRequest { return nil }
        return takenNames[Planner.key(resource.platform, resource.kind, resource.name)]?.filter {
            $0 != resource.address
        }.min()
    }

    /// Of several new reviews that a vendor would show under one name, only the first may be created: they could not be told apart.
    private func holdNamesakes(_ entries: inout [PlanEntry]) {
        var first: [NameKey: Address] = [:]
        for index in entries.indices.sorted(by: { entries[$0].address < entries[$1].address }) {
            let entry = entries[index]
            guard entry.action == .create, !entry.kind.isRequest else { continue }
            let key = Planner.key(entry.platform, entry.kind, entry.name)
            if let other = first[key] {
                entries[index].action = .held
                entries[index].reasons.append(
                    "`\(other)` would have the same name on `\(entry.platform)`: \"\(entry.name)\"")
            } else {
                first[key] = entry.address
            }
        }
    }

    private func compare(_ resource: Resource, _ record: Record) -> PlanEntry {
        var entry = PlanEntry(
            .unchanged, resource.address, platform: resource.platform, kind: resource.kind, name: resource.name,
            due: resource.due,
            resource: resource, record: record)
        if record.due <= instant, resource.due > record.due, resource.due > instant {
            entry.action = .held
            entry.reasons = [
                "the review of this address was due \(record.due.rfc3339) and is over: a new review needs its own `campaign`"
            ]
            return entry
        }
        entry.differences = differences(resource, record)
        if !entry.differences.isEmpty { entry.action = .changed }
        return entry
    }

    private func differences(_ resource: Resource, _ record: Record) -> [FieldDifference] {
        if resource.platform != record.platform || resource.kind != record.kind {
            return [
                FieldDifference(
                    path: "platform", declared: .string(resource.platform), recorded: .string(record.platform)),
                FieldDifference(
                    path: "kind", declared: .string(resource.kind.rawValue), recorded: .string(record.kind.rawValue)),
            ].filter { $0.declared != $0.recorded }
        }
        let vendorKind = resource.kind.vendorKind
        let sameDates = resource.localDates.filter { record.localDates[$0.key] == $0.value }
        return Vendors.differences(
            declared: resource.fields, recorded: vendorKind.fields(of: record.calls), kind: vendorKind,
            unchangedDates: Set(sameDates.keys))
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
        if let resource, resource.calls != intent.calls || resource.platform != intent.platform {
            reasons.append("it is declared differently from how it was begun")
        }
        return PlanEntry(
            .resume, intent.address, platform: intent.platform, kind: intent.kind, name: intent.name, due: intent.due,
            resource: resource, intent: intent, reasons: reasons)
    }

    private func undeclared(_ record: Record) -> PlanEntry {
        PlanEntry(
            .undeclared, record.address, platform: record.platform, kind: record.kind, name: record.name,
            due: record.due, record: record)
    }

    private func diagnostics(_ entries: [PlanEntry]) -> [Diagnostic] {
        var diagnostics = entries.compactMap { entry -> Diagnostic? in
            guard let resource = entry.resource else { return nil }
            switch entry.action {
            case .missed:
                return Diagnostic(
                    .missedReview, "`\(entry.address)` was due \(entry.due.rfc3339) and was never created",
                    at: dueLocation(resource), severity: .warning)
            case .held:
                return Diagnostic(
                    .heldBack, "`\(entry.address)` is held back: \(entry.reasons.joined(separator: "; "))",
                    at: resource.location)
            default: return nil
            }
        }
        for platform in platforms.values.sorted(by: { $0.name < $1.name }) {
            guard let known = state.platforms[platform.name], state.world == .real,
                let declared = platform.baseURL.map(PlatformHost.host(of:)),
                declared != known.host
            else { continue }
            diagnostics.append(
                Diagnostic(
                    .otherHost, "`\(platform.name)` is at `\(declared)`, but state knows it at `\(known.host)`",
                    at: platform.location,
                    fix: "reviews of one account are not those of another: give the new one a name of its own"))
        }
        return diagnostics
    }

    private func dueLocation(_ resource: Resource) -> SourceLocation {
        resource.kind.vendorKind.dueField.flatMap { resource.origins[$0]?.location } ?? resource.location
    }

    private static func key(_ platform: String, _ kind: Kind, _ name: String) -> NameKey {
        NameKey(platform: platform, kind: kind, name: VendorName.comparable(name))
    }

    private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}
