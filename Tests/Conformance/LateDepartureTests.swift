import Applying
import Calendars
import Campaigns
import Sandbox
import State
import Support
import Synchronization
import Testing
import Transport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A machine that stands still between the decision to send a creating call and its sending, and a clock that someone sets while it is
/// under way. The vendor has its effect 30 seconds after the call came, and loses the connection: well within the 120 seconds of `settle`.
@Suite("A call that leaves late")
struct LateDepartureTests {
    static let listable = KindSample.all.filter { $0.kind != .cakewalkAccessReview }

    private static func world(_ sample: KindSample, files: any FileSystem = LocalFileSystem()) async throws -> World {
        let path = try #require(try await World().load(sample.campaign).first?.calls.first?.path)
        return try await World(
            faults: SandboxFaults(script: [.init("POST", path, .dropLate)], lateSeconds: 30), files: files)
    }

    /// How many there are once everything that is to have its effect late has had it.
    private static func made(_ world: World) async -> Int {
        world.clock.advance(seconds: 600)
        _ = await world.vendors.answer(.init(method: "GET", target: "/opal/v1/uars", headers: [], body: []))
        return await world.made
    }

    /// A client that does something before the first creating call reaches the vendor, and something after it.
    private static func client(
        _ world: World, before: @escaping @Sendable () -> Void = {}, after: @escaping @Sendable () -> Void = {}
    ) -> any HTTPClient {
        ActingClient(SandboxHTTPClient(world.vendors), before: before, after: after)
    }

    @Test(
        "a machine that sleeps for minutes before a call leaves makes nothing twice", arguments: listable,
        [20.0, 90.0, 120.0, 600.0])
    func suspended(_ sample: KindSample, _ seconds: Double) async throws {
        let world = try await Self.world(sample)
        let clock = world.clock
        let client = Self.client(world, before: { clock.advance(seconds: seconds) })
        let result = try await world.apply(sample.campaign, through: client)
        // A token of ConductorOne's does not live for ten minutes, so that what leaves then is refused.
        let isRefused = sample.kind == .conductorOneAccessReview && seconds > 300
        #expect(result.outcomes.values.map(\.result) == [isRefused ? .created : .recovered], "\(result.outcomes)")
        #expect(await Self.made(world) == 1)
    }

    @Test(
        "a machine that sleeps so and is killed once the call has left: the next runs make nothing twice",
        arguments: listable, [true, false])
    func suspendedAndKilled(_ sample: KindSample, waits: Bool) async throws {
        let disk = FailingDisk()
        let world = try await Self.world(sample, files: disk)
        let clock = world.clock
        let client = Self.client(
            world,
            before: {
                clock.advance(seconds: 120)
                disk.fail(after: 0, code: EIO)
            })
        _ = try? await world.apply(sample.campaign, through: client)
        disk.fail(after: .max, code: 0)
        var results: [Outcome.Result] = []
        for _ in 0..<4 {
            let result = try await world.apply(
                sample.campaign, through: SandboxHTTPClient(world.vendors), waits: waits)
            results += result.outcomes.values.map(\.result)
            clock.advance(seconds: 50)
        }
        #expect(results.last == .recovered && !results.contains(.created), "\(results)")
        #expect(await Self.made(world) == 1)
    }

    @Test(
        "a clock that is set while a call is under way ends no time to settle", arguments: listable,
        [3600.0, -3600.0, 34_560_000.0])
    func set(_ sample: KindSample, by seconds: Double) async throws {
        let world = try await Self.world(sample)
        let ours = OwnClock(world.clock)
        let client = Self.client(world, after: { ours.set(by: seconds) })
        let result = try await world.apply(sample.campaign, through: client, clock: ours)
        #expect(result.outcomes.values.map(\.result) == [.recovered], "\(result.outcomes)")
        #expect(await Self.made(world) == 1)
    }

