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
        /// Whether the run waits until a lost call has had its effect if it ever has.
        package var waitsToSettle: Bool
        /// What a person allowed one more creating call for, however many came to nothing.
        package var retries: Set<Address>

        package init(
            parallel: Int = 8, patience: ResourceMachine.Patience = .init(), drain: Double = 5,
            waitsToSettle: Bool = true, retries: Set<Address> = []
        ) {
            self.parallel = parallel
            self.patience = patience
            self.drain = drain
            self.waitsToSettle = waitsToSettle
            self.retries = retries
        }
    }

    private let sessions: [String: VendorSession]
    private let platforms: [String: Platform]
    private let state: any StateSession
    private let lineage: String
    private let clock: any WallClock
    private let provenance: Provenance
    private let options: Options
    private let interruption: Interruption
    private let report: @Sendable (ApplyEvent) -> Void

    /// - Parameters:
    ///   - sessions: one for each platform that has something to do.
    ///   - lineage: what markers name.
    ///   - provenance: the commit and actor of this run; each resource adds its manifest.
    ///   - report: told of everything as it happens, from any task.
    package init(
        sessions: [String: VendorSession], platforms: [String: Platform], state: any StateSession, lineage: String,
        clock: any WallClock, provenance: Provenance, options: Options, interruption: Interruption,
        report: @escaping @Sendable (ApplyEvent) -> Void
    ) {
        self.sessions = sessions
        self.platforms = platforms
        self.state = state
        self.lineage = lineage
        self.clock = clock
        self.provenance = provenance
        self.options = options
        self.interruption = interruption
        self.report = report
    }

    /// Works on the entries that are to be moved, created or resumed, and says how each ended. A platform's are begun in their order.
    package func apply(_ entries: [PlanEntry]) async -> ApplyResult {
        let work = Dictionary(
            grouping: entries.lazy.filter { $0.action == .create || $0.action == .resume }, by: \.platform)
        let halt = Halt()
        let run = PlatformWork.RunContext(
            state: state, lineage: lineage, clock: clock, provenance: provenance, options: options,
            interruption: interruption, halt: halt, report: report)
        let moved = await move(entries.filter { $0.action == .move }, halt)
        let outcomes = await withTaskGroup(of: [Address: Outcome]?.self) { group in
            for (platform, entries) in work {
                group.addTask { await apply(entries, on: platform, run) }
            }
            group.addTask {
                await interruption.wait()
                if interruption.isRequested { try? await clock.sleep(seconds: options.drain) }
                return nil
            }
            var outcomes: [Address: Outcome] = [:]
            var left = work.count
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
        if entries.isEmpty { return [:] }
        let events = entries.compactMap { entry -> JournalEvent? in
            guard let from = entry.movedFrom, let record = entry.record else { return nil }
            return .moved(from: from, record: record)
        }
        let outcome: Outcome
        if interruption.isRequested {
            outcome = Outcome(.interrupted, message: "interrupted before it was moved")
        } else {
            do {
                try await state.record(events)
                outcome = Outcome(.moved)
            } catch {
                halt.request("state can't be written")
                outcome = Outcome(.failed, message: "not moved: state can't be written", code: .stateUnwritable)
            }
        }
        for entry in entries { report(.ended(entry.address, outcome)) }
        return Dictionary(entries.map { ($0.address, outcome) }, uniquingKeysWith: { first, _ in first })
    }

    private func apply(_ entries: [PlanEntry], on platform: String, _ run: PlatformWork.RunContext) async
        -> [Address: Outcome]
    {
        guard let session = sessions[platform] else {
            let reason = "`\(platform)` is no platform of `muster.yaml` any more"
            return Dictionary(
                uniqueKeysWithValues: entries.map { entry in
                    let result: Outcome.Result = entry.intent == nil ? .failed : .unknown
                    let outcome = Outcome(result, message: reason, code: .unknownPlatform)
                    report(.ended(entry.address, outcome))
                    return (entry.address, outcome)
                })
        }
        return await PlatformWork(platform, platforms[platform], session, run).apply(entries)
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
