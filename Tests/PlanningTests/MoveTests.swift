import Vendors
import JSON
import Calendars
import Campaigns
import Diagnostics
import Planning
import State
import Testing

@Suite("Renames and reuse")
struct MoveTests {
    static let old = Address(campaign: "old", review: "r")
    static let place = SourceLocation(
        file: "c.yaml",
        range: SourceRange(
            start: SourcePosition(line: 3, column: 13, offset: 40), end: SourcePosition(line: 3, column: 16, offset: 43)
        ))

    private func renamed(
        _ names: String..., name: String = "N", due: Int = 30, kind: Kind = .opalUAR
    ) -> Resource {
        PlannerTests.resource("new", name: name, due: due, kind: kind) { resource in
            resource.formerly = names.map { FormerAddress(Address(campaign: $0, review: "r"), at: Self.place) }
        }
    }

    private func record(_ campaign: String = "old", due: Int = 30, kind: Kind = .opalUAR) -> Record {
        PlannerTests.record(PlannerTests.resource(campaign, due: due, kind: kind))
    }

    private func entry(_ resource: Resource, _ state: StateContents) -> PlanEntry? {
        PlannerTests.plan([resource], state).entries.first { $0.address == resource.address }
    }

    @Test("a review that state knows by its former address moves, and nothing else is said of that address")
    func move() {
        let plan = PlannerTests.plan([renamed("old")], PlannerTests.state([record()]))
        #expect(plan.entries.map(\.action) == [.move])
        #expect(plan.entries.first?.movedFrom == Self.old)
        #expect(plan.entries.first?.record?.address == Address(campaign: "new", review: "r"))
        #expect(plan.entries.first?.record?.vendorID == "id")
        #expect(plan.work.count == 1)
        #expect(plan.diagnostics.isEmpty)
    }

    @Test("it moves whether it opens later, fell due or shares the name with no one else; what else changed is shown")
    func moveAlways() {
        #expect(entry(renamed("old", due: -1), PlannerTests.state([record(due: -1)]))?.action == .move)
        var later = renamed("old")
        later.opens = PlannerTests.now.adding(seconds: 86_400)
        #expect(entry(later, PlannerTests.state([record()]))?.action == .move)
        #expect(
            entry(renamed("old", name: "M"), PlannerTests.state([record()]))?.differences.map(\.path) == ["name"])
        let over = record(due: -1, kind: .cakewalkAccessReview)
        #expect(
            entry(renamed("old", due: -1, kind: .cakewalkAccessReview), PlannerTests.state([over]))?.action == .move)
    }

    @Test("a former name that state does not know, or that has moved already, stands against nothing")
    func noMove() {
        #expect(entry(renamed("older"), PlannerTests.state())?.action == .create)
        #expect(entry(renamed("old"), PlannerTests.state([record("new")]))?.action == .unchanged)
    }

    @Test("with its own record in state, what the former address holds is left where it is")
    func both() {
        let plan = PlannerTests.plan([renamed("old")], PlannerTests.state([record("new"), record()]))
        #expect(plan.entries.map(\.action) == [.unchanged, .undeclared])
    }

    @Test("what can't be moved is held back at the word that names it, and never created")
    func blocked() {
        let begun = PlannerTests.state(intents: [PlannerTests.intent(PlannerTests.resource("old"))])
        let two = PlannerTests.state([record(), record("older")])
        let elsewhere = PlannerTests.state([record(kind: .cakewalkAccessReview)])
        for (resource, state) in [
            (renamed("old"), begun), (renamed("old", "older"), two), (renamed("old"), elsewhere),
        ] {
            let held = entry(resource, state)
            #expect(held?.action == .held)
            #expect(held?.faults.map(\.code) == [.blockedMove])
            #expect(held?.faults.first?.location == Self.place)
        }
    }

    @Test("a create with the name of a review that nothing declares any more is refused, naming `formerly`")
    func hint() {
        let refused = entry(PlannerTests.resource("new"), PlannerTests.state([record()]))
        #expect(refused?.action == .held)
        #expect(refused?.faults.map(\.code) == [.nameTaken])
        #expect(refused?.faults.first?.fix?.contains("`formerly: [ old ]` on the campaign") == true)
        let declared = PlannerTests.plan(
            [PlannerTests.resource("new"), PlannerTests.resource("old")], PlannerTests.state([record()]))
        #expect(declared.entries.first?.faults.first?.fix == "give it another `name`")
    }

    @Test("the address of a review that is over is not used again, nor by way of a rename")
    func reuse() {
        let over = PlannerTests.state([record(due: -1), record("new", due: -1)])
        let again = entry(PlannerTests.resource("new", due: 9), over)
        #expect(again?.action == .held)
        #expect(again?.faults.map(\.code) == [.addressReused])
        #expect(again?.faults.first?.fix?.contains("muster state accept new/r") == true)
        #expect(
            entry(renamed("old", due: 9), PlannerTests.state([record(due: -1)]))?.faults.map(\.code) == [.addressReused]
        )
    }

    @Test("what is held back stops itself alone")
    func reach() {
        let other = PlannerTests.resource("other", name: "Another")
        let plan = PlannerTests.plan([PlannerTests.resource("new"), other], PlannerTests.state([record()]))
        #expect(plan.entries.first { $0.address == other.address }?.action == .create)
        #expect(plan.faults.isEmpty)
        #expect(plan.diagnostics.hasErrors)
    }

    @Test("a request's due date is compared, though no call says it")
    func requestDue() {
        func request(due: Int, _ written: String? = nil) -> Resource {
            var resource = Resource(
                address: Self.old, platform: "p", kind: .opalRequest, name: "Why",
                due: PlannerTests.now.adding(seconds: due * 86_400), fields: ["reason": "Why"],
                calls: Kind.opalRequest.vendorKind.calls(for: ["reason": "Why"], marker: nil), location: Self.place)
            if let written { resource.localDates = ["due": written] }
            return resource
        }
        let state = PlannerTests.state([PlannerTests.record(request(due: 30, "2027-02-14 UTC"))])
        #expect(PlannerTests.plan([request(due: 31)], state).entries.first?.differences.map(\.path) == ["due"])
        #expect(
            PlannerTests.plan([request(due: 31, "2027-02-14 UTC")], state).entries.first?.action == .unchanged,
            "newer zone data alone is no change")
    }
}
