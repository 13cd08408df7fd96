import Foundation
import Testing

@Suite("A name that vendors keep otherwise")
struct NameHeldTests {
    private func made(_ name: String) throws -> Muster {
        let muster = try Muster.opalProject()
        let campaign = try muster.read("campaigns/c.yaml")
        try muster.write(campaign.replacing("name: N\n", with: "name: \(name)\n"), to: "campaigns/c.yaml")
        try muster.write(campaign.replacing("campaign: c", with: "campaign: d"), to: "campaigns/d.yaml")
        return muster
    }

    @Test("holds its review back, is shown at its place, and others go on")
    func held() throws {
        let muster = try made("SOX\u{A0}review")
        let plan = try muster("plan", "--sandbox")
        #expect(plan.code == 1)
        #expect(
            plan.errors.contains(
                "error[M0237]: the name has U+00A0 NO-BREAK SPACE in column 10 of line 2: vendors keep such names otherwise"
            ),
            "\(plan.errors)")
        #expect(plan.errors.contains("  --> campaigns/c.yaml:2:10\n"))
        #expect(plan.output.contains("! c/opal  held\n"))
        #expect(plan.output.hasSuffix("Plan: 1 to create, 0 unchanged, 1 held.\n"))
        let apply = try muster("apply", "--yes", "--sandbox")
        #expect(apply.code == 3)
        #expect(apply.output.contains("Applied: 1 created, 0 resumed, 0 failed, 0 unknown, 0 unchanged, 1 held."))
        #expect(!(try muster.read(".muster/sandbox.jsonl")).contains("SOX"))
        let literal = try made("|\n  SOX review")
        let lines = try literal("plan", "--sandbox")
        #expect(lines.code == 1)
        #expect(lines.errors.contains("U+000A LINE FEED in column 13 of line 3"))
        #expect(lines.errors.contains("  --> campaigns/c.yaml:3:13\n"), "\(lines.errors)")
    }

    @Test("is a warning of `validate` where there is no state, and an error where state shows that it is to be created")
    func validated() throws {
        let muster = try made("SOX  review")
        let without = try muster("validate")
        #expect(without.code == 0, "\(without.errors)")
        #expect(
            without.errors.contains("warning[M0237]: the name has U+0020 SPACE behind another in column 11 of line 2"))
        #expect(try muster("init").code == 0)
        let with = try muster("validate")
        #expect(with.code == 1)
        #expect(with.errors.contains("error[M0237]"))
    }
}