    @Test(
        "a clock that is set between two runs ends no time to settle either", arguments: listable,
        [3600.0, 34_560_000.0])
    func setBetween(_ sample: KindSample, by seconds: Double) async throws {
        let world = try await Self.world(sample)
        let ours = OwnClock(world.clock)
        let first = try await world.apply(sample.campaign, through: Self.client(world), waits: false, clock: ours)
        #expect(first.outcomes.values.map(\.result) == [.waiting], "\(first.outcomes)")
        ours.set(by: seconds)
        let second = try await world.apply(
            sample.campaign, through: SandboxHTTPClient(world.vendors), waits: false, clock: ours)
        #expect(second.outcomes.values.map(\.result) == [.waiting], "\(second.outcomes)")
        world.clock.advance(seconds: 121)
        let third = try await world.apply(
            sample.campaign, through: SandboxHTTPClient(world.vendors), waits: false, clock: ours)
        #expect(third.outcomes.values.map(\.result) == [.recovered], "\(third.outcomes)")
        #expect(await Self.made(world) == 1)
    }

    @Test("runs that never wait come to an end after a clock that was ahead", arguments: KindSample.all)
    func ahead(_ sample: KindSample) async throws {
        let path = try #require(try await World().load(sample.campaign).first?.calls.first?.path)
        let world = try await World(faults: SandboxFaults(script: [.init("POST", path, .dropBefore)]))
        let ours = OwnClock(world.clock)
        ours.set(by: 86_400 * 7)
        let client = SandboxHTTPClient(world.vendors)
        _ = try await world.apply(sample.campaign, through: client, waits: false, clock: ours)
        ours.set(by: -86_400 * 7)
        var results: [Outcome.Result] = []
        for _ in 0..<4 {
            world.clock.advance(seconds: 130)
            let result = try await world.apply(sample.campaign, through: client, waits: false, clock: ours)
            results += result.outcomes.values.map(\.result)
        }
        #expect(results.contains(.resumed), "\(results)")
        #expect(await world.made == 1)
    }

    @Test("where the vendor never says its time, what another run waited does not count, and that is said")
    func undated() async throws {
        let sample = try #require(KindSample.all.first { $0.kind == .opalUAR })
        let world = try await World(faults: SandboxFaults(script: [.init("POST", "/uar", .dropBefore)]))
        let undated: @Sendable (Int, Answer) -> Answer = { _, answer in
            var answer = answer
            answer.headers.removeAll { $0.name == "Date" }
            return answer
        }
        let client = DistortingClient(SandboxHTTPClient(world.vendors), undated)
        _ = try await world.apply(sample.campaign, through: client, waits: false)
        world.clock.advance(seconds: 86_400)
        let notes = Mutex<[String]>([])
        let second = try await world.apply(
            sample.campaign, through: client, waits: false,
            report: { event in if case .noted(_, let text) = event { notes.withLock { $0.append(text) } } })
        #expect(second.outcomes.values.map(\.result) == [.waiting])
        #expect(notes.withLock { $0 }.contains { $0.contains("no answer of the vendor says its time") })
        let before = world.clock.uptime()
        let third = try await world.apply(sample.campaign, through: client)
        #expect(third.outcomes.values.map(\.result) == [.resumed])
        #expect(world.clock.uptime() - before >= 120)
    }
}

/// Does something right before, and right after, the first POST that makes something reaches the vendor.
private final class ActingClient: HTTPClient {
    private let client: any HTTPClient
    private let before: @Sendable () -> Void
    private let after: @Sendable () -> Void
    private let isDone = Mutex(false)

    init(_ client: any HTTPClient, before: @escaping @Sendable () -> Void, after: @escaping @Sendable () -> Void) {
        self.client = client
        self.before = before
        self.after = after
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let isFirst =
            request.method == .post && !request.url.contains("/auth/")
            && isDone.withLock { isDone in
                defer { isDone = true }
                return !isDone
            }
        guard isFirst else { return try await client.send(request) }
        before()
        defer { after() }
        return try await client.send(request)
    }
}
