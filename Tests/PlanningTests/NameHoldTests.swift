import Campaigns
import Diagnostics
import Planning
import State
import Testing

@Suite("A name that vendors keep otherwise")
struct NameHoldTests {
    private static let flaw = Diagnostic(.unfitName, "the name has U+00A0", at: PlannerTests.place)

    private func resource(_ campaign: String = "c", _ name: String = "N\u{A0}M", opens: Int? = nil) -> Resource {
        PlannerTests.resource(campaign, name: name, opens: opens) { $0.nameFlaws = [Self.flaw] }
    }

    @Test("holds back what is still to be created under it, and nothing else")
    func held() {
        let plan = PlannerTests.plan([resource(), PlannerTests.resource("d", name: "D")])
        #expect(plan.entries.map(\.action) == [.held, .create])
        #expect(plan.diagnostics == [Self.flaw])
        let upcoming = PlannerTests.plan([resource(opens: 3)])
        #expect(upcoming.entries.map(\.action) == [.upcoming])
        #expect(upcoming.diagnostics == [Self.flaw], "an error before it opens too")
    }

    @Test("is a warning where state has the review, and no change")
    func created() {
        let state = PlannerTests.state([PlannerTests.record(resource())])
        let plan = PlannerTests.plan([resource()], state)
        #expect(plan.entries.map(\.action) == [.unchanged])
        #expect(plan.diagnostics.map(\.code) == [.unfitName])
        #expect(!plan.diagnostics.hasErrors)
    }

    @Test(
        "mended, is no change, whichever of both was created",
        arguments: ["N\u{A0}M", "N  M", " N M", "N M\n", "N\tM", "N\u{200B} M", "N M"])
    func mended(_ name: String) {
        for (before, after) in [(name, "N M"), ("N M", name)] {
            let state = PlannerTests.state([PlannerTests.record(PlannerTests.resource(name: before))])
            let plan = PlannerTests.plan([PlannerTests.resource(name: after)], state)
            #expect(plan.entries.map(\.action) == [.unchanged], "\(plan.entries.map(\.differences))")
            #expect(
                Planner.isAsBegun(
                    PlannerTests.resource(name: after), PlannerTests.intent(PlannerTests.resource(name: before))))
        }
        let state = PlannerTests.state([PlannerTests.record(PlannerTests.resource(name: name))])
        for other in ["n m", "NM", "N M 2"] {
            #expect(PlannerTests.plan([PlannerTests.resource(name: other)], state).entries.map(\.action) == [.changed])
        }
    }

    @Test("is another's that differs in blanks only")
    func taken() {
        let state = PlannerTests.state([PlannerTests.record(PlannerTests.resource("c", name: "N  M"))])
        let plan = PlannerTests.plan([PlannerTests.resource("d", name: "n\u{A0}m")], state)
        #expect(plan.entries.first { $0.address.campaign == "d" }?.faults.map(\.code) == [.nameTaken])
        let both = PlannerTests.plan([
            PlannerTests.resource("c", name: "N M"), PlannerTests.resource("d", name: "N  M"),
        ])
        #expect(both.entries.map(\.action) == [.create, .held])
    }

    @Test("is a warning alone where a script may need it, and none once it is created")
    func warning() {
        let resource = PlannerTests.resource {
            $0.nameFlaws = [Diagnostic(.unfitName, "U+200D", at: PlannerTests.place, severity: .warning)]
        }
        let plan = PlannerTests.plan([resource])
        #expect(plan.entries.map(\.action) == [.create])
        #expect(plan.diagnostics.map(\.severity) == [.warning])
        #expect(PlannerTests.plan([resource], PlannerTests.state([PlannerTests.record(resource)])).diagnostics == [])
    }
}
