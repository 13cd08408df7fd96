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

/// What resources of one platform that settle at the same time mean for each other.
@Suite("Settling together")
struct SettlingTests {
    private static let now = ApplierTests.now
    private static let due = now.adding(seconds: 86_400)
    private let clock = TickingClock(clock: ManualClock(now, advancesItself: true))

    private func apply(
        _ entries: [PlanEntry], _ credential: PlatformCredential, _ client: any HTTPClient, _ state: MemorySession,
        parallel: Int = 1
    ) async throws -> ApplyResult {
        let session = try VendorSession(
            credential: credential, declared: try BaseURL("https://x.example/v1"), client: client, clock: clock,
            limiter: RateLimiter(limit: nil, clock: clock), version: "test")
        let applier = Applier(
            sessions: ["p": session], platforms: [:], state: state, lineage: Lineage.sandbox, clock: clock,
            provenance: Provenance(), options: .init(parallel: parallel, patience: .init(jitter: { 0.5 })),
            interruption: Interruption(), report: { _ in })
        return await applier.apply(WorkList(entries))
    }

    private func resuming(_ intents: [Intent]) -> [PlanEntry] {
        intents.map { intent in
            let resource = Resource(
                address: intent.address, platform: "p", kind: intent.kind, name: intent.name, due: intent.due,
                fields: [:], calls: intent.calls, location: SourceLocation(file: "c.yaml", range: .start))
            return PlanEntry(
                .resume, intent.address, platform: "p", kind: intent.kind, name: intent.name, due: intent.due,
                resource: resource, intent: intent)
        }
    }

    private func intent(_ number: Int, _ kind: Kind, _ call: Call) -> Intent {
        Intent(
            attempt: "x\(number)", address: Address(campaign: "c\(number)", review: "r"), platform: "p",
            host: "x.example",
            kind: kind, name: call.body["name"]?.stringValue ?? "N", due: Self.due, begun: Self.now, calls: [call],
            namesakes: kind == .cakewalkAccessReview ? nil : [])
    }

    @Test("a call that an earlier run lost is not sent again before it has had its time, whoever else settles")
    func satOut() async throws {
        let clock = clock
        let sent = Mutex<[Instant]>([])
        let client = ModelClient { request in
            if request.method == .post { sent.withLock { $0.append(clock.now()) } }
            return Answer(status: 204)
        }
        let intents = (0..<3).map { number in
            intent(
                number, .cakewalkAccessReview,
                Call(
                    step: .create, path: "/api/v1/AccessReviews",
                    body: ["name": .string("N\(number)"), "dueDate": .string(Self.due.rfc3339)]))
        }
        let state = MemorySession()
        try await state.record(intents.map { .intended($0) })
        _ = try await apply(resuming(intents), .cakewalk(key: Secret("k"), secret: Secret("s")), client, state)
        let instants = sent.withLock { $0 }
        #expect(instants.count == 3)
        #expect(instants.allSatisfy { $0 >= Self.now.adding(seconds: 119) }, "\(instants)")
    }

    @Test("once the platform is stopped, what settled begins nothing: no call of it is counted that is never sent")
    func stopped() async throws {
        let client = ModelClient { _ in Answer(status: 401) }
        let state = MemorySession()
        let intents = (0..<5).map { number in
            intent(
                number, .cakewalkAccessReview,
                Call(
                    step: .create, path: "/api/v1/AccessReviews",
                    body: ["name": .string("N\(number)"), "dueDate": .string(Self.due.rfc3339)]))
        }
        try await state.record(intents.map { .intended($0) })
        let result = try await apply(
            resuming(intents), .cakewalk(key: Secret("k"), secret: Secret("s")), client, state)
        #expect(client.calls.count == 1)
        let retried = await state.events.count { if case .retried = $0 { true } else { false } }
        // Two are worked on at once; the others see that it is stopped.
        #expect(retried <= 2)
        #expect(Set(result.outcomes.values.map(\.result)).isSubset(of: [.unknown, .waiting]))
        #expect(await state.contents.intents.count == 5, "none is given up")
    }

    @Test("two lost requests that differ in nothing never take the same one out of a listing that they share")
    func sameItem() async throws {
        for _ in 0..<40 {
            let client = ModelClient { request in
                guard request.method == .get else { return Answer(status: 200, body: Array(#"{"id":"r2"}"#.utf8)) }
                let shown = #"{"requests":[{"id":"r1","reason":"N","status":"PENDING"}],"cursor":null}"#
                return Answer(status: 200, body: Array(shown.utf8))
            }
            let state = MemorySession()
            // While the first one, which is called otherwise, lists, the others come to wait for the next listing.
            let intents = ["M", "N", "N"].enumerated().map { number, reason in
                var intent = intent(
                    number, .opalRequest,
                    Call(
                        step: .create, path: "/requests",
                        body: ["reason": .string(reason), "target_user_id": "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b114"]))
                intent.name = reason
                return intent
            }
            try await state.record(intents.map { .intended($0) })
            _ = try await apply(resuming(intents), .opal(token: Secret("t")), client, state, parallel: 2)
            let ids = await state.contents.records.values.compactMap(\.vendorID)
            #expect(ids.count { $0 == "r1" } == 1, "\(ids)")
        }
    }

    /// Never shows the same time twice.
    private struct TickingClock: WallClock {
        let clock: ManualClock

        func now() -> Instant {
            clock.advance(seconds: 0.000_001)
            return clock.now()
        }

        func uptime() -> Double {
            clock.advance(seconds: 0.000_001)
            return clock.uptime()
        }

        func sleep(seconds: Double) async throws { try await clock.sleep(seconds: seconds) }
    }
}
