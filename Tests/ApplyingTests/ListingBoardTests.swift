import Calendars
import Campaigns
import JSON
import State
import Support
import Testing
import Transport
import Vendors

@testable import Applying

@Suite("The listings that resources share")
struct ListingBoardTests {
    private static let start = Instant(seconds: 1_800_000_000)
    private let clock = ManualClock(start, advancesItself: true)

    /// A request for access, which carries a marker.
    private static func intent(_ campaign: String, _ progress: Intent.Progress = Intent.unanswered) -> Intent {
        let address = Address(campaign: campaign, review: "r")
        let reason = Marker(address: address, lineage: "7f3a").appended(to: "N")
        return Intent(
            attempt: "x", address: address, platform: "p", host: "h", kind: .opalRequest, name: "N",
            due: start.adding(seconds: 86_400), begun: start,
            calls: [Call(step: .create, path: "/requests", body: ["reason": .string(reason)])], progress: progress)
    }

    /// A vendor that has these requests, and takes five seconds to say so.
    private func vendor(_ ids: [String], marked: Set<String> = []) -> ModelClient {
        let clock = clock
        return ModelClient { _ in
            clock.advance(seconds: 5)
            let requests = ids.map { id -> JSONValue in
                ["id": .string(id), "reason": marked.contains(id) ? "N [muster c/r 7f3a]" : "N", "status": "PENDING"]
            }
            return Answer(status: 200, body: JSONWriter.write(["requests": .array(requests), "cursor": .null]))
        }
    }

    private func board(_ client: ModelClient, _ state: StateContents) throws -> ListingBoard {
        let session = try VendorSession(
            credential: .opal(token: Secret("t")), declared: try BaseURL("https://x.example/v1"), client: client,
            clock: clock, limiter: RateLimiter(limit: nil, clock: clock), version: "test")
        let reader = PatientReader(
            session: session, clock: clock, patience: .init(jitter: { 0.5 }), interruption: Interruption())
        return ListingBoard(reader, wanted: [Self.wanted], on: "p", state)
    }

    private static let wanted = WantedItem(intent("c"), markerLineage: "7f3a")
    private static let listing = Listing(path: "/requests", query: [], cursorName: "cursor")

    private func sighting(_ board: ListingBoard, after moment: Double? = nil) async throws -> Sighting {
        try await board.sighting(of: Self.wanted, in: Self.listing, begunAfter: moment)
    }

    @Test(
        "one is taken again by who needs any, and by who needs one that was begun later than his call, only if it was")
    func shared() async throws {
        let client = vendor(["a"])
        let board = try board(client, StateContents(world: .real, lineage: "l"))
        let start = clock.uptime()
        let first = try await sighting(board)
        #expect(first.begun == start, "not when its last page was there")
        #expect(try await sighting(board).begun == first.begun)
        #expect(try await sighting(board, after: start - 1).begun == first.begun)
        #expect(client.requests.count == 1)
        // Begun at the same moment, it may have been begun before the call all the same.
        let second = try await sighting(board, after: start)
        #expect(second.begun == start + 5)
        #expect(try await sighting(board, after: second.begun + 4).begun > second.begun)
        #expect(client.requests.count == 3)
    }

    @Test("what state holds, and what a person said is another, is nobody's; its id is still told")
    func free() async throws {
        var state = StateContents(world: .real, lineage: "l")
        let ids = ["record", "draft", "other", "ignored", "free"]
        let begun = Self.intent("d", .made(vendorID: "draft", at: Self.start, done: [.create], stopped: nil))
        state.intents[begun.address] = begun
        func record(_ id: String, on platform: String) -> Record {
            Record(
                address: Address(campaign: id, review: "r"), platform: platform, kind: .opalRequest, name: "N",
                vendorID: id, createdAt: Self.start, due: Self.start, calls: [])
        }
        for record in [record("record", on: "p"), record("other", on: "q")] { state.records[record.address] = record }
        state.ignored[Self.wanted.address] = ["ignored": .init(actor: "me", at: Self.start)]
        state.ignored[Address(campaign: "d", review: "r")] = ["free": .init(actor: "me", at: Self.start)]
        var elsewhere = Self.intent("e", .made(vendorID: "other", at: Self.start, done: [.create], stopped: nil))
        elsewhere.platform = "q"
        state.intents[elsewhere.address] = elsewhere
        let board = try board(vendor(ids, marked: Set(ids)), state)
        let shown = try await sighting(board)
        #expect(shown.namesakes.map(\.id) == ["other", "free"])
        #expect(shown.marked.map(\.id) == ["other", "free"])
        #expect(shown.ids == ids)
        #expect(await board.hold("free"))
        #expect(await board.hold("free") == false)
        #expect(try await sighting(board).namesakes.map(\.id) == ["other"])
    }

    @Test(
        "one that the vendor forbids stops the platform; one that can't be read stops nothing else",
        arguments: [403, 200])
    func unlisted(status: Int) async throws {
        let client = ModelClient { _ in Answer(status: status, body: Array("{}".utf8)) }
        let board = try board(client, StateContents(world: .real, lineage: "l"))
        let error = await #expect(throws: ReadFailure.self) { try await sighting(board) }
        #expect(error?.effect == (status == 403 ? .stops : Outcome.PlatformEffect.none))
        #expect(client.requests.count == 1)
    }

    @Test("an interrupted resource is no sign that a platform takes what the next one sends")
    func forbiddenInARow() {
        let condition = PlatformCondition()
        let forbidden = Outcome(.failed, message: "no", platformEffect: .forbidden)
        condition.note(forbidden)
        condition.note(Outcome(.interrupted))
        #expect(condition.stopReason == nil)
        condition.note(forbidden)
        #expect(condition.stopReason != nil)
    }
}
