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
            var program = try await Program(seed: UInt64(seed))
            try await program.run()
            let faults = program.faults
            if !faults.isEmpty {
                Issue.record("seed \(seed): \(faults.joined(separator: "\n"))\n\(program.log.joined(separator: "\n"))")
                return
            }
        }
    }
}

/// One random program.
private struct Program {
    private var chance: SeededGenerator
    private let clock = ManualClock(World.start, advancesItself: true)
    private let store = MemorySandboxStore()
    private var contents = SandboxContents()
    private var disk: MemoryFileSystem.Disk
    private let resources: [Resource]
    private(set) var log: [String] = []
    private(set) var faults: [String] = []

    init(seed: UInt64) async throws {
        chance = SeededGenerator(seed: seed)
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
        let files = MemoryFileSystem()
        try await LocalStateStore(path: "state.json", files: files, clock: clock).create(
            StateContents(world: .sandbox, lineage: nil))
        disk = try #require(files.stages.last).after(.unsynced)
    }

    mutating func run() async throws {
        for _ in 0..<Int.random(in: 1...6, using: &chance) {
            try await apply(dies: true)
            try await check(isEnd: false)
        }
        for _ in 0..<4 { try await apply(dies: false) }
        try await check(isEnd: true)
    }

    /// One process, from its start to its end or death.
    private mutating func apply(dies: Bool) async throws {
        let mortality = Mortality(effects: dies ? Int.random(in: 0...60, using: &chance) : nil)
        var probabilities: [SandboxFault: Double] = [:]
        if dies {
            for fault in SandboxFault.allCases where Bool.random(using: &chance) {
                probabilities[fault] = Double.random(in: 0...0.15, using: &chance)
            }
        }
        let vendors = try SandboxVendors(
            store: store, clock: clock, faults: SandboxFaults(probabilities: probabilities, seed: chance.next()))
        let files = MemoryFileSystem(disk, of: mortality)
        var said = "no plan"
        do {
            let state = LocalStateStore(path: "state.json", files: files, clock: clock)
            let session = try await state.open(expecting: World.identity, holder: "a test", lockTimeout: 0)
            let plan = Planner.plan(
                resources, state: await session.contents, at: clock.now(), guardrails: Guardrails(), platforms: [:])
            let client = MortalClient(client: SandboxHTTPClient(vendors), mortality: mortality)
            let applier = Applier(
                sessions: try World.sessions(client, clock), platforms: [:], state: session,
                lineage: Lineage.sandbox, clock: clock, provenance: Provenance(),
                options: .init(
                    parallel: Int.random(in: 1...4, using: &chance), patience: .init(maxWait: 60, jitter: { 0.5 }),
                    waitsToSettle: !dies || Bool.random(using: &chance), retries: Set(resources.map(\.address))),
                interruption: Interruption(), report: { _ in })
            let result = await applier.apply(WorkList(plan.work))
            said = result.outcomes.map { "\($0.key) \($0.value.result) \($0.value.message ?? "")" }.sorted().joined(
                separator: ", ")
            try await session.close()
        } catch {
            said += ", \(error)"
        }
        contents = await vendors.contents
        // The power may go with the process; what was not synced may be there or not.
        let loss: MemoryFileSystem.Loss =
            mortality.isDead ? MemoryFileSystem.Loss.allCases.randomElement(using: &chance) ?? .nothing : .nothing
        if let last = files.stages.last { disk = last.after(loss) }
        log.append("\(mortality.isDead ? "died" : "ended") (\(loss)): \(said)")
    }

    private mutating func check(isEnd: Bool) async throws {
        var made: [String: Int] = [:]
        for account in contents.accounts {
            for collection in ["reviews", "uars", "requests"] {
                for item in contents.list(account, collection) {
                    let name =
                        ["name", "displayName", "reason"].compactMap { item.object[$0]?.stringValue }.first ?? "?"
                    made["\(account) \(Marker.removed(from: name))", default: 0] += 1
                }
            }
        }
        let state = try await LocalStateStore(path: "state.json", files: MemoryFileSystem(disk), clock: clock).read(
            expecting: World.identity)
        for resource in resources {
            let count = made["\(resource.platform) \(resource.name)"] ?? 0
            if count > 1 { faults.append("\(resource.address) was made \(count) times") }
            guard isEnd else { continue }
            if count != 1 { faults.append("\(resource.address) was made \(count) times at the end") }
            if state.records[resource.address] == nil { faults.append("state does not have \(resource.address)") }
        }
        if isEnd, !state.intents.isEmpty { faults.append("intents are left: \(state.intents.keys.sorted())") }
    }
}
