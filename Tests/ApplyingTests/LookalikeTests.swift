import Calendars
import Campaigns
import JSON
import State
import Support
import Testing
import Transport
import Vendors

@testable import Applying

/// What a listing shows as equal in all but the name, and whose it may be.
@Suite("What is equal but for its name")
struct LookalikeTests {
    private static let now = ResourceMachineTests.now
    private static let listing = Listing(path: "/requests", query: [], cursorName: "cursor")

    private static func intent(_ campaign: String, _ reason: String) -> Intent {
        Intent(
            attempt: campaign, address: Address(campaign: campaign, review: "r"), platform: "p", host: "x.example",
            kind: .opalRequest, name: reason, due: now, begun: now,
            calls: [Call(step: .create, path: "/requests", body: ["reason": .string(reason), "duration_minutes": 60])])
    }

    private let clock = ManualClock(now, advancesItself: true)

    /// A board of a platform whose listing shows these requests: each reason by its id.
    private func board(
        _ reasons: [(id: String, reason: String, minutes: Int)], _ state: StateContents, flights: Flights = Flights(),
        meanwhile: @escaping @Sendable () -> Void = {}
    ) throws -> ListingBoard {
        let client = ModelClient { _ in
            meanwhile()
            let requests = reasons.map { id, reason, minutes -> JSONValue in
                [
                    "id": .string(id), "reason": .string(reason), "status": "PENDING",
                    "duration_minutes": .integer(minutes),
                ]
            }
            return Answer(status: 200, body: JSONWriter.write(["requests": .array(requests), "cursor": .null]))
        }
        let session = try VendorSession(
            credential: .opal(token: Secret("t")), declared: try BaseURL("https://x.example/v1"), client: client,
            clock: clock, limiter: RateLimiter(limit: nil, clock: clock), version: "test")
        let reader = PatientReader(
            session: session, clock: clock, patience: .init(jitter: { 0.5 }), interruption: Interruption())
        return ListingBoard(
            reader, wanted: [Self.wanted], declared: ["Declared"], on: "p", state, flights: flights)
    }

    private static let wanted = WantedItem(intent("c", "N"), markerLineage: "7f3a")

    private func sighting(_ board: ListingBoard) async throws -> Sighting {
        try await board.sighting(of: Self.wanted, in: Self.listing, begunAfter: clock.uptime() - 1)
    }

    @Test("is what nobody else is known to have made")
    func free() async throws {
        var state = StateContents(world: .real, lineage: "l")
        let held = Record(
            address: Address(campaign: "h", review: "r"), platform: "p", kind: .opalRequest, name: "Held",
            vendorID: "held", createdAt: Self.now, due: Self.now, calls: [])
        state.records[held.address] = held
        let begun = Self.intent("d", "Begun")
        state.intents[begun.address] = begun
        state.ignored[Self.wanted.address] = ["ignored": .init(actor: nil, at: Self.now)]
        let board = try board(
            [
                ("one", "Kept otherwise", 60), ("two", "N.", 60), ("same", "N", 60), ("declared", "Declared", 60),
                ("begun", "Begun", 60), ("held", "Held", 60), ("ignored", "Ignored", 60), ("longer", "Longer", 90),
                ("marked", "Another's [muster d/r 7f3a]", 60),
            ], state)
        let shown = try await sighting(board)
        #expect(shown.lookalikes.map(\.id) == ["one", "two"])
        #expect(shown.namesakes.map(\.id) == ["same"])
        _ = await board.hold("one")
        #expect(
            try await board.sighting(of: Self.wanted, in: Self.listing, begunAfter: nil).lookalikes.map(\.id) == ["two"]
        )
    }

    @Test("is judged only once no other creating call was on its way while the listing was made")
    func quiet() async throws {
        let flights = Flights()
        let state = StateContents(world: .real, lineage: "l")
        #expect(try await sighting(try board([("one", "M", 60)], state, flights: flights)).isQuiet)
        flights.depart()
        #expect(try await !sighting(try board([("one", "M", 60)], state, flights: flights)).isQuiet)
        flights.land()
        #expect(try await sighting(try board([("one", "M", 60)], state, flights: flights)).isQuiet)
        // One that leaves and has its answer while the listing is made.
        let passing = try board([("one", "M", 60)], state, flights: flights) {
            flights.depart()
            flights.land()
        }
        #expect(try await !sighting(passing).isQuiet)
    }
}
