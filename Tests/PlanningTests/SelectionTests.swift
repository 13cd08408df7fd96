import Calendars
import Campaigns
import Planning
import State
import Testing

@Suite("A plan of a part")
struct SelectionTests {
    private let resources = [
        PlannerTests.resource("a"), PlannerTests.resource("b", name: "B"),
        PlannerTests.resource("c", name: "C", due: -1),
    ]

    private func plan(_ resources: [Resource], _ state: StateContents, only campaign: String, max: Int = 25) -> Plan {
        Planner.plan(
            resources, state: state, at: PlannerTests.now, guardrails: Guardrails(maxCreates: max), platforms: [:],
            selects: { $0.campaign == campaign })
    }

    @Test("shows and counts what was selected, and says how much was left out")
    func part() {
        let plan = plan(resources, PlannerTests.state(), only: "a")
        #expect(plan.entries.map(\.address.campaign) == ["a"])
        #expect(plan.leftOut == 2)
        #expect(plan.diagnostics.isEmpty, "what is left out is not warned of")
    }

    @Test("a total's limit counts only what is selected")
    func limit() {
        #expect(plan(resources, PlannerTests.state(), only: "a", max: 1).refusals.first == nil)
        #expect(plan(resources, PlannerTests.state(), only: "a", max: 0).refusals.first != nil)
    }

    @Test("names are compared with what is left out too")
    func names() {
        let same = [PlannerTests.resource("a"), PlannerTests.resource("b")]
        #expect(plan(same, PlannerTests.state(), only: "b").entries.map(\.action) == [.held])
        let taken = PlannerTests.state([PlannerTests.record(PlannerTests.resource("a"))])
        #expect(plan(same, taken, only: "b").entries.map(\.action) == [.held])
    }

    @Test("what is over and not selected is not counted")
    func over() {
        let state = PlannerTests.state([PlannerTests.record(PlannerTests.resource("a", due: -1))])
        #expect(plan([], state, only: "b").tidiedAway == 0)
        #expect(plan([], state, only: "a").tidiedAway == 1)
    }
}
