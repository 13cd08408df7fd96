import Diagnostics
import Calendars
import Campaigns
import JSON
import Planning
import State
import Testing

@Suite("What was begun and is not finished")
struct BegunTests {
    @Test("keeps its name from every other address, declared or not")
    func name() {
        let state = PlannerTests.state(intents: [PlannerTests.intent(PlannerTests.resource("c"))])
        for declared in [[PlannerTests.resource("d")], [PlannerTests.resource("c"), PlannerTests.resource("d")]] {
            let plan = PlannerTests.plan(declared, state)
            #expect(plan.entries.map { "\($0.address.campaign) \($0.action)" } == ["c resume", "d held"])
        }
    }

    @Test("with another body is not what a saved plan consented to")
    func consent() throws {
        let document = SavedPlan.document(
            PlannerTests.plan([PlannerTests.resource()]), identity: SavedPlanTests.identity, isInstantGiven: false)
        let file = try SavedPlan.read(JSONWriter.write(document))
        let begun = PlannerTests.intent(PlannerTests.resource(tags: ["z"]))
        let plan = PlannerTests.plan([PlannerTests.resource()], PlannerTests.state(intents: [begun]))
        guard case .stale(let moved, let notes) = Consent(of: file, to: plan) else {
            Issue.record("not stale")
            return
        }
        #expect(moved == 1)
        #expect(notes.first?.message == "`c/r` was begun since, with another body than the file says")
    }

    @Test("is never settled, whatever record stands beside it")
    func settled() {
        let resource = PlannerTests.resource()
        let record = PlannerTests.record(resource)
        #expect(PlannerTests.state([record]).isSettled(resource))
        #expect(!PlannerTests.state([record], intents: [PlannerTests.intent(resource)]).isSettled(resource))
        let prolonged = PlannerTests.resource { $0.due = $0.due.adding(seconds: 1) }
        #expect(!PlannerTests.state([record]).isSettled(prolonged))
    }

    @Test("stands in a plan once, as what is resumed, whatever record stands beside it")
    func once() {
        let resource = PlannerTests.resource()
        let state = PlannerTests.state([PlannerTests.record(resource)], intents: [PlannerTests.intent(resource)])
        #expect(PlannerTests.plan([resource], state).entries.map(\.action) == [.resume])
        #expect(PlannerTests.plan([], state).entries.map(\.action) == [.resume])
    }

    @Test("a platform that is declared at another host than state knows is a fault, but in the sandbox")
    func otherHost() {
        let platform = Platform(
            name: "p", vendor: .opal, baseURL: "https://other.example/v1", location: PlannerTests.place)
        func faults(_ change: (inout StateContents) -> Void = { _ in }) -> Int {
            var state = PlannerTests.state()
            state.platforms["p"] = .init(host: "first.example")
            change(&state)
            return Planner.plan(
                [PlannerTests.resource()], state: state, at: PlannerTests.now, guardrails: Guardrails(),
                platforms: ["p": platform]
            ).faults.count
        }
        #expect(faults() == 1)
        #expect(faults { $0.platforms["p"] = .init(host: "other.example") } == 0)
        #expect(faults { $0.world = .sandbox } == 0)
    }
}
