import Foundation
import Support
import Testing

@Suite("The built binary")
struct MainJobTests {
    static let at = ["--at", "2027-01-11T17:00:00Z"]

    static let project = """
        version: 1
        timeZone: America/New_York
        platforms:
          cakewalk: {}
          conductorone: { baseURL: https://acme.conductor.one }
          opal:
            defaults:
              opal.uar: { send_reviewer_assignment_notification: true, self_review_allowed: false }

        """

    static let campaign = """
        campaign: sox-2027-q1
        name: SOX access review Q1 2027
        opens: 2027-01-04
        due: 2027-01-29
        reviews:
          cakewalk:
            accessReviewType: Manager
            createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111
            workAppIds: all
          conductorone:
            ownerIds: [2NlXc0wPQNbZ8mEZzWYcBlTzRvj]
            policyId: 2NlXaVb7CQLwVn5fGXUjvvCNJqE
            scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
            scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
            entitlements: [{ appId: 2NlXa, appEntitlementId: 2NlXb }]
            autoStartCampaign: true
            scheduledStartDate: asap
          opal:
            reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN
            uar_scope: { tags: [{ key: uar_scope, value: high_priority }] }
        requests:
          auditor:
            platform: opal
            reason: Read access for the external auditor
            duration_minutes: 20160
            resources: [{ id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112 }]
            groups: []
            target_user_id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b113

        """

    private func sandboxed(_ muster: Muster, _ arguments: String...) throws -> Muster.Result {
        try muster.run(arguments + ["--sandbox"] + Self.at)
    }

    private func made() throws -> Muster {
        let muster = try Muster()
        try muster.write(Self.project, to: "muster.yaml")
        try muster.write(Self.campaign, to: "campaigns/sox.yaml")
        return muster
    }

    private func effects(_ muster: Muster) throws -> Int {
        try muster.read(".muster/sandbox.jsonl").split(separator: "\n").count
    }

