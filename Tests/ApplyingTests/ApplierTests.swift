import Applying
import Calendars
import Campaigns
import Diagnostics
import JSON
import Planning
import State
import Support
import Synchronization
import Testing
import Transport
import Vendors

/// Answers by what is asked, and remembers it.
final class ModelClient: HTTPClient {
    private let answers: @Sendable (HTTPRequest) throws(TransportFailure) -> Answer
    private let seen = Mutex<(requests: [HTTPRequest], now: Int, most: Int)>(([], 0, 0))

    init(_ answers: @escaping @Sendable (HTTPRequest) throws(TransportFailure) -> Answer) { self.answers = answers }

    var requests: [HTTPRequest] { seen.withLock { $0.requests } }
    /// Those that make something.
    var calls: [HTTPRequest] { requests.filter { $0.method == .post } }
    /// The most requests that were under way at once.
    var most: Int { seen.withLock { $0.most } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        seen.withLock { seen in
            seen.requests.append(request)
            seen.now += 1
            seen.most = max(seen.most, seen.now)
        }
        defer { seen.withLock { $0.now -= 1 } }
        for _ in 0..<20 { await Task.yield() }
        return try answers(request)
    }
}

/// A session that keeps its events in memory, and can refuse to.
actor MemorySession: StateSession {
    private(set) var contents = StateContents(world: .real, lineage: "l")
    private(set) var events: [JournalEvent] = []
    private let refusesFrom: Int
    /// Whether somebody removed its lock.
    private let isLost: Bool

    init(refusesFrom: Int = .max, isLost: Bool = false) {
        self.refusesFrom = refusesFrom
        self.isLost = isLost
    }

    func record(_ events: [JournalEvent]) async throws {
        if self.events.count >= refusesFrom { throw DiagnosticsError(Diagnostic(.stateUnwritable, "full", at: nil)) }
        self.events += events
        contents = contents.folding(events)
    }

    func confirm() async throws {
        if isLost { throw DiagnosticsError(Diagnostic(.stateUnwritable, "the lock was removed", at: nil)) }
    }

    func settle(_ manifests: SettledManifests?) { contents.settled = manifests }

    func close() async throws {}
}

@Suite("Applying")
struct ApplierTests {
    static let now = Instant(seconds: 1_800_000_000)

    private func entries(_ count: Int) -> [PlanEntry] {
        (0..<count).map { number in
            let address = Address(campaign: "c\(number)", review: "r")
            let resource = Resource(
                address: address, platform: "p", kind: .cakewalkAccessReview, name: "N\(number)",
                due: Self.now.adding(seconds: 900),
                fields: [:],
                calls: [Call(step: .create, path: "/api/v1/AccessReviews", body: ["name": .string("N\(number)")])],
                location: SourceLocation(file: "c.yaml", range: .start))
            return PlanEntry(
                .create, address, platform: "p", kind: .cakewalkAccessReview, name: resource.name, due: resource.due,
                resource: resource)
        }
    }

    private func apply(
        _ count: Int, _ client: ModelClient, _ state: MemorySession = MemorySession(), parallel: Int = 1,
        interruption: Interruption = Interruption(), change: (inout [PlanEntry]) -> Void = { _ in }
    ) async throws -> ApplyResult {
        var entries = entries(count)
        change(&entries)
        let clock = ManualClock(Self.now, advancesItself: true)
        let session = try VendorSession(
            credential: .cakewalk(key: Secret("key-1234"), secret: Secret("secret-1234")),
            declared: try BaseURL("https://x.example"), client: client,
            clock: clock, limiter: RateLimiter(limit: nil, clock: clock), version: "test")
        let applier = Applier(
            sessions: ["p": session], platforms: [:], state: state, lineage: Lineage.sandbox, clock: clock,
            provenance: Provenance(),
            options: .init(parallel: parallel, patience: .init(jitter: { 0.5 })), interruption: interruption,
            report: { _ in })
        return await applier.apply(WorkList(entries))
    }

