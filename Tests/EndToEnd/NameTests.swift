import Foundation
import Support
import Testing

@Suite("Names, with the built binary")
struct NameTests {
    private static let january = ["--at", "2027-01-11T17:00:00Z"]

    private func made(_ user: String = "dana@acme.example", project: String = "") throws -> Muster {
        let muster = try Muster()
        try muster.write("version: 1\nplatforms: { cakewalk: {}, opal: {} }\n" + project, to: "muster.yaml")
        try muster.write(campaign(user), to: "campaigns/a.yaml")
        return muster
    }

    private func campaign(_ user: String) -> String {
        """
        campaign: a
        name: A ${opens}
        schedule: { every: quarter, start: 2027-01-05T09:00 }
        due: 21d
        reviews:
          cakewalk:
            accessReviewType: Manager
            createdByUserId: ${user:\(user)}
            workAppIds: [ "${app:NetSuite}" ]
          opal:
            reviewer_assignment_policy: MANUALLY
            send_reviewer_assignment_notification: true
            self_review_allowed: false
            uar_scope: { apps: [ "${app:NetSuite}" ] }

        """
    }

    private func run(_ muster: Muster, _ arguments: String...) throws -> Muster.Result {
        try muster.run(arguments + ["--sandbox"] + (arguments.first == "resolve" ? [] : Self.january))
    }

    @Test("`resolve` writes what the vendors have, once, and a plan then knows the ids")
    func resolves() throws {
        let muster = try made()
        #expect(try run(muster, "plan").output.contains("${user:dana@acme.example} is known at apply"))
        let check = try run(muster, "resolve", "--check")
        #expect(check.code == 1)
        #expect(!muster.exists("muster.directory.yaml"))
        let first = try run(muster, "resolve")
        #expect(first.code == 0, "\(first.errors)")
        #expect(
            first.output.hasSuffix(
                "Resolved: 3 new, 0 changed, 0 no longer named, 0 as they were.\nWrote muster.directory.yaml.\n"))
        let text = try muster.read("muster.directory.yaml")
        let again = try run(muster, "resolve")
        #expect(again.output == "Resolved: 0 new, 0 changed, 0 no longer named, 3 as they were.\n")
        #expect(try muster.read("muster.directory.yaml") == text)
        #expect(try run(muster, "resolve", "--check").code == 0)
        #expect(try !run(muster, "plan").output.contains("known at apply"))
        // What changed is said with both ids, and what is named no more goes.
        try muster.write(text.replacing("a0b111", with: "a0b119"), to: "muster.directory.yaml")
        try muster.write(
            campaign("dana@acme.example").replacing("[ \"${app:NetSuite}\" ]\n  opal", with: "all\n  opal"),
            to: "campaigns/a.yaml")
        let changed = try run(muster, "resolve")
        #expect(
            changed.output.contains("a0b111 \"Dana Reyes\", was 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b119"),
            "\(changed.output)")
        #expect(changed.output.contains("- cakewalk app:NetSuite"))
    }

    @Test(
        "no match, two matches and somebody who is gone are errors at the line, and nothing is written",
        arguments: [
            ("dena@acme.example", "M0611", "did you mean `dana@acme.example`?"),
            ("lee@acme.example", "M0613", "Deactivated"), ("mia@acme.example", "M0613", "Invited"),
        ])
    func unresolved(user: String, code: String, said: String) throws {
        let muster = try made(user)
        let result = try run(muster, "resolve")
        #expect(result.code == 1)
        #expect(result.errors.contains("error[\(code)]"), "\(result.errors)")
        #expect(result.errors.contains("campaigns/a.yaml:8:22"))
        #expect(result.errors.contains(said), "\(result.errors)")
        #expect(!muster.exists("muster.directory.yaml"))
        let twice = try made()
        try twice.write(campaign("dana@acme.example").replacing("NetSuite", with: "GitHub"), to: "campaigns/a.yaml")
        let both = try run(twice, "resolve")
        #expect(both.errors.contains("error[M0612]: `cakewalk` has 2 of the name"), "\(both.errors)")
    }

    @Test("an apply looks again: who is gone, or has another id, holds back what names them, and only that")
    func applies() throws {
        for (user, tampered, code) in [("lee@acme.example", false, "M0613"), ("dana@acme.example", true, "M0614")] {
            let muster = try made("dana@acme.example")
            _ = try run(muster, "resolve")
            if tampered {
                let text = try muster.read("muster.directory.yaml")
                try muster.write(text.replacing("a0b111", with: "a0b113"), to: "muster.directory.yaml")
            } else {
                try muster.write(campaign(user), to: "campaigns/a.yaml")
            }
            let applied = try run(muster, "apply", "--yes")
            #expect(applied.code == 3, "\(applied.errors)")
            #expect(applied.errors.contains("error[\(code)]"))
            #expect(
                applied.output.contains("Applied: 1 created, 0 resumed, 0 failed, 0 unknown, 0 unchanged, 1 held"),
                "\(applied.output)")
            // Put right, the rest is done.
            try muster.write(campaign("dana@acme.example"), to: "campaigns/a.yaml")
            _ = try run(muster, "resolve")
            #expect(
                try run(muster, "apply", "--yes").output.contains(
                    "Applied: 1 created, 0 resumed, 0 failed, 0 unknown, 1 unchanged"))
        }
    }

    @Test("without a directory the ids are found at apply, and are the same ever after")
    func withoutDirectory() throws {
        let muster = try made()
        let saved = try run(muster, "plan", "--out", "plan.json")
        #expect(saved.code == 0)
        // The file consents to the names, also when it is given once more.
        #expect(
            try muster.run(["apply", "plan.json", "--sandbox"] + Self.january).output.contains("Applied: 2 created"))
        let again = try muster.run(["apply", "plan.json", "--sandbox"] + Self.january)
        #expect(again.code == 0, "\(again.errors)")
        #expect(try run(muster, "plan").output.hasSuffix("Plan: 0 to create, 2 unchanged, 2 upcoming.\n"))
        _ = try run(muster, "resolve")
        #expect(try run(muster, "plan").output.hasSuffix("Plan: 0 to create, 2 unchanged, 2 upcoming.\n"))
        // A known name that leads to somebody else is seen, by both ids.
        let text = try muster.read("muster.directory.yaml")
        try muster.write(text.replacing("a0b111", with: "a0b113"), to: "muster.directory.yaml")
        let changed = try run(muster, "plan")
        #expect(changed.output.contains("a0b111\" was created") && changed.output.contains("a0b113\" is declared"))
        let next = try muster.run(["plan", "--sandbox", "--at", "2027-04-06T17:00:00Z"])
        #expect(next.errors.contains("warning[M0511]"), "\(next.errors)")
        #expect(next.errors.contains("a0b113") && next.errors.contains("a0b111"))
    }

    @Test("where the directory is required, a plan stops at the name, and `resolve` puts it right")
    func required() throws {
        let muster = try made(project: "guardrails: { requireDirectory: true }\n")
        let plan = try run(muster, "plan")
        #expect(plan.code == 1)
        #expect(plan.errors.contains("error[M0235]") && plan.errors.contains("`muster resolve` looks it up"))
        #expect(try run(muster, "resolve").code == 0)
        #expect(try run(muster, "plan").code == 0)
    }
}
