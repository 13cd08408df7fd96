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

    private func apply(
        _ entries: [PlanEntry], _ credential: PlatformCredential, _ client: any HTTPClient, _ state: MemorySession
    ) async throws -> ApplyResult {
        let clock = ManualClock(Self.now, advancesItself: true)
        let session = try VendorSession(
            credential: credential, declared: try BaseURL("https://x.example/v1"), client: client, clock: clock,
            limiter: RateLimiter(limit: nil, clock: clock), version: "test")
        let applier = Applier(
            sessions: ["p": session], platforms: [:], state: state, lineage: Lineage.sandbox, clock: clock,
            provenance: Provenance(), options: .init(parallel: 1, patience: .init(jitter: { 0.5 })),
            interruption: Interruption(), report: { _ in })
        return await applier.apply(entries)
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
            attempt: "x\(number)", address: Address(campaign: "c\(number)", review: "r"), platform: "p", host: "h",
            kind: kind, name: "N", due: Self.now.adding(seconds: 86_400), begun: Self.now, calls: [call],
            namesakes: kind == .cakewalkAccessReview ? nil : [])
    }

    @Test("once the platform is stopped, what settled begins nothing: no call of it is counted that is never sent")
    func stopped() async throws {
        let client = ModelClient { _ in Answer(status: 401) }
        let state = MemorySession()
        let intents = (0..<5).map { number in
            intent(
                number, .cakewalkAccessReview,
                Call(step: .create, path: "/api/v1/AccessReviews", body: ["name": .string("N\(number)")]))
        }
        try await state.record(intents.map { .intended($0) })
        let result = try await apply(
            resuming(intents), .cakewalk(key: Secret("k"), secret: Secret("s")), client, state)
        #expect(client.requests.count == 1)
        let retried = await state.events.count { if case .retried = $0 { true } else { false } }
        // Two are worked on at once; the others see that it is stopped.
        #expect(retried <= 2)
        #expect(Set(result.outcomes.values.map(\.result)).isSubset(of: [.unknown, .waiting]))
        #expect(await state.contents.intents.count == 5, "none is given up")
    }

    @Test("two lost requests that differ in nothing a list shows never take the same one, however their listings meet")
    func sameItem() async throws {
        for _ in 0..<20 {
            let meeting = Meeting(2)
            let client = MeetingClient(meeting) { request in
                guard request.method == .get else { return Answer(status: 200, body: Array(#"{"id":"r2"}"#.utf8)) }
                let shown = #"{"requests":[{"id":"r1","reason":"N","status":"PENDING"}],"cursor":null}"#
                return Answer(status: 200, body: Array(shown.utf8))
            }
            let state = MemorySession()
            // Two listings, since each is read by its own user.
            let intents = (0..<2).map { number in
                intent(
                    number, .opalRequest,
                    Call(
                        step: .create, path: "/requests",
                        body: ["reason": "N", "target_user_id": .string("u\(number)")]))
            }
            try await state.record(intents.map { .intended($0) })
            _ = try await apply(resuming(intents), .opal(token: Secret("t")), client, state)
            let ids = await state.contents.records.values.compactMap(\.vendorID)
            #expect(Set(ids).count == ids.count, "\(ids)")
        }
    }

    /// Where so many wait for each other, once.
    private final class Meeting: Sendable {
        private let state: Mutex<(left: Int, waiting: [CheckedContinuation<Void, Never>])>

        init(_ count: Int) { state = Mutex((count, [])) }

        func arrive() async {
            await withCheckedContinuation { continuation in
                let woken = state.withLock { state in
                    state.left -= 1
                    if state.left > 0 {
                        state.waiting.append(continuation)
                        return [CheckedContinuation<Void, Never>]()
                    }
                    defer { state.waiting = [] }
                    return state.waiting + [continuation]
                }
                for continuation in woken { continuation.resume() }
            }
        }
    }

    private struct MeetingClient: HTTPClient {
        let meeting: Meeting
        let answer: @Sendable (HTTPRequest) -> Answer

        init(_ meeting: Meeting, _ answer: @escaping @Sendable (HTTPRequest) -> Answer) {
            (self.meeting, self.answer) = (meeting, answer)
        }

        func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
            if request.method == .get { await meeting.arrive() }
            return answer(request)
        }
    }
}
