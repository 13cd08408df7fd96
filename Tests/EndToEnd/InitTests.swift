import Foundation
import Testing

@Suite("A project that init makes")
struct InitTests {
    /// In a folder that has nothing.
    private func empty() throws -> Muster {
        let muster = try Muster()
        try FileManager.default.removeItem(at: muster.folder.appending(path: "campaigns"))
        return muster
    }

    @Test("plans and applies in the sandbox at once, without a warning, and says what comes next")
    func atOnce() throws {
        let muster = try empty()
        let made = try muster("init")
        #expect(made.code == 0 && made.errors == "", "\(made.errors)")
        #expect(
            made.output.hasPrefix(
                """
                Made muster.yaml.
                Made campaigns/quarterly.yaml.
                Made muster.schema.json.
                Made muster.project.schema.json.
                Wrote into .gitignore what stays on this machine.
                Made muster.state.json, and wrote its lineage into muster.yaml. Commit both.

                Next:
                  muster plan --sandbox\u{20}
                """), "\(made.output)")
        // Editors find the schemas by the first lines.
        #expect(try muster.read("muster.schema.json") == muster("schema").output)
        #expect(try muster.read("muster.project.schema.json") == muster("schema", "project").output)
        #expect(
            try muster.read("muster.yaml").hasPrefix("# yaml-language-server: $schema=muster.project.schema.json\n"))
        #expect(
            try muster.read("campaigns/quarterly.yaml").hasPrefix(
                "# yaml-language-server: $schema=../muster.schema.json\n"))
        let plan = try muster("plan")
        #expect(plan.code == 0 && plan.errors == "", "\(plan.errors)")
        #expect(plan.output.hasSuffix("Plan: 3 to create, 0 unchanged, 3 upcoming.\n"))
        #expect(try muster("plan", "--sandbox").output.hasSuffix("Plan: 3 to create, 0 unchanged, 3 upcoming.\n"))
        let applied = try muster("apply", "--sandbox", "--yes")
        #expect(
            applied.code == 0 && applied.output.contains("Applied: 3 created, 0 resumed, 0 failed"), "\(applied.errors)"
        )
        #expect(try muster("plan", "--sandbox").output.hasSuffix("Plan: 0 to create, 3 unchanged, 3 upcoming.\n"))
        let again = try muster("init")
        #expect(again.code == 0)
        #expect(again.output == "muster.yaml and muster.state.json exist and belong together.\n")
    }

    @Test("has the platforms that were asked for", arguments: ["cakewalk", "conductorone", "opal"])
    func platforms(name: String) throws {
        let muster = try empty()
        #expect(try muster("init", "--platform", name).code == 0)
        let plan = try muster("plan")
        #expect(
            plan.errors == "" && plan.output.hasSuffix("Plan: 1 to create, 0 unchanged, 1 upcoming.\n"),
            "\(plan.errors)")
        #expect(plan.output.contains("/\(name)  create"))
        // No account has a person at acme.example, so nothing of it can be created by mistake.
        #expect(plan.output.contains("${user:dana@acme.example} is known at apply"))
        let late = try muster("init", "--platform", "opal")
        #expect(late.code == 64 && late.errors.contains("--platform is for a new project"))
    }

    @Test("leaves every file that is there as it is, and adds to .gitignore what it lacks")
    func kept() throws {
        let muster = try empty()
        try muster.write("# mine\n.muster/", to: ".gitignore")
        try muster.write("campaign: mine\nname: Mine\ndue: 2099-01-29\nreviews: {}\n", to: "mine.yaml")
        let made = try muster("init", "--ci", "gitlab")
        #expect(made.code == 0, "\(made.errors)")
        #expect(try muster.read(".gitignore") == "# mine\n.muster/\n*.state.json.lock\n*.state.json.new*\n")
        #expect(!muster.exists("campaigns"), "what stands beside muster.yaml would be left out of the project")
        try muster.write("stages: [test]\n", to: ".gitlab-ci.yml")
        try muster.write("# changed\n", to: ".gitlab/muster/run.sh")
        let again = try muster("init", "--ci", "gitlab")
        #expect(again.code == 0)
        #expect(
            again.output.contains(
                "Left .gitlab-ci.yml as it is: it must include /.gitlab/muster/muster.gitlab-ci.yml.\n"))
        #expect(again.output.contains("Left .gitlab/muster/run.sh as it is.\n"))
        #expect(again.output.contains(".gitlab/muster/state.sh is there already.\n"))
        #expect(try muster.read(".gitlab-ci.yml") == "stages: [test]\n")
        #expect(try muster.read(".gitlab/muster/run.sh") == "# changed\n")
        #expect(try muster.read(".gitignore").split(separator: "\n").count == 4)
    }

    @Test("gets the pipeline into the repository's folder, which knows where the project is")
    func inner() throws {
        let muster = try empty()
        try FileManager.default.createDirectory(
            at: muster.folder.appending(path: ".git"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: muster.folder.appending(path: "access/it's"), withIntermediateDirectories: true)
        let made = try muster("init", "--project", "access/it's", "--ci", "github")
        #expect(made.code == 0, "\(made.errors)")
        let workflow = try muster.read(".github/workflows/muster.yml")
        #expect(workflow.contains("\n  MUSTER_PROJECT: \"access/it's\" # the folder"))
        // Once the pipeline has the state, nobody is told to begin another, and the pipeline can still be written anew.
        try FileManager.default.removeItem(at: muster.folder.appending(path: "access/it's/muster.state.json"))
        try FileManager.default.removeItem(at: muster.folder.appending(path: ".github/muster/run.sh"))
        let late = try muster("init", "--project", "access/it's", "--ci", "github")
        #expect(
            late.code == 1 && late.errors.contains("`bash .github/muster/state.sh fetch` says where"), "\(late.errors)")
        #expect(late.output.contains("/.github/muster/run.sh.\n") && muster.exists(".github/muster/run.sh"))
        #expect(made.output.contains(#"then: bash .github/muster/state.sh begin 'access/it'\''s'"#), "\(made.output)")
    }
}
