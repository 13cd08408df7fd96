import Applying
import Campaigns
import JSON
import Sandbox
import State
import Support
import Testing
import Vendors

/// What every kind that can be listed makes is found again, by its listing alone.
@Suite("Every kind, listed")
struct ListingConformance {
    static let listable = KindSample.all.filter { $0.kind != .cakewalkAccessReview }
    private static let headers: [Answer.Header] = [
        .init("Authorization", "Bearer token"), .init("Content-Type", "application/json"),
    ]

    private func target(_ kind: Kind, _ path: String, _ query: [Listing.Parameter]) -> String {
        let base = kind.vendor == .opal ? "/opal/v1" : "/conductorone"
        return base + path + "?" + PercentEncoding.encode(query.map { ($0.name, $0.value) })
    }

    private func get(_ world: World, _ target: String) async throws -> Answer {
        let request = SandboxRequest(method: "GET", target: target, headers: Self.headers, body: [])
        guard case .answer(let answer) = await world.vendors.answer(request) else {
            Issue.record("dropped")
            return Answer(status: 0)
        }
        #expect(answer.status == 200, "\(target)")
        return answer
    }

    /// Reads a listing by pages of this many, doing something between them.
    private func list(
        _ world: World, _ kind: Kind, _ listing: Listing, size: Int, between: () async throws -> Void
    ) async throws -> [ListedItem]? {
        var walk = ListingWalk(listing, of: kind.vendorKind)
        var step = walk.first
        while case .read(let path, let query) = step {
            let small = query.map { $0.name == "page_size" ? .init($0.name, "\(size)") : $0 }
            step = walk.next(try await get(world, target(kind, path, small)))
            try await between()
        }
        guard case .complete(let items) = step else { return nil }
        return items
    }

    @Test("is found among others, page by page, while more are made", arguments: listable)
    func found(_ sample: KindSample) async throws {
        let (kind, vendor) = (sample.kind, sample.kind.vendorKind)
        let world = try await World()
        let resource = try #require(try await world.load(sample.campaign).first)
        let create = try #require(resource.calls.first)
        var others = 0
        /// Another item, like the one that is looked for but for its name.
        func makeAnother() async throws {
            others += 1
            guard case .object(var body) = create.body else { return }
            body[vendor.nameField] = .string("Another \(others)")
            // A marker that was copied would be for a person.
            if body["description"] != nil { body["description"] = "Another" }
            let request = SandboxRequest(
                method: "POST", target: target(kind, create.path, []), headers: Self.headers,
                body: JSONWriter.write(.object(body)))
            guard case .answer(let answer) = await world.vendors.answer(request) else { return }
            #expect(answer.status == 200)
        }
        for _ in 0..<13 { try await makeAnother() }
        #expect(try await world.apply(sample.campaign).outcomes.values.map(\.result) == [.created])
        for _ in 0..<13 { try await makeAnother() }
        let listing = try #require(vendor.listing(of: resource.calls))
        var pages = 0
        let items = try #require(
            try await list(world, kind, listing, size: 10) {
                pages += 1
                if pages < 3 { try await makeAnother() }
            })
        #expect(pages >= 3)
        #expect(items.count == others + 1)
        let namesakes = items.filter { vendor.isNamesake($0, of: resource.calls) }
        let item = try #require(namesakes.first)
        #expect(namesakes.count == 1)
        #expect(vendor.differences(of: item, from: resource.calls).map(\.line) == [])
        #expect(item.due == (kind.isRequest ? nil : resource.due))
        #expect(!item.isGone)
        let state = try await world.store.read(expecting: World.identity)
        #expect(item.id == state.records.values.first?.vendorID)
        #expect(vendor.adopted(item, over: resource.calls).calls == resource.calls)

        let path = try #require(vendor.reading(of: item.id))
        let one = try #require(vendor.item(in: try await get(world, target(kind, path, []))))
        #expect(one == item)
    }

    @Test("of an account that has none, is a complete listing of nothing", arguments: listable)
    func none(_ sample: KindSample) async throws {
        let world = try await World()
        let resource = try #require(try await world.load(sample.campaign).first)
        let listing = try #require(sample.kind.vendorKind.listing(of: resource.calls))
        #expect(try await list(world, sample.kind, listing, size: 10) {} == [])
    }
}
