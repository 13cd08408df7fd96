package import Diagnostics
package import Calendars
package import Campaigns
import JSON
import Planning
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
    private let declaredNames: [String: Set<String>]
    private let clock: any WallClock
    private let provenance: Provenance
    private let options: Options
    private let interruption: Interruption
    private let report: @Sendable (ApplyEvent) -> Void

    /// - Parameters:
    ///   - sessions: one for each platform that has something to do.
    ///   - lineage: what markers name.
    ///   - declaredNames: by platform, the names of what is declared and may not be in state.
    ///   - provenance: the commit and actor of this run; each resource adds its manifest.
    ///   - report: told of everything as it happens, from any task.
    package init(
        sessions: [String: VendorSession], platforms: [String: Platform], state: any StateSession, lineage: String,
        declaredNames: [String: Set<String>] = [:], clock: any WallClock, provenance: Provenance, options: Options,
        interruption: Interruption,
        report: @escaping @Sendable (ApplyEvent) -> Void
    ) {
        self.sessions = sessions
        self.platforms = platforms
        self.state = state
        self.lineage = lineage
        self.declaredNames = declaredNames
        self.clock = clock
        self.provenance = provenance
        self.options = options
        self.interruption = interruption
        self.report = report
    }

    /// Works on the entries, and says how each ended. A platform's are begun in their order.
    package func apply(_ work: WorkList) async -> ApplyResult {
        let run = RunContext(
            state: state, lineage: lineage, declaredNames: declaredNames, clock: clock, provenance: provenance,
            options: options,
            interruption: interruption, ends: Ends(count: work.count), report: report)
        await move(work.moving.map(work.take), run)
        let calling = work.calling
        await withTaskGroup(of: Bool.self) { group in
            for (platform, places) in calling.sorted(by: { $0.key < $1.key }) {
                group.addTask {
                    await apply(work, at: places, on: platform, run)
                    return true
                }
            }
            group.addTask {
                await interruption.wait()
                if interruption.isRequested { try? await clock.sleep(seconds: options.drain) }
                return false
            }
            var left = calling.count
            while left > 0, let isPlatform = await group.next() {
                if isPlatform {
                    left -= 1
                } else {
                    // The time to drain is over: calls under way are given up, and stay as intents.
                    group.cancelAll()
                }
            }
            group.cancelAll()
        }
        return run.ends.result(stateFailure: run.halt.reason, isInterrupted: interruption.isRequested)
    }

    /// Gives records their new addresses, all or none of them.
    private func move(_ entries: [PlanEntry], _ run: RunContext) async {
        if entries.isEmpty { return }
        let events = entries.compactMap { entry -> JournalEvent? in
            guard let from = entry.movedFrom, let record = entry.record else { return nil }
            return .moved(from: from, record: record)
        }
        let outcome: Outcome
        if interruption.isRequested {
            outcome = Outcome(.interrupted, message: "interrupted before it was moved")
        } else if await run.record(events) {
            outcome = Outcome(.moved)
        } else {
            outcome = Outcome(.failed, message: "not moved: state can't be written", code: .stateUnwritable)
        }
        for entry in entries { run.end(entry, outcome) }
    }

    private func apply(_ work: WorkList, at places: [Int], on platform: String, _ run: RunContext) async {
        guard let session = sessions[platform] else {
            let reason = "`\(platform)` is no platform of `muster.yaml` any more"
            for entry in places.lazy.map(work.take) {
                let result: Outcome.Result = entry.intent == nil ? .failed : .unknown
                run.end(entry, Outcome(result, message: reason, code: .unknownPlatform))
            }
            return
        }
        await PlatformWork(platform, platforms[platform], session, run).apply(work, at: places)
    }
}

/// How everything that was worked on ended.
package struct ApplyResult: Sendable {
    package struct End: Sendable {
        package var address: Address
        package var outcome: Outcome

        package init(address: Address, outcome: Outcome) {
            self.address = address
            self.outcome = outcome
        }
    }

    /// In the order in which they ended.
    package var ends: [End]
    /// What went wrong, in source order.
    package var faults: [Diagnostic]
    /// Why state could no longer be written; nothing where it could.
    package var stateFailure: String?
    package var isInterrupted: Bool

    package init(
        ends: [End], faults: [Diagnostic] = [], stateFailure: String? = nil,
        isInterrupted: Bool = false
    ) {
        self.faults = faults
        self.ends = ends
        self.stateFailure = stateFailure
        self.isInterrupted = isInterrupted
    }

    package func count(of result: Outcome.Result) -> Int { ends.count { $0.outcome.result == result } }
}
