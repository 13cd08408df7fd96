import Foundation
import Testing

/// The pipeline that `init --ci github` writes, step by step, over real git repositories and a server for the vendors.
@Suite("The pipeline's jobs", .enabled(if: PipelineWorld.isPossible, PipelineWorld.whyNot))
struct InterleavingTests {
    private static let both = ["conductorone: Review of sox", "opal: Review of sox"]
    private static let push = "Push state and journal"
    private static let lease = "Plan, and take the lease"

    private func head(_ world: PipelineWorld) throws -> String {
        try world.run(["git", "rev-parse", "HEAD"], in: world.clone).trimmingCharacters(in: .newlines)
    }

    private func runner(_ world: PipelineWorld, _ run: Int, attempt: Int = 1) throws -> GitHubRunner {
        GitHubRunner(world: world, run: run, attempt: attempt, commit: try head(world))
    }

    private func operate(_ world: PipelineWorld, _ run: Int, _ inputs: [String: String]) throws -> GitHubRunner.End {
        var runner = try runner(world, run)
        runner.event = "workflow_dispatch"
        runner.inputs = inputs
        return try #require(try runner("operate"))
    }

    @Test("the first run creates under the lease and gives it back; the next one has nothing to do and takes none")
    func once() throws {
        let world = try PipelineWorld(project: "reviews/of us")
        let first = try #require(try runner(world, 1)("apply"))
        #expect(first.isGood, "\(first.log)")
        #expect(try world.reviews() == Self.both)
        #expect(world.recorded == ["sox/conductorone", "sox/opal"])
        #expect(
            world.commitsOnBranch == [
                "Run 1-1 gives the lease back", "Run 1-1 takes the lease", "Begin with the state that init made",
            ])
        #expect(world.onBranch("muster.lease") == nil && world.onBranch("muster.state.json.journal") == nil)
        // Only the step that applies has the vendors' secrets, and no token of the repository.
        for step in first.steps {
            let holds = step.environment.values.contains("s3cr3t")
            #expect(holds == (step.name == "Apply"), "\(step.name)")
            if holds { #expect(!step.environment.values.contains("t0ken")) }
        }
        #expect(!first.log.contains("s3cr3t") && !first.log.contains("t0ken"))
        let second = try #require(try runner(world, 2)("apply"))
        #expect(second.isGood && second.log.contains("There is nothing to do"), "\(second.log)")
        #expect(world.commitsOnBranch.count == 3)
        #expect(try world.reviews() == Self.both)
        // The lease told what it was for.
        let told = try world.run(
            ["git", "-C", world.origin.path, "show", "muster-state~1:muster.lease"], in: world.clone)
        #expect(told.contains("run: 1-1\npage: https://github.example/acme/reviews/actions/runs/1\n"))
        #expect(told.contains("+ sox/opal  create"))
    }

    @Test("a job that is run again works from the newest state and the newest manifests, not from those of its commit")
    func again() throws {
        let world = try PipelineWorld()
        let old = try runner(world, 1)
        #expect(try old("apply")?.isGood == true)
        // The campaign gets another name: to the old manifests, the review would be one that state does not know.
        try world.edit("campaigns/sox.yaml") {
            $0.replacing("campaign: sox", with: "campaign: sox-all\nformerly: [sox]").replacing(
                "Review of sox", with: "Review of all")
        }
        try world.commit("Rename it")
        #expect(try runner(world, 2)("apply")?.isGood == true)
        #expect(world.recorded == ["sox-all/conductorone", "sox-all/opal"])
        var again = old
        again.attempt = 2
        let end = try #require(try again("apply"))
        #expect(end.isGood && end.log.contains("There is nothing to do"), "\(end.log)")
        #expect(try world.reviews() == Self.both)
    }

    @Test("a job that waited applies what the branch has by then, and state remembers that commit")
    func queued() throws {
        let world = try PipelineWorld()
        let waiting = try runner(world, 1)
        try world.write(PipelineWorld.campaign("pci"), to: "campaigns/pci.yaml")
        let newest = try world.commit("Another")
        #expect(try waiting("apply")?.isGood == true)
        #expect(world.recorded.count == 4)
        let state = try #require(world.onBranch("muster.state.json"))
        #expect(state.contains(newest) && !state.contains(waiting.commit))
    }

