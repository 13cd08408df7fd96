import Diagnostics
import Calendars
import Campaigns
import JSON
import Planning
import State
import Testing

@Suite("What a saved plan consents to")
struct ConsentTests {
    private static let (a, b) = (Address(campaign: "a", review: "r"), Address(campaign: "b", review: "r"))

    private func saved(_ plan: Plan) throws -> SavedPlan {
        try SavedPlan.read(
            JSONWriter.write(
                SavedPlan.document(plan, identity: SavedPlanTests.identity, isInstantGiven: false), style: .pretty))
    }

    private func moving(_ former: String = "old") -> Resource {
        PlannerTests.resource("new") { resource in
            resource.formerly = [FormerAddress(Address(campaign: former, review: "r"), at: MoveTests.place)]
        }
    }

    private func stale(_ saved: SavedPlan, _ plan: Plan) -> [String] {
        if case .stale(_, let notes) = Consent(of: saved, to: plan) { notes.map(\.message) } else { [] }
    }

    @Test("a move is consented to by where the record was and what it is; done since, it counts as the same")
    func move() throws {
        let old = PlannerTests.record(PlannerTests.resource("old"))
        let file = try saved(PlannerTests.plan([moving()], PlannerTests.state([old])))
        #expect(file.entries.map(\.action) == [.move])
        #expect(file.entries.first?.movedFrom == MoveTests.old)
        let address = Address(campaign: "new", review: "r")
        let again = PlannerTests.plan([moving()], PlannerTests.state([old]))
        #expect(Consent(of: file, to: again) == .given([address], leftOut: []))
        var moved = old
        moved.address = address
        let done = PlannerTests.plan([moving()], PlannerTests.state([moved]))
        #expect(Consent(of: file, to: done) == .given([address], leftOut: []))
        var other = old
        other.address = Address(campaign: "older", review: "r")
        let elsewhere = PlannerTests.plan([moving("older")], PlannerTests.state([other]))
        #expect(
            stale(file, elsewhere) == ["`new/r` would be moved from `older/r`, and from another address in the file"])
    }

    @Test("a create that became a move is not what the file says, though the body is the same")
    func createThenMove() throws {
        let cakewalk = { (campaign: String, former: String?) in
            PlannerTests.resource(campaign, kind: .cakewalkAccessReview) { resource in
                resource.formerly =
                    former.map { [FormerAddress(Address(campaign: $0, review: "r"), at: MoveTests.place)] } ?? []
            }
        }
        let file = try saved(PlannerTests.plan([cakewalk("new", nil)]))
        let fresh = PlannerTests.plan(
            [cakewalk("new", "old")], PlannerTests.state([PlannerTests.record(cakewalk("old", nil))]))
        #expect(stale(file, fresh) == ["`new/r` was `create` in the file and is `move` now: its record is at `old/r`"])
    }

    @Test("other entries may move freely: what is changed, held, upcoming or undeclared in the file binds nothing")
    func free() throws {
        let state = PlannerTests.state([
            PlannerTests.record(PlannerTests.resource("c", name: "C")),
            PlannerTests.record(PlannerTests.resource("d", name: "D")),
        ])
        let file = try saved(
            PlannerTests.plan(
                [
                    PlannerTests.resource("a"), PlannerTests.resource("c", name: "Other"),
                    PlannerTests.resource("e", name: "E", opens: 2),
                ], state))
        let fresh = PlannerTests.plan([PlannerTests.resource("a"), PlannerTests.resource("d", name: "D")], state)
        #expect(Consent(of: file, to: fresh) == .given([Self.a], leftOut: []))
    }

    @Test("what would be sent otherwise is named field by field")
    func body() throws {
        let file = try saved(PlannerTests.plan([PlannerTests.resource("a")]))
        let fresh = PlannerTests.plan([PlannerTests.resource("a", name: "M", tags: ["a"])])
        #expect(
            stale(file, fresh) == [
                "`a/r` would send another body than the file says", "`name` was \"N\" in the file and is \"M\" now",
                "`uar_scope.apps` was [\"a\",\"b\"] in the file and is [\"a\"] now",
            ])
    }

    @Test("of what was done since with another body, nothing counts as the same")
    func doneOtherwise() throws {
        let file = try saved(PlannerTests.plan([PlannerTests.resource("a")]))
        let other = PlannerTests.resource("a", tags: ["z"])
        let fresh = PlannerTests.plan([PlannerTests.resource("a")], PlannerTests.state([PlannerTests.record(other)]))
        #expect(
            stale(file, fresh) == [
                "`a/r` was created since, with another body than the file says",
                "`uar_scope.apps` was [\"a\",\"b\"] in the file and is [\"z\"] now",
            ])
    }

    @Test("the patterns of --only come back, and that a plan was refused is said")
    func document() throws {
        let plan = PlannerTests.plan(
            [PlannerTests.resource("a"), PlannerTests.resource("b", name: "B")], guardrails: Guardrails(maxCreates: 1))
        let document = SavedPlan.document(
            plan, identity: SavedPlanTests.identity, isInstantGiven: false, only: ["a", "*/r"])
        #expect(try SavedPlan.read(JSONWriter.write(document, style: .pretty)).only == ["a", "*/r"])
        #expect(document["refusal"] == "the plan is refused: 2 to create, and 1 are allowed")
    }
}
