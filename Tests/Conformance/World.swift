import Applying
import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Planning
import Sandbox
import State
import Support
import Testing
import Transport

/// A project of one campaign, the stand-ins, and a state in a temporary folder, without a process in between.
struct World {
    let clock: ManualClock
    let vendors: SandboxVendors
    let store: LocalStateStore
    let folder: TemporaryFolder

    static let identity = StateIdentity(world: .sandbox, lineage: nil)
    static let start = Instant(seconds: 1_799_000_000)

    init(faults: SandboxFaults = SandboxFaults(), files: any FileSystem = LocalFileSystem()) async throws {
        clock = ManualClock(Self.start, advancesItself: true)
        vendors = try SandboxVendors(clock: clock, faults: faults)
        folder = try TemporaryFolder()
        store = LocalStateStore(path: folder.path + "/state.json", files: files, clock: clock)
        try await store.create(StateContents(world: .sandbox, lineage: nil))
    }

    func load(_ campaign: String, project: String = KindSample.project) async throws -> [Resource] {
        let loaded = await loadProject(
            ["muster.yaml": project, "campaign.yaml": campaign], at: clock.now())
        #expect(loaded.diagnostics.map { "\($0.code.rawValue) \($0.message)" } == [])
        return loaded.resources
    }

    func plan(_ campaign: String, project: String = KindSample.project) async throws -> Plan {
        Planner.plan(
            try await load(campaign, project: project), state: try await store.read(expecting: Self.identity),
            at: clock.now(),
            guardrails: Guardrails(),
            platforms: [:])
    }

    /// Plans and applies, as the command does; `distorted` says what is left of an answer, by its number from 0.
    func apply(
        _ campaign: String, project: String = KindSample.project,
        distorted: @escaping @Sendable (Int, Answer) -> Answer = { _, answer in answer }
    ) async throws -> ApplyResult {
        try await apply(campaign, project: project, through: DistortingClient(SandboxHTTPClient(vendors), distorted))
    }

    /// The same, with the calls on their way through `client`.
    ///
    /// - Parameters:
    ///   - user: whose credentials they are.
    ///   - own: the machine's clock, where it shows another time of day than the vendors'.
    ///   - waits: whether the run waits for a lost call to settle, and for a vendor that doesn't answer.
    func apply(
        _ campaign: String, project: String = KindSample.project, through client: any HTTPClient,
        user: String = "token", waits: Bool = true, maxWait: Double? = nil, clock own: (any WallClock)? = nil,
        report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) async throws -> ApplyResult {
        let plan = try await plan(campaign, project: project)
        let session = try await store.open(expecting: Self.identity, holder: "a test", lockTimeout: 0)
        let clock = own ?? clock
        let sessions = try Self.sessions(client, clock, user: user)
        let applier = Applier(
            sessions: sessions, platforms: [:], state: session, lineage: Lineage.sandbox,
            declaredNames: plan.declaredNames, clock: clock,
            provenance: Provenance(),
            options: .init(
                patience: .init(maxWait: maxWait ?? (waits ? 600 : 0), jitter: { 0.5 }), waitsToSettle: waits),
            interruption: Interruption(), report: report)
        let result = await applier.apply(WorkList(plan.work))
        try await session.close()
        return result
    }

    /// A session with each vendor's stand-in.
    static func sessions(_ client: any HTTPClient, _ clock: any WallClock, user: String = "token") throws
        -> [String: VendorSession]
    {
        var sessions: [String: VendorSession] = [:]
        for vendor in Vendor.allCases {
            let url = "https://sandbox/\(vendor.rawValue)" + (vendor == .opal ? "/v1" : "")
            let credential: PlatformCredential =
                switch vendor {
                case .cakewalk: .cakewalk(key: Secret("key"), secret: Secret("secret"))
                case .conductorone: .conductorOneClient(id: "\(user)@sandbox/pcc", secret: Secret("plain-secret"))
                case .opal: .opal(token: Secret(user))
                }
            sessions[vendor.rawValue] = try VendorSession(
                credential: credential, declared: try BaseURL(url), client: client, clock: clock,
                limiter: RateLimiter(limit: nil, clock: clock), version: "test")
        }
        return sessions
    }

    /// How many reviews or requests the stand-ins hold.
    var made: Int {
        get async {
            let contents = await vendors.contents
            return [("cakewalk", "reviews"), ("conductorone", "reviews"), ("opal", "uars"), ("opal", "requests")]
                .reduce(0) {
                    $0 + contents.list($1.0, $1.1).count
                }
        }
    }
}
