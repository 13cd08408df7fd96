import Foundation
import Support
import Testing

@Suite("What a pipeline's jobs say and allow", .enabled(if: PipelineWorld.isPossible, PipelineWorld.whyNot))
struct JobTests {
    private func runner(_ world: PipelineWorld, _ run: Int = 1) throws -> GitHubRunner {
        let head = try world.run(["git", "rev-parse", "HEAD"], in: world.clone).trimmingCharacters(in: .newlines)
        return GitHubRunner(world: world, run: run, commit: head)
    }

    private func operate(_ world: PipelineWorld, _ run: Int, _ inputs: [String: String]) throws -> GitHubRunner.End {
        var runner = try runner(world, run)
        runner.event = "workflow_dispatch"
        runner.inputs = inputs
        return try #require(try runner("operate"))
    }

    @Test("an operator's command is run under the lease, between the plan before and the plan after")
    func accepted() throws {
        let world = try PipelineWorld()
        #expect(try runner(world)("apply")?.isGood == true)
        try world.edit("campaigns/sox.yaml") { $0.replacing("2099-01-29", with: "2099-02-26") }
        try world.commit("It was made longer at the vendor")
        let end = try operate(world, 2, ["command": "state accept", "address": "sox/opal"])
        #expect(end.isGood, "\(end.log)")
        #expect(end.summary.contains("## The plan before") && end.summary.contains("## The plan after"))
        let parts = end.log.split(separator: "## Operate")
        let (before, after) = try (parts.at(0), parts.at(1))
        #expect(before.contains("~ sox/opal  changed") && !after.contains("~ sox/opal  changed"), "\(end.log)")
        #expect(after.contains("sox/opal is as declared now."))
        #expect(
            world.commitsOnBranch.prefix(2) == ["Run 2-1 gives the lease back", "Run 2-1 takes the lease"])
        #expect(try world.reviews().count == 2)
    }

    @Test("nothing but the listed commands on plain addresses and ids gets to Muster")
    func refused() throws {
        let world = try PipelineWorld()
        let refused: [[String: String]] = [
            ["command": "state platform opal --accept"], ["command": "plan; id"], ["command": ""],
            ["command": "state accept", "address": "--yes"],
            ["command": "state accept", "address": "sox/opal; touch here"],
            ["command": "state accept", "address": "$(touch here)"],
            ["command": "state accept", "address": "sox/opal\n-x"],
            ["command": "state accept"], ["command": "state ignore", "address": "sox/opal"],
            ["command": "state ignore", "address": "sox/opal", "id": "-f"],
            ["command": "state ignore", "address": "sox/opal", "id": "`id`"],
            ["command": "adopt --all", "address": "sox/opal"],
            ["command": "recover", "address": "sox/opal", "id": "x"],
            ["command": "state platform --accept"], ["command": "state platform --accept", "platform": "--yes"],
            ["command": "state platform --accept", "platform": "opal; touch here"],
            ["command": "state platform --accept", "platform": "opal", "host": "--variable"],
            ["command": "state platform --accept", "platform": "opal", "host": "$(touch here)"],
            ["command": "state platform --accept", "platform": "opal", "host": "a.example/v1"],
            ["command": "state platform --accept", "platform": "opal", "host": "a.example\n-x"],
            ["command": "state platform --accept", "platform": "opal", "variables": "A;id"],
            ["command": "state platform --accept", "platform": "opal", "variables": "A --host x"],
            ["command": "state platform --accept", "platform": "opal", "variables": "A\nB"],
            ["command": "state platform --accept", "platform": "opal", "variables": "*"],
            ["command": "state platform --accept", "platform": "opal", "variables": "9A"],
            ["command": "state platform --accept", "platform": "opal", "address": "sox/opal"],
            ["command": "state accept", "address": "sox/opal", "platform": "opal"],
            ["command": "take over", "run": "1-1", "host": "a.example"],
            ["command": "take over", "run": "../1"], ["command": "take over without its state", "run": ""],
        ]
        // The whole job of one; of the others the step that stands before the lease.
        let end = try operate(world, 2, refused.at(4))
        #expect(!end.isGood && end.log.contains("::error title=Refused::"), "\(end.log)")
        #expect(!end.steps.contains { $0.name == "Operate" })
        for inputs in refused {
            var environment = ["GITHUB_ACTIONS": "true", "RUNNER_TEMP": world.path]
            for (name, value) in inputs { environment["MUSTER_\(name.uppercased())"] = value }
            environment.merge(world.baseEnvironment) { $1 }
            let asked = try PipelineWorld.run(["bash", ".github/muster/run.sh", "ask"], in: world.clone, environment)
            #expect(asked.code == 64 && asked.output.hasPrefix("::error title=Refused::"), "\(inputs): \(asked)")
        }
        #expect(world.commitsOnBranch.count == 1)
    }

    @Test("a host and variables are accepted by hand, as muster.yaml has them or as it will")
    func acceptedPlatform() throws {
        let world = try PipelineWorld()
        let named = try operate(
            world, 2,
            [
                "command": "state platform --accept", "platform": "opal-eu", "host": "opal.eu.acme.example",
                "variables": "EU_TOKEN  OTHER_TOKEN",
            ])
        #expect(named.isGood, "\(named.log)")
        #expect(
            named.log.contains(
                "opal-eu is at opal.eu.acme.example, with the variables EU_TOKEN, OTHER_TOKEN from now on."),
            "\(named.log)")
        let whole = try operate(world, 3, ["command": "state platform --accept", "platform": "opal"])
        #expect(whole.isGood && whole.log.contains("with the variables"), "\(whole.log)")
        #expect(world.commitsOnBranch.first == "Run 3-1 gives the lease back")
    }

    // MARK: Pull requests

    private func pullRequest(_ world: PipelineWorld, from repository: String = "acme/reviews") throws -> GitHubRunner {
        var runner = try runner(world)
        runner.event = "pull_request"
        runner.headRepository = repository
        runner.ref = "refs/pull/12/merge"
        return runner
    }

    @Test("a fork's pull request is planned without a secret, and nothing of it is posted")
    func fork() throws {
        let world = try PipelineWorld()
        #expect(try runner(world)("apply")?.isGood == true)
        try world.write(PipelineWorld.campaign("soc2"), to: "campaigns/soc2.yaml")
        try world.commit("Another", branch: "theirs")
        let runner = try pullRequest(world, from: "stranger/reviews")
        let plan = try #require(try runner("plan"))
        #expect(plan.isGood && plan.summary.contains("2 to create"), "\(plan.log)")
        #expect(plan.log.contains("Plan: 2 to create, 2 unchanged."), "with the state of the branch")
        for step in plan.steps { #expect(!step.environment.values.contains("s3cr3t")) }
        #expect(try runner("comment") == nil)
        #expect(try runner("operate") == nil)
        #expect(try runner("apply") == nil)
        #expect(world.commitsOnBranch.count == 3)
    }

    @Test("a pull request of the repository's own has one comment, which the next push brings up to date")
    func comment() throws {
        let world = try PipelineWorld()
        let runner = try pullRequest(world)
        #expect(try runner("plan")?.isGood == true)
        let first = try #require(try runner("comment"))
        #expect(first.isGood, "\(first.log)")
        #expect(first.steps.allSatisfy { $0.name == "Comment" || $0.name.hasPrefix("actions/download-artifact") })
        let comment = try String(contentsOf: world.folder("comment"), encoding: .utf8)
        #expect(comment.hasPrefix("<!-- muster plan -->\n") && comment.contains("2 to create"))
        #expect(try runner("comment")?.isGood == true)
        let calls = try String(contentsOf: world.folder("gh"), encoding: .utf8).split(separator: "\n").filter {
            $0.contains("--method")
        }
        #expect(calls.count == 2)
        #expect(try calls.at(0).contains("--method POST repos/acme/reviews/issues/12/comments"))
        #expect(try calls.at(1).contains("--method PATCH repos/acme/reviews/issues/comments/4711"))
    }

    @Test("a fault in a pull request is an annotation at its line, and the check fails")
    func fault() throws {
        let world = try PipelineWorld(project: "sub")
        try world.edit("sub/campaigns/sox.yaml") { $0.replacing("reviewer_assignment", with: "reviewer_asignment") }
        try world.commit("A slip", branch: "mine")
        let plan = try #require(try pullRequest(world)("plan"))
        #expect(!plan.isGood && plan.log.contains("::error file=sub/campaigns/sox.yaml,line=15"), "\(plan.log)")
        #expect(plan.summary.contains("reviewer&#95;asignment&#95;policy"))
        #expect(plan.log.contains("::error title=Muster ended with 1::"))
    }

    // MARK: Ends

    @Test(
        "a schedule's job fails where the last good apply was too long ago, though its own was good; one is noted a day"
    )
    func age() throws {
        let world = try PipelineWorld()
        func note(daysAgo days: Int) throws {
            let second = Int(Date.now.timeIntervalSince1970) - days * 86_400
            try world.push(toBranch: "muster.good", "\(second) 2026-01-01T00:00:00Z, run 0-1\n")
        }
        try note(daysAgo: 8)
        let warned = try #require(try pullRequest(world)("plan"))
        #expect(warned.isGood && warned.log.contains("::warning title=Muster state::"), "\(warned.log)")
        let late = try #require(try runner(world)("apply"))
        #expect(
            !late.isGood && late.log.contains("longer ago than 7 days: 2026-01-01T00:00:00Z, run 0-1"), "\(late.log)")
        #expect(world.recorded.count == 2)
        // With nothing to do.
        try note(daysAgo: 2)
        for run in 2...3 { #expect(try runner(world, run)("apply")?.isGood == true) }
        #expect(world.commitsOnBranch.prefix(2) == ["Run 2-1 found nothing to do", "By hand"])
        #expect(world.onBranch("muster.good")?.hasSuffix(", run 2-1\n") == true)
    }

    @Test("a guardrail's refusal is red and says what to do, before anything is begun")
    func guardrail() throws {
        let world = try PipelineWorld()
        try world.edit("muster.yaml") { $0 + "guardrails: { maxCreates: 1 }\n" }
        try world.commit("Tighter")
        let end = try #require(try runner(world)("apply"))
        #expect(!end.isGood && end.log.contains("::error title=Muster ended with 7::A guardrail refused"), "\(end.log)")
        #expect(end.summary.contains("Muster ended with 7"))
        #expect(world.commitsOnBranch.count == 1)
    }

    @Test("a job that is cancelled lets Muster end what is under way, and pushes what it knows")
    func cancelled() throws {
        let world = try PipelineWorld(latency: "150ms")
        for name in ["pci", "soc2"] { try world.write(PipelineWorld.campaign(name), to: "campaigns/\(name).yaml") }
        try world.edit("muster.yaml") { $0.replacing("settle: 1s", with: "settle: 1s, parallel: 1") }
        try world.commit("More than is under way at once")
        var runner = try runner(world)
        runner.isCancelledAt = "muster-state/muster.state.json.journal"
        let end = try #require(try runner("apply"))
        #expect(!end.isGood && end.log.contains("::error title=Muster ended with 130::"), "\(end.log)")
        #expect(world.onBranch("muster.lease") == nil)
        #expect(try self.runner(world, 2)("apply")?.isGood == true)
        #expect(try world.reviews().count == 6)
        #expect(world.recorded.count == 6)
    }

    @Test("a vendor that refuses makes the job red, the rest is done, and the lease is given back")
    func partly() throws {
        let world = try PipelineWorld()
        var runner = try runner(world)
        runner.secrets["OPAL_AUTH_TOKEN"] = nil
        let end = try #require(try runner("apply"))
        #expect(
            !end.isGood && end.log.contains("OPAL_AUTH_TOKEN") && end.log.contains("::error title=Muster ended with"))
        #expect(world.onBranch("muster.lease") == nil)
        #expect(try self.runner(world, 2)("apply")?.isGood == true)
        #expect(try world.reviews().count == 2)
    }

    @Test("nothing is installed but the package with the digest that is written, and nothing for another branch")
    func package() throws {
        let world = try PipelineWorld()
        let digest = try world.packageDigest
        // Another branch is not even tried.
        var other = try runner(world)
        other.event = "workflow_dispatch"
        other.ref = "refs/heads/mine"
        for command in ["apply", "adopt --all"] {
            other.inputs = ["command": command]
            #expect(try other("operate") == nil)
            #expect(try other("apply") == nil)
        }
        for (other, message) in [
            (String(repeating: "0", count: 64), "is not what MUSTER_SHA256 says; nothing of it was unpacked"),
            ("", "MUSTER_SHA256 is not written in the pipeline's file yet"),
        ] {
            try world.edit(world.pipelineFile) { text in
                text.replacing(/MUSTER_SHA256: ".*?"/, with: "MUSTER_SHA256: \"\(other)\"")
            }
            try world.commit("Digest")
            let end = try #require(try runner(world)("apply"))
            #expect(!end.isGood && end.log.contains(message), "\(end.log)")
            #expect(!end.steps.contains { $0.name == "Fetch the state" })
        }
        #expect(digest.count == 64 && world.commitsOnBranch.count == 1)
    }
}
