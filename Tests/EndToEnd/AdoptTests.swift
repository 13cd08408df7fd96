import Foundation
import JSON
import Support
import Testing

@Suite("What the vendors have, taken over by hand")
struct AdoptTests {
    /// Applied, and its state lost.
    private func lost() throws -> Muster {
        let muster = try Muster()
        try muster.write(MainJobTests.project, to: "muster.yaml")
        try muster.write(MainJobTests.campaign, to: "campaigns/sox.yaml")
        #expect(try sandboxed(muster, "apply", "--yes").code == 0)
        try loseState(muster)
        return muster
    }

    private func loseState(_ muster: Muster) throws {
        try FileManager.default.removeItem(at: muster.folder.appending(path: ".muster/state.json"))
    }

    private func sandboxed(_ muster: Muster, _ arguments: String...) throws -> Muster.Result {
        try muster.run(arguments + ["--sandbox"] + MainJobTests.at)
    }

    private func adopt(_ muster: Muster, _ arguments: String...) throws -> Muster.Result {
        try muster.run(["adopt", "--sandbox"] + arguments)
    }

    /// The id of what the stand-ins have in a collection.
    private func id(_ muster: Muster, _ collection: String) throws -> String {
        let effects = try muster.read(".muster/sandbox.jsonl").split(separator: "\n").map {
            try JSONReader.read(Array($0.utf8))
        }
        return try #require(effects.last { $0["collection"]?.stringValue == collection }?["id"]?.stringValue)
    }

    private func edit(_ muster: Muster, _ old: String, _ new: String) throws {
        try muster.write(try muster.read("campaigns/sox.yaml").replacing(old, with: new), to: "campaigns/sox.yaml")
    }

    private func requests(_ muster: Muster) throws -> String { try muster.read(".muster/sandbox.jsonl") }

    @Test("one is shown field by field and recorded, and a plan says that it is unchanged")
    func one() throws {
        let muster = try lost()
        let effects = try requests(muster)
        let opal = try adopt(muster, "sox-2027-q1/opal", try id(muster, "uars"), "--yes")
        #expect(opal.code == 0, "\(opal.errors)")
        #expect(opal.output.contains("  = reviewer_assignment_policy: \"BY_OWNING_TEAM_ADMIN\"\n"))
        #expect(opal.output.hasSuffix("Adopted sox-2027-q1/opal. Nothing was sent.\n"))
        let campaign = try adopt(muster, "sox-2027-q1/conductorone", try id(muster, "reviews"), "--yes")
        #expect(campaign.code == 0, "\(campaign.errors)")
        #expect(campaign.output.contains("  = entitlements: [{"), "a read of its own shows them")
        #expect(campaign.output.contains("  ? ownerIds: ["), "no read shows them")
        let shown = try muster("state", "show", "--sandbox", "sox-2027-q1/conductorone")
        let unread = try JSONReader.read(Array(shown.output.utf8))["record"]?["unread"]
        #expect(unread == ["ownerIds"])
        let cakewalk = try adopt(muster, "sox-2027-q1/cakewalk", "--yes")
        #expect(cakewalk.code == 0, "\(cakewalk.errors)")
        #expect(cakewalk.output.hasPrefix("cakewalk can't be read; at your word,"))
        let plan = try sandboxed(muster, "plan")
        #expect(plan.output.hasSuffix("Plan: 1 to create, 3 unchanged.\n"), "\(plan.output)")
        #expect(try requests(muster) == effects, "nothing is sent")
    }

    static let differences = [
        ("name", "name: SOX access review Q1 2027", "name: Another", "sox-2027-q1/opal", "uars"),
        ("due date", "due: 2027-01-29", "due: 2027-02-12", "sox-2027-q1/opal", "uars"),
        ("scope", "high_priority", "low", "sox-2027-q1/opal", "uars"),
        ("selection", "appEntitlementId: 2NlXb", "appEntitlementId: 2NlXz", "sox-2027-q1/conductorone", "reviews"),
    ]

    @Test("what is otherwise is refused unless that is accepted, and is then changed", arguments: differences)
    func different(what: String, old: String, new: String, address: String, collection: String) throws {
        let muster = try lost()
        try edit(muster, old, new)
        let id = try id(muster, collection)
        let refused = try adopt(muster, address, id, "--yes")
        #expect(refused.code == 1, "\(what)")
        #expect(refused.output.contains("  ! "))
        #expect(refused.errors.contains("take it all the same with `--accept-differences`"))
        #expect(try muster("state", "list", "--sandbox").output == "")
        let accepted = try adopt(muster, address, id, "--yes", "--accept-differences")
        #expect(accepted.code == 0, "\(accepted.errors)")
        let plan = try sandboxed(muster, "plan", "--only", address)
        #expect(plan.output.contains("~ \(address)  changed"), "\(plan.output)")
    }

