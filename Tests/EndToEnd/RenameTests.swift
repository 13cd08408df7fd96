import Foundation
import Support
import Testing

@Suite("Renames, and state put right by hand")
struct RenameTests {
    private func sandboxed(_ muster: Muster, _ arguments: String...) throws -> Muster.Result {
        try muster.run(arguments + ["--sandbox"] + MainJobTests.at)
    }

    private func state(_ muster: Muster, _ arguments: String...) throws -> Muster.Result {
        try muster.run(["state"] + arguments + ["--sandbox"])
    }

    private func applied() throws -> Muster {
        let muster = try Muster()
        try muster.write(MainJobTests.project, to: "muster.yaml")
        try muster.write(MainJobTests.campaign, to: "campaigns/sox.yaml")
        #expect(try sandboxed(muster, "apply", "--yes").code == 0)
        return muster
    }

    private func edit(_ muster: Muster, _ old: String, _ new: String) throws {
        try muster.write(try muster.read("campaigns/sox.yaml").replacing(old, with: new), to: "campaigns/sox.yaml")
    }

    private func effects(_ muster: Muster) throws -> String { try muster.read(".muster/sandbox.jsonl") }

    @Test("a renamed campaign moves its records, once, and sends nothing")
    func move() throws {
        let muster = try applied()
        let effects = try effects(muster)
        try edit(muster, "campaign: sox-2027-q1", "campaign: sox-q1\nformerly: [ sox-2027-q1 ]")
        let plan = try sandboxed(muster, "plan", "--detailed-exitcode", "--out", "plan.json")
        #expect(plan.code == 2, "\(plan.errors)")
        #expect(plan.output.hasSuffix("Plan: 0 to create, 4 to move, 0 unchanged.\n"))
        #expect(plan.output.contains("^ sox-q1/opal  move\n"))
        #expect(plan.output.contains("It was sox-2027-q1/opal: its record moves, and nothing is sent"))
        let apply = try sandboxed(muster, "apply", "plan.json")
        #expect(apply.code == 0, "\(apply.errors)")
        #expect(apply.output.hasSuffix("Applied: 0 created, 0 resumed, 0 failed, 0 unknown, 0 unchanged, 4 moved.\n"))
        #expect(try sandboxed(muster, "apply", "plan.json").code == 0, "a saved plan that was done is done")
        #expect(try sandboxed(muster, "plan", "--detailed-exitcode").code == 0)
        try edit(muster, "formerly: [ sox-2027-q1 ]\n", "")
        #expect(try sandboxed(muster, "plan").output.hasSuffix("Plan: 0 to create, 4 unchanged.\n"))
        #expect(try self.effects(muster) == effects)
    }

    @Test(
        "killed while it moves, the next run has every record once",
        arguments: ["journal.written", "journal.synced", "state.temporary", "state.renamed"])
    func killed(step: String) throws {
        var muster = try applied()
        let effects = try effects(muster)
        try edit(muster, "campaign: sox-2027-q1", "campaign: sox-q1\nformerly: [ sox-2027-q1 ]")
        muster.environment["MUSTER_TEST_KILL_AT"] = step
        #expect(try sandboxed(muster, "apply", "--yes").code == SIGKILL)
        muster.environment = [:]
        #expect(try sandboxed(muster, "apply", "--yes").code == 0)
        #expect(try sandboxed(muster, "plan").output.hasSuffix("Plan: 0 to create, 4 unchanged.\n"))
        #expect(try self.effects(muster) == effects)
    }

    @Test("a rename that does not say so is refused with the word that is missing; the rest is done, exit 3")
    func unsaid() throws {
        let muster = try applied()
        let effects = try effects(muster)
        try edit(muster, "  opal:\n", "  opal-main:\n    platform: opal\n")
        let plan = try sandboxed(muster, "plan")
        #expect(plan.code == 1)
        #expect(plan.errors.contains("error[M0504]: `sox-2027-q1/opal-main` is refused"))
        #expect(plan.errors.contains("  --> campaigns/sox.yaml:2:7\n"))
        #expect(plan.errors.contains("say `formerly: [ sox-2027-q1/opal ]` on the review"))
        let apply = try sandboxed(muster, "apply", "--yes")
        #expect(apply.code == 3)
        #expect(try self.effects(muster) == effects)
        try edit(muster, "opal-main:\n", "opal-main:\n    formerly: [ opal ]\n")
        #expect(try sandboxed(muster, "apply", "--yes").code == 0)
        #expect(try state(muster, "list").output.contains("sox-2027-q1/opal-main "))
        #expect(try self.effects(muster) == effects)
    }