    @Test("of two runs at once, the one that finds the lease taken ends, and has nothing to do when it is run again")
    func taken() throws {
        let world = try PipelineWorld()
        var first = try runner(world, 1)
        var other: GitHubRunner.End?
        first.before["Apply"] = { other = try runner(world, 2)("apply") }
        #expect(try first("apply")?.isGood == true)
        let ended = try #require(other)
        #expect(!ended.isGood && ended.log.contains("run: 1-1"), "\(ended.log)")
        #expect(ended.log.contains("::error title=Muster state::another run has the lease"))
        #expect(ended.steps.contains { $0.name == "Apply" } == false)
        #expect(try world.reviews() == Self.both)
        let next = try #require(try runner(world, 2, attempt: 2)("apply"))
        #expect(next.isGood && next.log.contains("There is nothing to do"))
        #expect(try world.reviews() == Self.both)
    }

    @Test("of two runs that fetched the same state, the one whose lease is pushed later is refused and creates nothing")
    func raced() throws {
        let world = try PipelineWorld()
        var slow = try runner(world, 1)
        var fast: GitHubRunner.End?
        slow.before[Self.lease] = { fast = try runner(world, 2)("apply") }
        let end = try #require(try slow("apply"))
        #expect(fast?.isGood == true)
        #expect(!end.isGood && end.log.contains("another run was faster, so nothing was begun here"), "\(end.log)")
        #expect(end.log.contains("This run has no lease to give back."))
        #expect(try world.reviews() == Self.both)
        #expect(world.onBranch("muster.lease") == nil)
        #expect(world.commitsOnBranch.first == "Run 2-1 gives the lease back")
    }

    @Test("a push that the network loses is tried again, and one whose answer is lost is known to have arrived")
    func lost() throws {
        let world = try PipelineWorld()
        // Each first push of a kind does nothing, each second one is done and then seems to fail.
        try world.tool(
            "git",
            """
            case " $* " in *" push "*)
                n=$(($(cat '\(world.path)/pushes' 2> /dev/null || echo 0) + 1)); echo $n > '\(world.path)/pushes'
                if [ $((n % 2)) = 1 ]; then exit 1; fi
                /usr/bin/git "$@"; exit 1 ;;
            esac
            exec /usr/bin/git "$@"
            """)
        let end = try #require(try runner(world, 1)("apply"))
        #expect(end.isGood, "\(end.log)")
        #expect(world.recorded.count == 2 && world.onBranch("muster.lease") == nil)
    }

    @Test(
        "a Muster that is killed leaves its journal on the branch, and the next run finishes what was begun",
        arguments: ["call.create.after", "state.temporary"])
    func killed(step: String) throws {
        let world = try PipelineWorld()
        var first = try runner(world, 1)
        first.fault = ["MUSTER_TEST_KILL_AT": step]
        let end = try #require(try first("apply"))
        #expect(!end.isGood && end.log.contains("::error title=Muster ended with 137::"), "\(end.log)")
        #expect(world.onBranch("muster.lease") == nil)
        #expect(world.onBranch("muster.state.json.journal") != nil)
        let next = try #require(try runner(world, 2)("apply"))
        #expect(next.isGood, "\(next.log)")
        #expect(try world.reviews() == Self.both)
        #expect(world.recorded.count == 2 && world.onBranch("muster.state.json.journal") == nil)
    }