    @Test("what can't be meant is refused, each with what to say instead")
    func refusals() throws {
        let muster = try lost()
        let uar = try id(muster, "uars")
        #expect(try adopt(muster, "sox-2027-q1/opal", uar, "--yes").code == 0)
        let refusals: [([String], String, String)] = [
            (["sox-2027-q1/opal", uar], "state has `sox-2027-q1/opal` already", "muster state show"),
            (["sox-2027-q1/auditor", uar], "is `sox-2027-q1/opal`'s in state", "is the id right?"),
            (["sox-2027-q1/auditor", "nope"], "opal has nothing under that id", "`muster adopt --all`"),
            (["sox-2027-q1/auditor", "a/../../uars"], "opal has nothing under that id", "`muster adopt --all`"),
            (["sox-2027-q1/auditor"], "which of opal is `sox-2027-q1/auditor`?", "`muster adopt --all`"),
            (
                ["sox-2027-q1/cakewalk", "x"], "Cakewalk gives its reviews no ids",
                "`muster adopt sox-2027-q1/cakewalk`"
            ),
            (["sox-2027-q1/nope", "x"], "`sox-2027-q1/nope` is not declared", "declare what the vendor has"),
        ]
        for (arguments, message, fix) in refusals {
            let result = try muster.run(["adopt", "--sandbox", "--yes"] + arguments)
            #expect(result.code == 1, "\(arguments)")
            #expect(result.errors.contains(message), "\(result.errors)")
            #expect(result.errors.contains(fix), "\(result.errors)")
        }
        #expect(try adopt(muster, "--yes").code == 64)
        #expect(try adopt(muster, "--yes", "--all", "sox-2027-q1/opal").code == 64)
        let unasked = try adopt(muster, "sox-2027-q1/cakewalk")
        #expect(unasked.code == 64)
        #expect(unasked.errors.contains("say --yes"))
        #expect(try muster("state", "list", "--sandbox").output.split(separator: "\n").count == 1)
    }

    @Test("a person is asked, and a no changes nothing", arguments: ["no", "yes"])
    func asked(answer: String) throws {
        let muster = try lost()
        let terminal = try PseudoTerminal()
        let process = try muster.start(
            ["adopt", "--sandbox", "sox-2027-q1/opal", try id(muster, "uars")], input: terminal.device,
            output: try muster.handle(".output"), errors: terminal.device)
        try terminal.device.close()
        #expect(terminal.shows("Is that `sox-2027-q1/opal`?"), "\(terminal.shown)")
        terminal.type("\(answer)\n")
        process.wait()
        #expect((process.terminationStatus == 0) == (answer == "yes"))
        #expect(try muster("state", "list", "--sandbox").output.isEmpty == (answer == "no"))
    }

    @Test("a whole project whose state was lost: all that can be listed is taken over, and the rest is named")
    func all() throws {
        let muster = try lost()
        let effects = try requests(muster)
        let all = try adopt(muster, "--all", "--yes")
        #expect(all.code == 0, "\(all.errors)")
        #expect(all.output.contains("Adopted 3. Nothing was sent."), "\(all.output)")
        #expect(
            all.output.contains(
                "sox-2027-q1/cakewalk: Cakewalk can't be listed; if it is there, `muster adopt sox-2027-q1/cakewalk`"))
        #expect(try sandboxed(muster, "plan").output.hasSuffix("Plan: 1 to create, 3 unchanged.\n"))
        let again = try adopt(muster, "--all", "--yes")
        #expect(again.code == 0)
        #expect(again.output.hasSuffix("Nothing to adopt.\n"))
        #expect(try requests(muster) == effects)
    }

    @Test("all of what is declared otherwise by now is left, and named with its difference")
    func allButOne() throws {
        let muster = try lost()
        try edit(muster, "duration_minutes: 20160", "duration_minutes: 60")
        let all = try adopt(muster, "--all", "--yes")
        #expect(all.code == 0, "\(all.errors)")
        #expect(all.output.contains("Adopted 2."))
        #expect(all.output.contains("duration_minutes: sent 60, found 20160"), "\(all.output)")
    }

    @Test("Cakewalk's taken name stops the create, and is adopted")
    func cakewalk() throws {
        let muster = try lost()
        let stopped = try sandboxed(muster, "apply", "--yes", "--only", "*/cakewalk")
        #expect(stopped.code == 3, "\(stopped.output)")
        #expect(stopped.errors.contains("`muster adopt sox-2027-q1/cakewalk`"))
        #expect(try adopt(muster, "sox-2027-q1/cakewalk", "--yes").code == 0)
        #expect(try sandboxed(muster, "plan", "--only", "*/cakewalk").output.contains("1 unchanged"))
    }

    @Test("a review of its name stops the create; ignored it is left to others, adopted it is taken")
    func namesake() throws {
        let muster = try lost()
        let uar = try id(muster, "uars")
        let effects = try requests(muster)
        let stopped = try sandboxed(muster, "apply", "--yes", "--only", "*/opal")
        #expect(stopped.code == 4)
        #expect(stopped.errors.contains("error[M0609]"))
        #expect(stopped.errors.contains("? sox-2027-q1/opal: not clear whose \(uar) is\n"), "\(stopped.errors)")
        for way in ["muster adopt sox-2027-q1/opal \(uar)", "muster state ignore sox-2027-q1/opal \(uar)"] {
            #expect(stopped.errors.contains("`\(way)`"))
        }
        #expect(stopped.output.contains("1 ambiguous"))
        #expect(try requests(muster) == effects)
        let state = try muster.read(".muster/state.json")
        #expect(try adopt(muster, "sox-2027-q1/opal", uar, "--yes").code == 0)
        #expect(try sandboxed(muster, "plan", "--only", "*/opal").output.contains("1 unchanged"))
        // The other way.
        try muster.write(state, to: ".muster/state.json")
        let ignored = try muster("state", "ignore", "sox-2027-q1/opal", uar, "--yes", "--sandbox")
        #expect(ignored.output == "sox-2027-q1/opal ignores \(uar) from now on.\n", "\(ignored.errors)")
        #expect(try muster("state", "ignore", "sox-2027-q1/opal", uar, "--yes", "--sandbox").output.contains("already"))
        #expect(try sandboxed(muster, "apply", "--yes", "--only", "*/opal").output.contains("Applied: 1 created"))
        #expect(try id(muster, "uars") != uar)
    }
}