    @Test("several are under way at once, and never more than asked for", arguments: [1, 4])
    func parallel(limit: Int) async throws {
        let client = ModelClient { _ in Answer(status: 204) }
        let result = try await apply(12, client, parallel: limit)
        #expect(result.count(of: .created) == 12)
        #expect(client.most <= limit)
        if limit > 1 { #expect(client.most > 1) }
    }

    @Test("one failure stops neither the others nor their records")
    func others() async throws {
        let state = MemorySession()
        let client = ModelClient { request in
            String(decoding: request.body, as: UTF8.self).contains("N1\"") ? Answer(status: 422) : Answer(status: 204)
        }
        let result = try await apply(3, client, state)
        #expect(result.count(of: .created) == 2)
        #expect(result.count(of: .failed) == 1)
        #expect(await state.contents.records.count == 2)
        #expect(await state.contents.intents.isEmpty)
    }

    @Test("two refusals in a row stop the platform; one does not")
    func forbidden() async throws {
        let always = ModelClient { _ in Answer(status: 403) }
        let result = try await apply(5, always)
        #expect(always.calls.count == 2)
        #expect(result.count(of: .failed) == 5)
        let once = ModelClient { request in
            String(decoding: request.body, as: UTF8.self).contains("N1\"") ? Answer(status: 403) : Answer(status: 204)
        }
        #expect(try await apply(4, once).count(of: .created) == 3)
    }

    @Test("a credential that is not taken stops the platform at once")
    func unauthorized() async throws {
        let client = ModelClient { _ in Answer(status: 401) }
        let result = try await apply(4, client)
        #expect(client.calls.count == 1)
        #expect(result.count(of: .failed) == 4)
    }

    @Test("a state that can't be written stops everything: nothing is called without its intent on disk")
    func unwritable() async throws {
        let client = ModelClient { _ in Answer(status: 204) }
        let none = try await apply(3, client, MemorySession(refusesFrom: 0))
        #expect(client.calls.isEmpty)
        #expect(none.count(of: .failed) == 3)
        #expect(none.stateFailure != nil)
        let later = ModelClient { _ in Answer(status: 204) }
        let result = try await apply(3, later, MemorySession(refusesFrom: 2))
        // A call that was about to be made when the write failed may still be.
        #expect(1...2 ~= later.calls.count)
        #expect(
            result.count(of: .unknown) + result.count(of: .created) == later.calls.count,
            "what was made and not written down is for a person")
    }

    @Test("a lock that somebody removed stops every creating call, and what was not sent is not left as begun")
    func lost() async throws {
        let client = ModelClient { _ in Answer(status: 204) }
        let state = MemorySession(isLost: true)
        let result = try await apply(3, client, state)
        #expect(client.calls.isEmpty)
        #expect(result.count(of: .failed) == 3 && result.stateFailure != nil, "\(result.outcomes)")
        #expect(await state.contents.intents.isEmpty)
    }

    @Test("a state that can't be written any more once a lost call has settled: whether it was made is not known")
    func unwritableAfterSettling() async throws {
        let client = ModelClient { _ throws(TransportFailure) in throw .lost("reset") }
        // The intent and the loss are written down; that it is sent again is not.
        let result = try await apply(1, client, MemorySession(refusesFrom: 2))
        #expect(client.calls.count == 1)
        #expect(result.outcomes.values.map(\.result) == [.unknown])
    }

    @Test("after an interrupt nothing new begins")
    func interrupted() async throws {
        let interruption = Interruption()
        let client = ModelClient { request in
            if request.method == .post { interruption.request() }
            return Answer(status: 204)
        }
        let result = try await apply(5, client, interruption: interruption)
        #expect(result.isInterrupted)
        #expect(client.calls.count == 1)
        #expect(result.count(of: .created) == 1)
        #expect(result.count(of: .interrupted) == 4)
    }

    @Test("what was begun on a platform that is named no more is left for a person, and the others go on")
    func unnamed() async throws {
        let client = ModelClient { _ in Answer(status: 204) }
        let result = try await apply(2, client) { entries in
            entries[ifThere: 0]?.platform = "gone"
            entries[ifThere: 0]?.action = .resume
            entries[ifThere: 0]?.intent = ResourceMachineTests.intent()
        }
        #expect(result.count(of: .created) == 1)
        #expect(result.count(of: .unknown) == 1)
        #expect(client.calls.count == 1)
    }

    @Test("a vendor's message can't give a secret away")
    func redacted() async throws {
        let client = ModelClient { request in
            let echoed = request.headers.map(\.value).joined(separator: " ")
            return Answer(status: 400, body: JSONWriter.write(["title": "bad", "detail": .string(echoed)]))
        }
        let result = try await apply(1, client)
        let message = try #require(result.outcomes.values.first?.message)
        #expect(message.contains("<redacted>"))
        #expect(!message.contains("1234"))
    }

    @Test("a secret that a vendor echoes is neither written down nor cut in two", arguments: 460..<500)
    func unwritten(offset: Int) async throws {
        let client = ModelClient { request in
            let echoed = request.headers.map(\.value).joined(separator: " ")
            return Answer(status: 500, body: Array((String(repeating: "x", count: offset) + echoed).utf8))
        }
        let state = MemorySession()
        let result = try await apply(1, client, state)
        let outcome = try #require(result.outcomes.values.first)
        for text in ["\(outcome)", "\(await state.events.last as Any)"] {
            #expect(text.contains("xxx") && !text.contains("key-") && !text.contains("secret-"), "\(text)")
        }
    }
}
