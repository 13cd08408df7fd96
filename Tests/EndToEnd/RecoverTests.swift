import Foundation
import Testing

@Suite("Finding out what was left")
struct RecoverTests {
    private func made() throws -> Muster {
        let muster = try Muster()
        try muster.write(
            MainJobTests.project.replacing("cakewalk: {}", with: "cakewalk: { settle: 1s }")
                .replacing("opal:\n    defaults", with: "opal:\n    settle: 1s\n    defaults"), to: "muster.yaml")
        try muster.write(MainJobTests.campaign, to: "campaigns/sox.yaml")
        return muster
    }

    /// Applies one address, and is killed at a step.
    private func die(_ muster: Muster, _ only: String, at step: String) throws {
        var mortal = muster
        mortal.environment["MUSTER_TEST_KILL_AT"] = step
        let result = try mortal.run(["apply", "--yes", "--sandbox", "--only", only] + MainJobTests.at)
        #expect(result.isCrash, "\(result.errors)")
    }

    private func recover(_ muster: Muster, _ arguments: String...) throws -> Muster.Result {
        try muster.run(["recover", "--sandbox"] + arguments)
    }

    private func lines(_ muster: Muster) throws -> Int {
        try muster.read(".muster/sandbox.jsonl").split(separator: "\n").count
    }

    @Test("nothing was left: it says so, of all and of one")
    func nothing() throws {
        let muster = try made()
        #expect(try muster.run(["apply", "--yes", "--sandbox"] + MainJobTests.at).code == 0)
        let all = try recover(muster)
        #expect(all.code == 0)
        #expect(all.output == "There is nothing to recover.\n")
        let one = try recover(muster, "sox-2027-q1/opal")
        #expect(one.output == "sox-2027-q1/opal is finished: there is nothing to recover.\n")
        #expect(one.code == 0)
        let unknown = try recover(muster, "sox-2027-q1/opel")
        #expect(unknown.code == 1)
        #expect(unknown.errors.contains("did you mean `sox-2027-q1/opal`?"))
        let done = try recover(muster, "--yes")
        #expect(done.code == 0, "\(done.errors)")
    }

    @Test("what is not known and what is half made is said without a call, and --yes finishes it and nothing else")
    func left() throws {
        let muster = try made()
        try die(muster, "*/opal", at: "call.create.after")
        try die(muster, "*/cakewalk", at: "call.create.after")
        try die(muster, "*/conductorone", at: "call.scope.after")
        let effects = try lines(muster)
        let said = try recover(muster)
        #expect(said.code == 4)
        #expect(said.output.contains("? sox-2027-q1/opal  not known: "))
        #expect(said.output.contains("? sox-2027-q1/cakewalk  not known: "))
        #expect(said.output.contains("> sox-2027-q1/conductorone  half made as 2Sandbox"))
        #expect(said.output.hasSuffix("Next: `muster recover --yes` does this and nothing else.\n"))
        #expect(try lines(muster) == effects)
        let one = try recover(muster, "sox-2027-q1/opal", "--yes")
        #expect(one.code == 0, "\(one.errors)")
        #expect(one.errors.contains("> sox-2027-q1/opal: found at the vendor as "))
        #expect(try lines(muster) == effects, "nothing is sent for it")
        let rest = try recover(muster, "--yes")
        #expect(rest.code == 0, "\(rest.errors)")
        #expect(
            rest.output.hasSuffix("Applied: 0 created, 1 resumed, 0 failed, 0 unknown, 0 unchanged, 1 recovered.\n"),
            "\(rest.output)")
        let plan = try muster.run(["plan", "--sandbox"] + MainJobTests.at)
        #expect(plan.output.hasSuffix("Plan: 1 to create, 3 unchanged.\n"), "what was never begun is not begun by it")
    }

    @Test("what is declared otherwise by now is said to be, and is not sent")
    func edited() throws {
        let muster = try made()
        try die(muster, "*/opal", at: "call.create.before")
        try muster.write(MainJobTests.campaign.replacing("high_priority", with: "low"), to: "campaigns/sox.yaml")
        let said = try recover(muster)
        #expect(said.code == 4)
        #expect(said.output.contains("It is declared differently now"), "\(said.output)")
        let done = try recover(muster, "--yes")
        #expect(done.code == 3, "\(done.output) \(done.errors)")
        #expect(try lines(muster) == 0, "nothing was made")
        #expect(try recover(muster).code == 0)
    }

    @Test("what can't be found out keeps its exit code, and the state says why")
    func asked() throws {
        let muster = try made()
        try muster.write(
            try muster.read("muster.yaml").replacing("settle: 1s }", with: "settle: 1s, recovery: ask }"),
            to: "muster.yaml")
        try die(muster, "*/cakewalk", at: "call.create.after")
        let said = try recover(muster)
        #expect(said.output.contains("`recovery: ask` leaves it to you"))
        let done = try recover(muster, "--yes")
        #expect(done.code == 4)
        #expect(done.errors.contains("`muster adopt sox-2027-q1/cakewalk` if it is there"))
        #expect(try muster("adopt", "--sandbox", "sox-2027-q1/cakewalk", "--yes").code == 0)
        #expect(try recover(muster).code == 0, "adopted, it is known")
    }

    @Test("one more call is allowed for one address only")
    func retry() throws {
        let muster = try made()
        #expect(try recover(muster, "--retry").code == 64)
        try die(muster, "*/opal", at: "call.create.before")
        let said = try recover(muster, "sox-2027-q1/opal", "--retry")
        #expect(
            said.output.hasSuffix("Next: `muster recover sox-2027-q1/opal --retry --yes` does this and nothing else.\n")
        )
        #expect(try recover(muster, "sox-2027-q1/opal", "--retry", "--yes").code == 0)
        #expect(try lines(muster) == 1)
    }

    @Test("two at once: the second is told who holds the state, and sends nothing")
    func twoAtOnce() throws {
        let muster = try made()
        try muster.write(
            try muster.read("muster.yaml").replacing("settle: 1s", with: "settle: 20s"), to: "muster.yaml")
        try die(muster, "*/opal", at: "call.create.before")
        let first = try muster.start(
            ["recover", "--yes", "--sandbox"], output: try muster.handle("first"), errors: try muster.handle("errors"))
        // Once it waits for the vendor, it holds the lock.
        while first.isRunning, try !muster.read("errors").contains("waiting") { usleep(5000) }
        let second = try muster.run(["apply", "--yes", "--sandbox"] + MainJobTests.at)
        #expect(second.code == 5)
        #expect(second.errors.contains("process \(first.processIdentifier)"), "\(second.errors)")
        #expect(try lines(muster) == 0)
    }
}
