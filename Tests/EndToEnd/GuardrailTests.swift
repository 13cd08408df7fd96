import Foundation
import Testing

@Suite("Guardrails of a project")
struct GuardrailTests {
    private func made(_ guardrails: String) throws -> Muster {
        let muster = try Muster()
        try muster.write(MainJobTests.project + "guardrails: { \(guardrails) }\n", to: "muster.yaml")
        try muster.write(MainJobTests.campaign, to: "campaigns/sox.yaml")
        return muster
    }

    private func run(_ muster: Muster, _ arguments: String..., at: String = "2027-01-11T17:00:00Z") throws
        -> Muster.Result
    { try muster.run(arguments + ["--sandbox", "--at", at]) }

    @Test("about one resource hold back that one alone: an error for validate and plan, exit 3 of apply")
    func one() throws {
        let muster = try made("forbidAll: true")
        // Nothing is known of state yet, and the manifest alone says it.
        let valid = try muster.run(["validate", "--sandbox"])
        #expect(valid.code == 1)
        #expect(valid.errors.contains("error[M0517]: it would cover all work apps"), "\(valid.errors)")
        #expect(valid.errors.contains("campaigns/sox.yaml:9:17"))
        let early = try run(muster, "plan", at: "2026-12-01T00:00:00Z")
        #expect(early.code == 1, "a pull request shows it before it opens")
        #expect(early.output.contains("sox-2027-q1/cakewalk  upcoming") && early.errors.contains("error[M0517]"))
        let plan = try run(muster, "plan")
        #expect(plan.code == 1)
        #expect(plan.output.contains("! sox-2027-q1/cakewalk  held"), "\(plan.output)")
        #expect(plan.output.hasSuffix("Plan: 3 to create, 0 unchanged, 1 held.\n"))
        let apply = try run(muster, "apply", "--yes")
        #expect(apply.code == 3)
        #expect(apply.output.contains("Applied: 3 created"), "\(apply.output)")
        #expect(try run(muster, "apply", "--yes").code == 3)
        // What was created under other guardrails stays what it is.
        try muster.write(MainJobTests.project, to: "muster.yaml")
        #expect(try run(muster, "apply", "--yes").code == 0)
        try muster.write(MainJobTests.project + "guardrails: { forbidAll: true }\n", to: "muster.yaml")
        let after = try run(muster, "plan")
        #expect(after.code == 0 && after.output.hasSuffix("Plan: 0 to create, 4 unchanged.\n"), "\(after.errors)")
        #expect(try muster.run(["validate", "--sandbox"]).code == 0)
    }

    @Test("about what the reviews of a campaign have in common are one error")
    func common() throws {
        let plan = try run(try made("requireLabels: [owner]"), "plan")
        #expect(plan.code == 1)
        #expect(plan.errors.components(separatedBy: "error[M0516]").count == 2, "\(plan.errors)")
        #expect(plan.output.hasSuffix("Plan: 0 to create, 0 unchanged, 4 held.\n"))
    }

    @Test("about a whole plan refuse it, each limit named, unless an operator allows so many")
    func total() throws {
        let muster = try made("maxCreates: 3, maxPerPlatform: { opal: 1, cakewalk: 1 }")
        for arguments in [["plan"], ["apply", "--yes"]] {
            let refused = try muster.run(arguments + ["--sandbox", "--at", "2027-01-11T17:00:00Z"])
            #expect(refused.code == 7)
            #expect(refused.errors.contains("error[M0501]: the plan is refused: 4 to create, and 3 are allowed"))
            #expect(
                refused.errors.contains("error[M0513]: the plan is refused: 2 to create on `opal`, and 1 are allowed"))
            #expect(refused.errors.contains("muster.yaml:9:54"), "\(refused.errors)")
            #expect(!refused.errors.contains("on `cakewalk`"))
        }
        #expect(try muster.read("muster.yaml").contains("maxCreates"))
        #expect(try run(muster, "plan", "--allow-creates", "3").code == 7)
        let allowed = try run(muster, "apply", "--yes", "--allow-creates", "4")
        #expect(allowed.code == 0 && allowed.output.contains("Applied: 4 created"), "\(allowed.errors)")
    }

    @Test("of a review without an opening, the days left must fit, which they may later")
    func noOpening() throws {
        let muster = try made("maxReviewDays: 20")
        let text = MainJobTests.campaign.replacing("opens: 2027-01-04\n", with: "")
        try muster.write(text, to: "campaigns/sox.yaml")
        let early = try run(muster, "plan", at: "2027-01-05T17:00:00Z")
        #expect(early.code == 1)
        #expect(early.errors.contains("24 days are left until it is due, and `guardrails.maxReviewDays` is 20"))
        #expect(try run(muster, "plan").code == 0)
        try muster.write(MainJobTests.campaign, to: "campaigns/sox.yaml")
        #expect(try run(muster, "plan").errors.contains("error[M0514]: it would be open for 25 days"))
    }
}
