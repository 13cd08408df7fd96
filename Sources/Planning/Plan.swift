package import Calendars
package import Campaigns
package import Diagnostics
import State
import Vendors

/// What there is to do at one instant: desired resources against state.
package struct Plan: Sendable {
    package var instant: Instant
    /// By address. Records that are over and no longer declared, or of a period before the last one, are only counted.
    package var entries: [PlanEntry]
    /// How many those are.
    package var tidiedAway: Int
    /// How many more are unchanged, which manifests declare that were not read again.
    package var settled: Int
    /// How many entries an operator's `--only` left out.
    package var leftOut: Int
    /// Where each platform's credentials go; empty in the sandbox, where none is read.
    package var destinations: [String: Destination]
    package var createLimit: CreateLimit

    package init(
        instant: Instant, entries: [PlanEntry], tidiedAway: Int = 0, settled: Int = 0, leftOut: Int = 0,
        destinations: [String: Destination] = [:],
        createLimit: CreateLimit
    ) {
        self.instant = instant
        self.entries = entries
        self.tidiedAway = tidiedAway
        self.settled = settled
        self.leftOut = leftOut
        self.destinations = destinations
        self.createLimit = createLimit
    }

    /// Looks at the actions alone: to copy an entry costs far more.
    package func count(of action: PlanEntry.Action) -> Int {
        entries.indices.count { entries[$0].action == action } + (action == .unchanged ? settled : 0)
    }

    package func addresses(of action: PlanEntry.Action) -> [Address] {
        entries.indices.filter { entries[$0].action == action }.map { entries[$0].address }
    }

    /// What `apply` would send or record.
    package var work: [PlanEntry] { entries.indices.filter { entries[$0].action.isWork }.map { entries[$0] } }

    /// By platform, the names of what is declared or begun and has no record: what a vendor has of exactly such a name may be that.
    package var declaredNames: [String: Set<String>] {
        entries.indices.reduce(into: [:]) { names, index in
            if entries[index].record == nil { names[entries[index].platform, default: []].insert(entries[index].name) }
        }
    }

    /// Takes what `apply` does out of the plan, without what is only said about it.
    package mutating func takeWork() -> [PlanEntry] {
        var taken = entries
        entries = []
        // From the end, so that no more than one is there twice; and not in place, which would keep the room of all.
        var work: [PlanEntry] = []
        work.reserveCapacity(taken.indices.count { taken[$0].action.isWork })
        while var entry = taken.popLast() {
            if entry.action.isWork {
                entry.consequences = []
                work.append(entry)
            } else {
                entries.append(entry)
            }
        }
        entries.reverse()
        work.reverse()
        return work
    }

    /// What stands against sending anything to a platform, by their names: that stops the platform alone.
    package var faults: [Diagnostic] { destinations.sorted { $0.key < $1.key }.compactMap(\.value.fault) }

    /// Whether state knows a platform at another host.
    package var hasOtherHost: Bool { destinations.values.contains { $0.unaccepted.knownHost != nil } }

    /// Holds back what would be sent to a platform of which a person has to accept something first. A plan only says it.
    package mutating func holdUnaccepted() {
        for index in entries.indices where [.create, .resume].contains(entries[index].action) {
            let platform = entries[index].platform
            guard destinations[platform]?.unaccepted.isEmpty == false else { continue }
            destinations[platform]?.isHolding = true
            entries[index].action = .held
        }
    }

    /// That it creates more than is allowed, in all or on a platform; empty where it doesn't.
    package var refusals: [Diagnostic] { createLimit.refusals(of: self) }

    /// Everything that is said about the plan beside its entries. What several reviews of a campaign have in common is said once.
    package var diagnostics: [Diagnostic] {
        var said: Set<Diagnostic> = []
        return (faults + entries.indices.flatMap { entries[$0].faults }).filter { said.insert($0).inserted }
    }
}

/// The most resources that a plan may create.
package struct CreateLimit: Sendable, Hashable {
    package var maxCreates: Int
    /// Where the project says so; nothing where it is the default or an operator's word.
    package var location: SourceLocation?
    /// The most on each platform that has a limit of its own.
    package var maxPerPlatform: [String: PlatformLimit]

    /// - Parameter allowed: what an operator allows instead of all of the project's own limits.
    package init(_ guardrails: Guardrails, allowed: Int? = nil) {
        maxCreates = allowed ?? guardrails.maxCreates
        location = allowed == nil ? guardrails.maxCreatesLocation : nil
        maxPerPlatform = allowed == nil ? guardrails.maxPerPlatform : [:]
    }

    fileprivate func refusals(of plan: Plan) -> [Diagnostic] {
        let creates = plan.count(of: .create)
        let fix = "if all are meant, `--allow-creates \(creates)` allows it this once"
        var refusals: [Diagnostic] = []
        if creates > maxCreates {
            refusals.append(
                Diagnostic(
                    .tooManyCreates, "the plan is refused: \(creates) to create, and \(maxCreates) are allowed",
                    at: location, fix: fix))
        }
        if maxPerPlatform.isEmpty { return refusals }
        let counts = plan.entries.indices.reduce(into: [String: Int]()) { counts, index in
            if plan.entries[index].action == .create { counts[plan.entries[index].platform, default: 0] += 1 }
        }
        for (platform, limit) in maxPerPlatform.sorted(by: { $0.key < $1.key }) {
            guard let count = counts[platform], count > limit.maxCreates else { continue }
            refusals.append(
                Diagnostic(
                    .tooManyOnPlatform,
                    "the plan is refused: \(count) to create on `\(platform)`, and \(limit.maxCreates) are allowed there",
                    at: limit.location, fix: fix))
        }
        return refusals
    }
}