    @Test("creates each review once; the second apply sends nothing")
    func once() throws {
        let muster = try made()
        let plan = try sandboxed(muster, "plan", "--detailed-exitcode")
        #expect(plan.code == 2)
        #expect(plan.output.hasSuffix("Plan: 4 to create, 0 unchanged.\n"))
        #expect(plan.errors == "")
        #expect(!muster.exists(".muster"), "a plan writes nothing")
        let first = try sandboxed(muster, "apply", "--yes")
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.hasSuffix("Applied: 4 created, 0 resumed, 0 failed, 0 unknown, 0 unchanged.\n"))
        let effects = try effects(muster)
        let second = try sandboxed(muster, "apply", "--yes")
        #expect(second.code == 0)
        #expect(second.output.hasSuffix("Applied: 0 created, 0 resumed, 0 failed, 0 unknown, 4 unchanged.\n"))
        #expect(try self.effects(muster) == effects)
        #expect(try sandboxed(muster, "plan", "--detailed-exitcode").code == 0)
    }

    @Test("an edit after the fact is shown field by field and sends nothing")
    func changed() throws {
        let muster = try made()
        _ = try sandboxed(muster, "apply", "--yes")
        let effects = try effects(muster)
        try muster.write(Self.campaign.replacing("high_priority", with: "low"), to: "campaigns/sox.yaml")
        let apply = try sandboxed(muster, "apply", "--yes")
        #expect(apply.code == 0)
        #expect(apply.output.contains("~ sox-2027-q1/opal  changed"))
        #expect(apply.output.contains(#"uar_scope.tags: [{"key":"uar_scope","value":"high_priority"}] was created"#))
        #expect(try self.effects(muster) == effects)
    }

    @Test("moving a file and renaming labels changes nothing")
    func moved() throws {
        let muster = try made()
        _ = try sandboxed(muster, "apply", "--yes")
        try FileManager.default.removeItem(at: muster.folder.appending(path: "campaigns/sox.yaml"))
        try muster.write(Self.campaign + "labels: { framework: sox }\n", to: "campaigns/other.yaml")
        #expect(try sandboxed(muster, "plan").output.hasSuffix("Plan: 0 to create, 4 unchanged.\n"))
    }

    @Test("a fault in any file stops plan and apply, with its place on standard error")
    func faults() throws {
        let muster = try made()
        try muster.write(Self.campaign.replacing("uar_scope: {", with: "uar_scop: {"), to: "campaigns/sox.yaml")
        for command in [["plan"], ["apply", "--yes"], ["validate"]] {
            let result = try muster.run(command + (command.first == "validate" ? [] : ["--sandbox"] + Self.at))
            #expect(result.code == 1)
            #expect(
                result.errors.contains(
                    "error[M0203]: unknown field `uar_scop` for opal.uar\n  --> campaigns/sox.yaml:20:5\n"))
            #expect(
                result.errors.contains(
                    "20 |     uar_scop: { tags: [{ key: uar_scope, value: high_priority }] }\n   |     ^^^^^^^^ did you mean `uar_scope`?"
                ))
            #expect(result.errors.contains("error[M0222]"), "all faults in one run")
            #expect(result.output == "")
        }
        #expect(!muster.exists(".muster"))
    }

    @Test("without a lineage there is no state to plan against; init writes it and keeps every other byte")
    func lineage() throws {
        let muster = try made()
        let before = try muster("plan")
        #expect(before.code == 1)
        #expect(before.errors.contains("error[M0412]"))
        #expect(try muster("init").code == 0)
        let lines = try muster.read("muster.yaml").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(try lines.at(1).hasPrefix("lineage: "))
        #expect((lines.prefix(1) + lines.dropFirst(2)).joined(separator: "\n") == Self.project)
        #expect(try muster("plan", "--at", "2027-01-11T17:00:00Z").code == 0)
        #expect(try muster("init").code == 0, "where both exist it says so")
        try FileManager.default.removeItem(at: muster.folder.appending(path: "muster.state.json"))
        let lost = try muster("plan")
        #expect(lost.code == 1)
        #expect(lost.errors.contains("error[M0401]"))
        #expect(try muster("init").code == 1, "a lost state is not made anew in passing")
    }

    @Test("a saved plan is consent: identical is done, stale begins nothing")
    func savedPlan() throws {
        let muster = try made()
        #expect(try sandboxed(muster, "plan", "--out", "plan.json").code == 0)
        try muster.write(Self.campaign.replacing("high_priority", with: "low"), to: "campaigns/sox.yaml")
        let stale = try sandboxed(muster, "apply", "plan.json")
        #expect(stale.code == 6)
        #expect(
            stale.errors.contains(
                """
                error[M0411]: the saved plan is stale, so nothing was begun: of 4 to do in it, 1 moved
                  = make the plan anew
                  = note: `sox-2027-q1/opal` would send another body than the file says (campaigns/sox.yaml:18:3)
                  = note: `uar_scope.tags` was [{"key":"uar_scope","value":"high_priority"}] in the file and is \
                [{"key":"uar_scope","value":"low"}] now (campaigns/sox.yaml:20:16)

                """), "\(stale.errors)")
        #expect(try sandboxed(muster, "state", "list").code == 64, "state takes no --at")
        #expect(try muster("state", "list", "--sandbox").output == "")
        try muster.write(Self.campaign, to: "campaigns/sox.yaml")
        let apply = try sandboxed(muster, "apply", "plan.json")
        #expect(apply.code == 0, "\(apply.errors)")
        #expect(apply.output.contains("Applied: 4 created"))
        try muster.write(try muster.read("plan.json").replacing("Manager", with: "CurrentUser"), to: "plan.json")
        #expect(try sandboxed(muster, "apply", "plan.json").errors.contains("it was changed after it was made"))
        #expect(
            try muster("apply", "plan.json").errors.contains("error[M0410]"),
            "neither world's plan is taken in the other")
    }

    @Test("a saved plan stays valid when other entries moved: those of the file are done, and nothing else")
    func othersMoved() throws {
        let muster = try made()
        try muster.write(
            Self.campaign.replacing("sox-2027-q1", with: "later").replacing("Q1 2027", with: "later")
                .replacing("opens: 2027-01-04", with: "opens: 2027-01-20")
                .replacing("Read access", with: "Other access"), to: "campaigns/later.yaml")
        #expect(try sandboxed(muster, "plan", "--out", "plan.json", "--only", "*/opal").code == 0)
        #expect(try sandboxed(muster, "plan", "--out", "plan.json").code == 0)
        // One entry of the file opens earlier now, one is new, one is gone.
        try muster.write(
            try muster.read("campaigns/later.yaml").replacing("2027-01-20", with: "2027-01-05")
                .replacing("    uar_scope: { tags", with: "    uar_scope: { filter_operator: ALL, tags"),
            to: "campaigns/later.yaml")
        let apply = try sandboxed(muster, "apply", "plan.json")
        #expect(apply.code == 0, "\(apply.errors)")
        #expect(apply.output.contains("Applied: 4 created"), "\(apply.output)")
        #expect(
            apply.errors.contains(
                "Not in the saved plan, so left for the next run: later/auditor, later/cakewalk, later/conductorone, later/opal"
            ), "\(apply.errors)")
        try FileManager.default.removeItem(at: muster.folder.appending(path: "campaigns/later.yaml"))
        #expect(try sandboxed(muster, "apply", "plan.json").code == 0)
    }

    @Test("a guardrail refuses the whole plan, printed all the same")
    func guardrail() throws {
        let muster = try made()
        try muster.write(Self.project + "guardrails: { maxCreates: 3 }\n", to: "muster.yaml")
        let plan = try sandboxed(muster, "plan")
        #expect(plan.code == 7)
        #expect(plan.output.contains("+ sox-2027-q1/opal  create"))
        #expect(try sandboxed(muster, "apply", "--yes").code == 7)
        #expect(try muster("state", "list", "--sandbox").output == "")
        #expect(try sandboxed(muster, "apply", "--yes", "--allow-creates", "4").code == 0)
    }

    @Test("wrong usage is 64, among it an apply that can ask nobody")
    func usage() throws {
        let muster = try made()
        #expect(try sandboxed(muster, "apply").code == 64)
        #expect(try muster("apply", "--yes", "--at", "2027-01-11T17:00:00Z").code == 64)
        #expect(try muster("plan", "--no-such-option").code == 64)
    }

    @Test("a state that another process holds is not touched")
    func locked() throws {
        let muster = try made()
        _ = try sandboxed(muster, "apply", "--yes")
        let descriptor = open(muster.folder.appending(path: ".muster/state.json.lock").path, O_RDWR)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(try sandboxed(muster, "apply", "--yes").code == 5)
        #expect(try sandboxed(muster, "plan").code == 0, "a plan takes no lock")
    }

    @Test("over HTTP, as an ordinary world, and no credential shows up anywhere")
    func server() throws {
        var muster = try made()
        _ = FileManager.default.createFile(atPath: muster.folder.appending(path: "server.txt").path, contents: nil)
        _ = try muster.start(
            ["sandbox", "--port", "0", "--fault", "429:0.2", "--seed", "7"],
            output: try FileHandle(forWritingTo: muster.folder.appending(path: "server.txt")), errors: .nullDevice)
        var listening = ""
        let deadline = Date.now.addingTimeInterval(20)
        while !listening.contains("opal/v1"), Date.now < deadline {
            usleep(20_000)
            listening = try muster.read("server.txt")
        }
        let platforms = try #require(listening.split(separator: "\n\n").last)
        try muster.write("version: 1\n\(platforms)", to: "muster.yaml")
        let uar =
            "send_reviewer_assignment_notification: true\n    self_review_allowed: false\n    time_zone: Europe/Berlin\n    uar_scope"
        let campaign = Self.campaign.replacing("    uar_scope: {", with: "    \(uar): {").replacing(
            "opens: 2027-01-04\n", with: ""
        )
        .replacing("2027-01-29", with: "2099-01-29")
        try muster.write(campaign, to: "campaigns/sox.yaml")
        #expect(try muster("init").code == 0)
        let missing = try muster("apply", "--yes")
        #expect(missing.code == 1)
        #expect(missing.errors.contains("OPAL_AUTH_TOKEN"))
        let secrets = [
            "CAKEWALK_API_KEY": "ck/1c0ffee+=", "CAKEWALK_API_SECRET": "cs/2c0ffee+=",
            "OPAL_AUTH_TOKEN": "op/3c0ffee+=",
            "CONDUCTORONE_CLIENT_ID": "quiet-fox-1@acme.conductor.one/pcc",
            "CONDUCTORONE_CLIENT_SECRET": "c1/4c0ffee+=",
        ]
        muster.environment = secrets
        let apply = try muster("apply", "--yes", "-v")
        #expect(apply.code == 0, "\(apply.output)\(apply.errors)")
        #expect(apply.output.contains("Applied: 4 created"))
        #expect(
            try muster("apply", "--yes").output.hasSuffix(
                "Applied: 0 created, 0 resumed, 0 failed, 0 unknown, 4 unchanged.\n"))
        let check = try muster("check", "-v")
        #expect(check.code == 0)
        for line in [
            "conductorone POST 127.0.0.1:", "/auth/v1/token: 200 in ", "cakewalk POST 127.0.0.1:",
            "opal GET 127.0.0.1:",
            ": 429 in ", ", attempt 2",
        ] {
            #expect(apply.errors.contains(line), "\(line)\n\(apply.errors)")
        }
        #expect(check.errors.split(separator: "\n").count >= 3 && check.errors.contains("opal GET "))
        let everything =
            apply.output + apply.errors + check.output + check.errors + (try muster.read("muster.state.json"))
        #expect(!everything.contains("c0ffee") && !everything.contains("Bearer"))
        for (name, secret) in secrets where name != "CONDUCTORONE_CLIENT_ID" {
            let base64 = Data(secret.utf8).base64EncodedString()
            #expect(!everything.contains(base64.prefix(12)), "\(name)")
        }
    }
}
