import Manifests
import JSON
import Applying
import Calendars
import Campaigns
import Foundation
import Planning
import Sandbox
import State
import Support
import Synchronization
import Testing
import Transport

/// Random programs of creates, faults, deaths and restarts, against the stand-ins in this process.
@Suite("Whatever dies when")
struct CrashPropertyTests {
    /// `MUSTER_PROPERTY_RUNS` has more of them, `MUSTER_PROPERTY_SEED` begins elsewhere.
    private static let runs = number("MUSTER_PROPERTY_RUNS") ?? 1_500
    private static let seed = number("MUSTER_PROPERTY_SEED") ?? 20_270_104

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }

    @Test("no address ever has two effects, and at the end each has exactly one and state says so")
    func exactlyOnce() async throws {
        for seed in Self.seed..<(Self.seed + Self.runs) {
            let program = try await Program(seed: UInt64(seed))
            try await program.run()
            let faults = program.faults
            if !faults.isEmpty {
                Issue.record(
                    "seed \(seed): \(faults.joined(separator: "\n"))\n\(program.trace.joined(separator: "\n"))")
                return
            }
        }
    }

    @Test("the same seed does the same things at the same times, a hundred times")
    func deterministic() async throws {
        for seed in [20_270_623, 7, 42, 1_001] {
            var first: [String]?
            for _ in 0..<25 {
                let program = try await Program(seed: UInt64(seed))
                try await program.run()
                let trace = program.trace
                #expect(trace.count >= 5)
                if let first { #expect(trace == first, "seed \(seed)") } else { first = trace }
            }
        }
    }
}

/// One random program: several processes, one after the other, on one machine, against vendors that live on.
private final class Program: Sendable {
    private let time = VirtualTime(World.start)
    /// The machine's own clock.
    private let machine: OwnClock
    private let vendors: SandboxVendors
    private let resources: [Resource]
    private let chance: Mutex<SeededGenerator>
    private let disk: Mutex<MemoryFileSystem.Disk>
    private let noted = Mutex((trace: [String](), faults: [String]()))

    var trace: [String] { noted.withLock { $0.trace } }
    var faults: [String] { noted.withLock { $0.faults } }

