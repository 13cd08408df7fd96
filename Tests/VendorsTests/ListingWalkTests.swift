import Campaigns
import JSON
import Testing

@testable import Vendors

@Suite struct ListingWalkTests {
    private let listing = Listing(path: "/uars", query: [.init("page_size", "2")], cursorName: "cursor")

    private func page(_ ids: [String], name: String = "n", next: JSONValue) -> Answer {
        ShownItems.page(
            .opalUAR,
            ids.map { ["uar_id": .string($0), "name": .string(name), "deadline": "2027-01-30T04:59:59Z"] }, next: next)
    }

    private func ids(_ step: ListingWalk.Step) -> [String]? {
        if case .complete(let items) = step { items.map { "\($0.id) \($0.name)" } } else { nil }
    }

    @Test("pages are read one behind the other, by cursor") func pages() {
        var walk = ListingWalk(listing, of: OpalUAR())
        #expect(walk.first == .read(path: "/uars", query: [.init("page_size", "2")]))
        #expect(
            walk.next(page(["a", "b"], next: "c=1"))
                == .read(path: "/uars", query: [.init("page_size", "2"), .init("cursor", "c=1")]))
        #expect(
            walk.next(page([], next: "2"))
                == .read(path: "/uars", query: [.init("page_size", "2"), .init("cursor", "2")]))
        #expect(ids(walk.next(page(["c"], next: .null))) == ["a n", "b n", "c n"])
    }

    @Test("an item that comes again because pages shifted is kept once, as it was read last") func shifted() {
        var walk = ListingWalk(listing, of: OpalUAR())
        _ = walk.next(page(["a", "b"], next: "1"))
        #expect(ids(walk.next(page(["b", "c"], name: "later", next: ""))) == ["a n", "b later", "c later"])
    }

    @Test("a cursor that comes again leads nowhere") func loop() {
        for cursors in [["1", "1"], ["1", "2", "1"]] {
            var walk = ListingWalk(listing, of: OpalUAR())
            let steps = cursors.enumerated().map { walk.next(page(["i\($0)"], next: .string($1))) }
            guard case .incomplete(let reason) = steps.last else {
                Issue.record("the listing goes round")
                return
            }
            #expect(reason.contains("page \(cursors.count)"))
            #expect(steps.dropLast().allSatisfy { if case .read = $0 { true } else { false } })
        }
    }

    @Test("a page that can't be read concludes nothing") func unreadable() {
        var walk = ListingWalk(listing, of: OpalUAR())
        _ = walk.next(page(["a"], next: "1"))
        #expect(
            walk.next(Answer(status: 200, body: Array("{}".utf8)))
                == .incomplete("page 2 of the listing is not what the vendor documents"))
    }

    @Test("a listing that is longer than can be kept is given up") func tooLong() {
        let page = page(["a"], next: "1")
        var walk = ListingWalk(listing, of: OpalUAR(), mostBytes: page.body.count + 1)
        guard case .read = walk.next(page) else {
            Issue.record("one page is not too long")
            return
        }
        guard case .incomplete(let reason) = walk.next(self.page(["b"], next: "")) else {
            Issue.record("two pages are too long")
            return
        }
        #expect(reason.hasPrefix("the listing is longer than"))
    }

    @Test("a listing without end is given up after 20,000 pages") func endless() {
        var walk = ListingWalk(listing, of: OpalUAR())
        for number in 1..<20_000 {
            guard case .read = walk.next(page([], next: .string("\(number)"))) else {
                Issue.record("page \(number) is the last")
                return
            }
        }
        #expect(walk.next(page([], next: "20000")) == .incomplete("the listing has more than 20000 pages"))
    }
}
