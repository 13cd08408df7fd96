import Foundation
import Support
import Testing

@Suite("GitLab's pipeline", .enabled(if: PipelineWorld.isPossible, PipelineWorld.whyNot))
struct GitLabTests {
    private func runner(_ world: PipelineWorld, _ id: Int, source: String = "schedule") throws -> GitLabRunner {
        let head = try world.run(["git", "rev-parse", "HEAD"], in: world.clone).trimmingCharacters(in: .newlines)
        return GitLabRunner(world: world, source: source, id: id, commit: head)
    }

    @Test("creates under the lease, and a retried job works from what the branches are now")
    func retried() throws {
        let world = try PipelineWorld("gitlab", project: "reviews")
        let old = try runner(world, 1)
        let first = try old("muster-apply")
        #expect(first.isGood, "\(first.log)")
        #expect(world.commitsOnBranch.prefix(2) == ["Run 1 gives the lease back", "Run 1 takes the lease"])
        try world.edit("reviews/campaigns/sox.yaml") {
            $0.replacing("campaign: sox", with: "campaign: sox-all\nformerly: [sox]").replacing(
                "of sox", with: "of all")
        }
        try world.commit("Rename it")
        #expect(try runner(world, 2)("muster-apply").isGood)
        var again = old
        again.id = 3
        let retried = try again("muster-apply")
        #expect(retried.isGood && retried.log.contains("There is nothing to do"), "\(retried.log)")
        #expect(try world.reviews() == ["conductorone: Review of sox", "opal: Review of sox"])
    }

    @Test("a job whose state can't be pushed fails, and its artifact is taken over by its number")
    func takenOver() throws {
        let world = try PipelineWorld("gitlab")
        var first = try runner(world, 1)
        first.variables = ["MUSTER_TEST_KILL_AT": "call.create.after:2"]
        first.before = (
            "code=0; bash .gitlab/muster/run.sh apply",
            {
                // The machine loses the network from here on.
                try world.tool(
                    "git", "case \" $* \" in *\" push \"* | *\" ls-remote \"*) exit 1 ;; esac; exec /usr/bin/git \"$@\""
                )
            }
        )
        let end = try first("muster-apply")
        try FileManager.default.removeItem(at: world.folder("tools/git"))
        #expect(!end.isGood && end.log.contains("state and journal can't be pushed"), "\(end.log)")
        let next = try runner(world, 2)("muster-apply")
        #expect(!next.isGood && next.log.contains("run: 1\n"), "\(next.log)")
        // GitLab's answer to the request for the artifact.
        try world.tool(
            "curl",
            """
            case "$*" in
                *"https://gitlab.example/api/v4/projects/7/jobs/1/artifacts/muster-left.tar") cp '\(world.folder("artifacts/1").path)/muster-left.tar' . ;;
                *) exec /usr/bin/curl "$@" ;;
            esac
            """)
        var operate = try runner(world, 3, source: "web")
        operate.variables = ["MUSTER_COMMAND": "take over", "MUSTER_RUN": "1"]
        let taken = try operate("muster-operate")
        #expect(taken.isGood, "\(taken.log)")
        #expect(world.onBranch("muster.state.json.journal") != nil && world.onBranch("muster.lease") == nil)
        let last = try runner(world, 4)("muster-apply")
        #expect(last.isGood, "\(last.log)")
        #expect(try world.reviews().count == 2)
        #expect(world.recorded.count == 2)
    }

    @Test("a merge request is planned without a secret, with reports that GitLab shows")
    func mergeRequest() throws {
        let world = try PipelineWorld("gitlab")
        let end = try runner(world, 1, source: "merge_request_event")("muster-plan")
        #expect(end.isGood && end.log.contains("Plan: 2 to create"), "\(end.log)")
        let artifacts = world.folder("artifacts/1")
        #expect(try String(contentsOf: artifacts.appending(path: "plan.md"), encoding: .utf8).contains("2 to create"))
        #expect(try String(contentsOf: artifacts.appending(path: "junit.xml"), encoding: .utf8).contains("<testsuite"))
        #expect(
            try String(contentsOf: artifacts.appending(path: "gl-code-quality-report.json"), encoding: .utf8).hasPrefix(
                "["))
    }
}