    init(seed: UInt64) async throws {
        var chance = SeededGenerator(seed: seed)
        var manifest: [String] = []
        for number in 0..<Int.random(in: 1...4, using: &chance) {
            let sample = KindSample.all[Int.random(in: 0..<KindSample.all.count, using: &chance)]
            manifest.append(
                sample.campaign.replacing("campaign: c", with: "campaign: c\(number)")
                    .replacing("Quarterly review", with: "Review \(number)")
                    .replacing("Read access for the auditor", with: "Read access \(number)"))
        }
        let loaded = await loadProject([
            "muster.yaml": KindSample.project, "campaign.yaml": manifest.joined(separator: "\n---\n"),
        ])
        #expect(loaded.diagnostics.isEmpty)
        resources = loaded.resources
        machine = OwnClock(time)
        vendors = try SandboxVendors(clock: time)
        let files = MemoryFileSystem()
        try await LocalStateStore(path: "state.json", files: files, clock: ManualClock(advancesItself: true)).create(
            StateContents(world: .sandbox, lineage: nil))
        disk = Mutex(try #require(files.stages.last).after(.unsynced))
        self.chance = Mutex(chance)
    }

    func run() async throws {
        try await time.run { [self] in
            for _ in 0..<random(1...6) {
                try await apply(dies: true)
                try await check(isEnd: false)
                if isLucky(0.3) { time.advance(seconds: Double(random(0...200))) }
            }
            machine.set(to: 0)
            for _ in 0..<4 { try await apply(dies: false) }
            time.advance(seconds: 600)
            _ = await vendors.answer(.init(method: "GET", target: "/opal/v1/uars", headers: [], body: []))
            try await check(isEnd: true)
        }
    }

    /// One process, from its start to its end or death.
    private func apply(dies: Bool) async throws {
        let mortality = Mortality(effects: dies ? random(0...60) : nil)
        await vendors.order(dies ? faultsToCome() : SandboxFaults())
        let files = MemoryFileSystem(disk.withLock { $0 }, of: mortality)
        let client = MortalClient(
            client: SandboxHTTPClient(vendors), mortality: mortality, clock: time,
            hindrance: { [self] in dies ? hindrance(of: $0) : .init() }, log: { [self] in note($0) })
        let (parallel, waits) = (random(1...4), !dies || isLucky(0.5))
        let said = await mortality.living { [self] in
            do { return try await applied(files, client, parallel: parallel, waits: waits) } catch { return "\(error)" }
        }
        // The power may go with the process; what was not synced may be there or not.
        let loss = mortality.isDead ? MemoryFileSystem.Loss.allCases[random(0...2)] : .nothing
        if let last = files.stages.last { disk.withLock { $0 = last.after(loss) } }
        note("\(mortality.isDead ? "died" : "ended") (\(loss)): \(said ?? "")")
    }

    private func applied(_ files: MemoryFileSystem, _ client: MortalClient, parallel: Int, waits: Bool) async throws
        -> String
    {
        let store = LocalStateStore(path: "state.json", files: files, clock: machine)
        let session = try await store.open(expecting: World.identity, holder: "a test", lockTimeout: 0)
        let plan = Planner.plan(
            resources, state: await session.contents, at: machine.now(), guardrails: Guardrails(), platforms: [:])
        let applier = Applier(
            sessions: try World.sessions(client, machine), platforms: [:], state: session, lineage: Lineage.sandbox,
            declaredNames: plan.declaredNames, clock: machine, provenance: Provenance(),
            options: .init(
                parallel: parallel, patience: .init(maxWait: 60, jitter: { 0.5 }), waitsToSettle: waits,
                retries: Set(resources.map(\.address))),
            interruption: Interruption(), report: { _ in })
        let result = await applier.apply(WorkList(plan.work))
        let said = result.outcomes.map { "\($0.key) \($0.value.result) \($0.value.message ?? "")" }.sorted()
        do { try await session.close() } catch { return said.joined(separator: ", ") + ", \(error)" }
        return said.joined(separator: ", ")
    }

    // MARK: What chance has happen

    private func random(_ range: ClosedRange<Int>) -> Int { chance.withLock { Int.random(in: range, using: &$0) } }

    private func isLucky(_ probability: Double) -> Bool {
        chance.withLock { Double.random(in: 0..<1, using: &$0) < probability }
    }

    private func faultsToCome() -> SandboxFaults {
        var probabilities: [SandboxFault: Double] = [:]
        for fault in SandboxFault.allCases where isLucky(0.5) { probabilities[fault] = Double(random(0...15)) / 100 }
        return SandboxFaults(
            probabilities: probabilities, seed: UInt64(random(0...1_000_000)), lateSeconds: random(0...115))
    }

    /// Now and then a request stands still, the whole machine sleeps, or someone sets its clock.
    private func hindrance(of request: HTTPRequest) -> MortalClient.Hindrance {
        var hindrance = MortalClient.Hindrance()
        if isLucky(0.2) { hindrance.stall = Double(random(0...300)) }
        if isLucky(0.1) {
            let seconds = Double(random(0...300))
            hindrance.before = { [time] in time.advance(seconds: seconds) }
        }
        if isLucky(0.1) {
            let offset = Double(random(-7200...7200))
            hindrance.after = { [machine] in machine.set(to: offset) }
        }
        if isLucky(0.5) { hindrance.patience = Double(random(0...60)) }
        return hindrance
    }

    // MARK: What came of it

    private func note(_ line: String) {
        let seconds = time.now().secondsSince(World.start)
        noted.withLock { $0.trace.append("\(seconds) \(line)") }
    }

    private func fault(_ text: String) { noted.withLock { $0.faults.append(text) } }

    private func check(isEnd: Bool) async throws {
        var made: [String: Int] = [:]
        let contents = await vendors.contents
        for account in contents.accounts {
            for collection in ["reviews", "uars", "requests"] {
                for item in contents.list(account, collection) {
                    let name =
                        ["name", "displayName", "reason"].compactMap { item.object[$0]?.stringValue }.first ?? "?"
                    made["\(account) \(Marker.removed(from: name))", default: 0] += 1
                }
            }
        }
        let files = MemoryFileSystem(disk.withLock { $0 })
        let state = try await LocalStateStore(path: "state.json", files: files, clock: machine).read(
            expecting: World.identity)
        for resource in resources {
            let count = made["\(resource.platform) \(resource.name)"] ?? 0
            if count > 1 { fault("\(resource.address) was made \(count) times") }
            guard isEnd else { continue }
            if count != 1 { fault("\(resource.address) was made \(count) times at the end") }
            if state.records[resource.address] == nil { fault("state does not have \(resource.address)") }
        }
        if isEnd, !state.intents.isEmpty { fault("intents are left: \(state.intents.keys.sorted())") }
    }
}