    @Test("an address whose review is over is not used again, and a longer deadline is accepted")
    func reuse() throws {
        let muster = try applied()
        let later = ["--at", "2027-02-10T12:00:00Z"]
        try edit(muster, "due: 2027-01-29", "due: 2027-03-29")
        let plan = try muster.run(["plan", "--sandbox"] + later)
        #expect(plan.code == 1)
        #expect(plan.errors.contains("error[M0505]: `sox-2027-q1/opal` is refused: the review of this address was due"))
        #expect(plan.errors.contains("--> campaigns/sox.yaml:4:6"))
        let refused = try state(muster, "accept", "sox-2027-q1/opal")
        #expect(refused.code == 64, "nobody can be asked")
        let accept = try state(muster, "accept", "sox-2027-q1/opal", "--yes")
        #expect(accept.code == 0, "\(accept.errors)")
        #expect(
            accept.output.contains(
                "deadline: \"2027-01-30T04:59:59Z\" was created, \"2027-03-30T03:59:59Z\" is declared"))
        let after = try muster.run(["plan", "--sandbox"] + later)
        #expect(!after.errors.contains("`sox-2027-q1/opal` is refused"))
        #expect(after.errors.contains("`sox-2027-q1/auditor` is refused"), "each address for itself")
    }

    @Test("accept takes over what is declared, and says when there is nothing to take over")
    func accept() throws {
        let muster = try applied()
        #expect(try state(muster, "accept", "sox-2027-q1/opal", "--yes").output.contains("there is nothing to accept"))
        try edit(muster, "high_priority", "low")
        #expect(try sandboxed(muster, "plan").output.contains("`muster state accept sox-2027-q1/opal`"))
        #expect(try state(muster, "accept", "sox-2027-q1/opal", "--yes").code == 0)
        #expect(try sandboxed(muster, "plan").output.hasSuffix("Plan: 0 to create, 4 unchanged.\n"))
        let unknown = try state(muster, "accept", "sox-2027-q1/opel", "--yes")
        #expect(unknown.code == 1)
        #expect(unknown.errors.contains("did you mean `sox-2027-q1/opal`?"))
        try muster.write("version: 1\nplatforms: { cakewalk: {}, conductorone: {}, opal: {} }\n", to: "muster.yaml")
        try muster.write("campaign: other\n", to: "campaigns/sox.yaml")
        #expect(try state(muster, "accept", "sox-2027-q1/opal", "--yes").code == 1, "not with faults in the manifests")
    }

    @Test("a declaration on another platform is not accepted")
    func acceptElsewhere() throws {
        let muster = try applied()
        try muster.write(
            MainJobTests.project.replacing(
                "  cakewalk: {}\n",
                with: "  cakewalk: {}\n  other:\n    vendor: opal\n    credentials: { token: { env: X } }\n"
            )
            .replacing("  opal:\n", with: "  opal:\n    credentials: { token: { env: Y } }\n"), to: "muster.yaml")
        try edit(muster, "    platform: opal\n", "    platform: other\n")
        let refused = try state(muster, "accept", "sox-2027-q1/auditor", "--yes")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("error[M0415]"), "\(refused.errors)")
    }

    @Test(
        "forgotten with --recreate it is found again by its marker, and made anew where that is ignored; without, it stays"
    )
    func forget() throws {
        let muster = try applied()
        #expect(try state(muster, "forget", "sox-2027-q1/auditor", "--yes").errors.contains("error[M0414]"))
        #expect(try state(muster, "forget", "sox-2027-q1/auditor", "--yes", "--recreate").code == 0)
        #expect(try sandboxed(muster, "apply", "--yes").output.contains("1 recovered"))
        let id = try #require(
            try state(muster, "list").output.split(separator: "\n").first { $0.hasPrefix("sox-2027-q1/auditor") }?
                .split(separator: " ", omittingEmptySubsequences: true).at(2))
        #expect(try state(muster, "ignore", "sox-2027-q1/auditor", String(id), "--yes").code == 1, "it is its own")
        #expect(try state(muster, "forget", "sox-2027-q1/auditor", "--yes", "--recreate").code == 0)
        #expect(try state(muster, "ignore", "sox-2027-q1/auditor", String(id), "--yes").code == 0)
        #expect(try sandboxed(muster, "apply", "--yes").output.contains("Applied: 1 created"))
    }

    @Test("--only takes a part, saves it as one, and a pattern that matches nothing is a fault")
    func only() throws {
        let muster = try Muster()
        try muster.write(MainJobTests.project + "guardrails: { maxCreates: 2 }\n", to: "muster.yaml")
        try muster.write(MainJobTests.campaign, to: "campaigns/sox.yaml")
        #expect(try sandboxed(muster, "plan").code == 7)
        let plan = try sandboxed(muster, "plan", "--only", "*/opal", "--only", "sox-*/cake*", "--out", "plan.json")
        #expect(plan.code == 0, "\(plan.errors)")
        #expect(plan.output.hasSuffix("Plan: 2 to create, 0 unchanged, 2 left out by --only.\n"))
        let nothing = try sandboxed(muster, "plan", "--only", "sox-2027-q2")
        #expect(nothing.code == 1)
        #expect(nothing.errors.contains("error[M0508]: `--only sox-2027-q2` matches no address"))
        #expect(try sandboxed(muster, "plan", "--only", "a/b/c").code == 64)
        let apply = try sandboxed(muster, "apply", "plan.json")
        #expect(apply.code == 0, "a limit counts what the file consents to: \(apply.errors)")
        #expect(apply.errors.contains("+ sox-2027-q1/opal: created"))
        #expect(!apply.errors.contains("Not in the saved plan"), "what --only left out did not open since")
        #expect(try sandboxed(muster, "apply", "--yes", "--only", "sox-2027-q1").output.contains("Applied: 2 created"))
    }
}
