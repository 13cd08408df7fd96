import Foundation
import Testing

@Suite("A saved plan that can't be used")
struct SavedPlanTests {
    private func made() throws -> Muster {
        let muster = try Muster.opalProject()
        #expect(try muster("init").code == 0)
        return muster
    }

    private func refused(_ muster: Muster, _ reason: String, sandbox: Bool = false) throws {
        let state = try? muster.read("muster.state.json")
        let result = try muster.run(["apply", "plan.json"] + (sandbox ? ["--sandbox"] : []))
        #expect(result.code == 1)
        #expect(result.errors.contains("error[M0410]"), "\(result.errors)")
        #expect(result.errors.contains(reason), "\(result.errors)")
        #expect(result.output == "", "nothing is begun")
        #expect((try? muster.read("muster.state.json")) == state)
    }

    @Test("made for another instant goes to the sandbox only")
    func instant() throws {
        let muster = try made()
        #expect(try muster("plan", "--at", "2099-01-01T00:00:00Z", "--out", "plan.json").code == 0)
        try refused(muster, "it was made with --at")
    }

    @Test("made in another project, though all of it is the same")
    func lineage() throws {
        let (one, other) = (try made(), try made())
        #expect(try one("plan", "--out", "plan.json").code == 0)
        try other.write(try one.read("plan.json"), to: "plan.json")
        try refused(other, "another project")
    }

    @Test("made in the other world")
    func world() throws {
        let muster = try made()
        #expect(try muster("plan", "--out", "plan.json").code == 0)
        try refused(muster, "for the other world", sandbox: true)
        #expect(try muster("plan", "--out", "plan.json", "--sandbox").code == 0)
        try refused(muster, "for the other world")
    }

    @Test(
        "edited, cut short, of another version, or no plan at all",
        arguments: [
            ("\"calls\"", "\"cals\"", "it was changed after it was made"),
            ("MANUALLY", "BY_SELF", "it was changed after it was made"),
            ("\"real\"", "\"sandbox\"", "it was changed after it was made"),
            ("muster.plan/2", "muster.plan/3", "this Muster reads `muster.plan/2`"),
            ("{", "", "it is not JSON"), ("\"format\"", "\"formats\"", "it is no saved plan"),
        ])
    func edited(old: String, new: String, reason: String) throws {
        let muster = try made()
        #expect(try muster("plan", "--out", "plan.json").code == 0)
        let text = try muster.read("plan.json")
        let range = try #require(text.range(of: old))
        try muster.write(text.replacingCharacters(in: range, with: new), to: "plan.json")
        try refused(muster, reason)
    }

    @Test("missing, or a folder")
    func missing() throws {
        let muster = try made()
        try refused(muster, "`plan.json` can't be read")
        try FileManager.default.createDirectory(
            at: muster.folder.appending(path: "plan.json"), withIntermediateDirectories: false)
        try refused(muster, "`plan.json` can't be read")
    }

    @Test("refused by a limit, it is not saved")
    func refusedPlan() throws {
        let muster = try made()
        try muster.write(
            try muster.read("muster.yaml") + "guardrails:\n  maxCreates: 0\n", to: "muster.yaml")
        let plan = try muster("plan", "--out", "plan.json")
        #expect(plan.code == 7)
        #expect(
            plan.errors.contains(
                "error[M0501]: the plan is refused: 1 to create, and 0 are allowed\n  --> muster.yaml:6:15"))
        #expect(plan.errors.contains("Not saved to plan.json"))
        #expect(!muster.exists("plan.json"))
    }
}