    @Test(
        "a machine that is lost in the midst of an apply ends all later runs until its lease is taken over by its name")
    func machineLost() throws {
        let world = try PipelineWorld()
        var first = try runner(world, 1)
        first.fault = ["MUSTER_TEST_KILL_AT": "call.create.after:2"]
        first.isLostIn = "Apply"
        _ = try first("apply")
        #expect(try world.reviews() == Self.both)
        #expect(world.recorded == [])
        let next = try #require(try runner(world, 2)("apply"))
        #expect(!next.isGood && next.log.contains("run: 1-1"))
        // It left nothing, and another name is not its name.
        let with = try operate(world, 3, ["command": "take over", "run": "1-1"])
        #expect(!with.isGood)
        let wrong = try operate(world, 4, ["command": "take over without its state", "run": "2-1"])
        #expect(!wrong.isGood && wrong.log.contains("that lease is not the one of the run that was named"))
        #expect(world.commitsOnBranch.first == "Run 1-1 takes the lease")
        let taken = try operate(world, 5, ["command": "take over without its state", "run": "1-1"])
        #expect(taken.isGood && taken.log.contains("+ sox/opal  create"), "\(taken.log)")
        #expect(world.onBranch("muster.lease") == nil)
        // A marker tells of the one, and the name stops the other until a person says whose it is.
        let stopped = try #require(try runner(world, 6)("apply"))
        #expect(!stopped.isGood, "\(stopped.log)")
        #expect(try world.reviews() == Self.both)
        #expect(world.recorded == ["sox/conductorone"])
        let id = try #require(stopped.log.firstMatch(of: /muster adopt sox\/opal ([0-9a-f-]{36})/)?.output.1)
        let adopted = try operate(
            world, 7, ["command": "adopt --accept-differences", "address": "sox/opal", "id": String(id)])
        #expect(adopted.isGood, "\(adopted.log)")
        #expect(world.recorded == ["sox/conductorone", "sox/opal"])
        #expect(try runner(world, 8)("apply")?.isGood == true)
        #expect(try world.reviews() == Self.both)
    }

    @Test("what a dead run left as its artifact is taken over with its lease, and nothing is created twice")
    func takenOver() throws {
        let world = try PipelineWorld()
        var first = try runner(world, 1)
        first.fault = ["MUSTER_TEST_KILL_AT": "call.create.after:2"]
        let away = world.folder("away.git")
        first.before[Self.push] = { try FileManager.default.moveItem(at: world.origin, to: away) }
        let end = try #require(try first("apply"))
        try FileManager.default.moveItem(at: away, to: world.origin)
        #expect(!end.isGood && end.log.contains("state and journal can't be pushed: they are in this job's artifact"))
        #expect(try runner(world, 2)("apply")?.isGood == false)
        let taken = try operate(world, 3, ["command": "take over", "run": "1-1"])
        #expect(taken.isGood, "\(taken.log)")
        #expect(world.commitsOnBranch.prefix(2).last == "Run 3-1 takes the lease over from run 1-1, with its state")
        #expect(world.onBranch("muster.state.json.journal") != nil)
        let next = try #require(try runner(world, 4)("apply"))
        #expect(next.isGood, "\(next.log)")
        #expect(try world.reviews() == Self.both)
        #expect(world.recorded.count == 2)
    }

    @Test("state that can't be pushed because somebody else pushed is kept, and never pushed over theirs")
    func refusedAfterwards() throws {
        let world = try PipelineWorld()
        var first = try runner(world, 1)
        first.before[Self.push] = { try world.push(toBranch: "README.md", "changed\n") }
        let end = try #require(try first("apply"))
        #expect(!end.isGood && end.log.contains("state and journal can't be pushed"), "\(end.log)")
        #expect(world.commitsOnBranch.first == "By hand" && world.recorded == [])
        #expect(try runner(world, 2)("apply")?.isGood == false)
        #expect(try operate(world, 3, ["command": "take over", "run": "1-1"]).isGood)
        #expect(world.recorded.count == 2 && world.onBranch("README.md") == "changed\n")
        #expect(try runner(world, 4)("apply")?.isGood == true)
        #expect(try world.reviews() == Self.both)
    }

    @Test("a left state that is older than the branch's is not taken")
    func older() throws {
        let world = try PipelineWorld()
        #expect(try runner(world, 1)("apply")?.isGood == true)
        let artifact = world.folder("artifacts/9/muster-state-9-1")
        try FileManager.default.createDirectory(at: artifact, withIntermediateDirectories: true)
        let begun = try world.run(
            ["git", "-C", world.origin.path, "show", "muster-state~2:muster.state.json"], in: world.clone)
        try Data(begun.utf8).write(to: artifact.appending(path: "muster.state.json"))
        try world.push(toBranch: "muster.lease", "run: 9-1\n")
        let end = try operate(world, 2, ["command": "take over", "run": "9-1"])
        #expect(!end.isGood && end.log.contains("older than that of the branch"), "\(end.log)")
        #expect(world.recorded.count == 2)
    }
}
