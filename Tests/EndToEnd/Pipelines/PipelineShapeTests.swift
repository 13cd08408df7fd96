import Foundation
import Support
import Testing

@Suite("The pipelines that are shipped")
struct PipelineShapeTests {
    private static let folder = PipelineWorld.root.appending(path: "Examples/pipelines")
    private static let scripts = ["install.sh", "run.sh", "state.sh"]

    private func github() throws -> PipelineTree {
        try PipelineTree(contentsOf: Self.folder.appending(path: "github/muster.yml"))
    }

    private func gitlab() throws -> PipelineTree {
        try PipelineTree(contentsOf: Self.folder.appending(path: "gitlab/muster.gitlab-ci.yml"))
    }

    private func jobs() throws -> [(key: String, value: PipelineTree)] { try #require(github()["jobs"]).members }

    @Test(
        "are valid to the schemas of GitHub and GitLab",
        .enabled(if: OtherProgram.isHere("check-jsonschema"), "check-jsonschema is not installed"))
    func schemas() throws {
        for (schema, file) in [
            ("vendor.github-workflows", "github/muster.yml"), ("vendor.gitlab-ci", "gitlab/muster.gitlab-ci.yml"),
            ("vendor.gitlab-ci", "gitlab/including.gitlab-ci.yml"),
        ] {
            let path = Self.folder.appending(path: file).path
            _ = try OtherProgram.output(of: ["check-jsonschema", "--builtin-schema", schema, path])
        }
    }

    @Test(
        "have scripts without a finding, those within them too",
        .enabled(if: OtherProgram.isHere("shellcheck"), "shellcheck is not installed"))
    func shell() throws {
        _ = try OtherProgram.output(of: ["shellcheck"] + Self.scripts.map { Self.folder.appending(path: $0).path })
        let steps = try jobs().flatMap { $0.value["steps"]?.elements ?? [] }.compactMap { $0["run"]?.text }
        let lines = try gitlab().members.flatMap { job in
            ["before_script", "script", "after_script"].map { key in
                (job.value[key]?.elements ?? []).compactMap(\.text).joined(separator: "\n")
            }
        }
        for script in steps + lines where !script.isEmpty {
            try OtherProgram.with(file: "#!/bin/bash\nset -e\n\(script)\n", extension: "sh") { path in
                _ = try OtherProgram.output(of: ["shellcheck", path])
            }
        }
    }

    @Test("never run a pull request's code with rights of the repository's own")
    func events() throws {
        let events = try #require(github()["on"]).members.map(\.key)
        #expect(events == ["pull_request", "schedule", "workflow_dispatch"])
    }

    @Test("pin every action by its commit, and say its version")
    func pins() throws {
        let text = try String(contentsOf: Self.folder.appending(path: "github/muster.yml"), encoding: .utf8)
        let uses = text.split(separator: "\n").filter { $0.contains("uses:") }
        #expect(uses.count >= 8)
        for line in uses {
            #expect(
                line.wholeMatch(of: /\s+(- )?uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/) != nil, "\(line)")
        }
    }

    @Test("give each job the rights that it needs and no more")
    func permissions() throws {
        #expect(try github()["permissions"]?.members.isEmpty == true)
        let rights = try jobs().map { job in
            "\(job.key): "
                + (job.value["permissions"]?.members ?? []).map { "\($0.key) \($0.value.text ?? "")" }.joined(
                    separator: ", ")
        }
        #expect(
            rights == [
                "plan: contents read", "comment: pull-requests write", "apply: contents write",
                "operate: contents write, actions read",
            ])
        // The one with rights on pull requests runs nothing of theirs.
        let comment = try #require(try jobs().first { $0.key == "comment" }?.value)
        #expect(!comment.texts.contains { $0.text.contains("actions/checkout") || $0.text.contains(".github/muster") })
        #expect(comment["if"]?.text?.contains("head.repo.full_name == github.repository") == true)
    }

    @Test("give no secret to a pull request, and those of the vendors to one step of a job in an environment")
    func secrets() throws {
        for (name, job) in try jobs() {
            let holders = (job["steps"]?.elements ?? []).filter { step in
                step.texts.contains { $0.text.contains("secrets.") }
            }
            let writes = ["apply", "operate"].contains(name)
            #expect(holders.count == (writes ? 1 : 0), "\(name)")
            #expect(!(job["env"]?.texts ?? []).contains { $0.text.contains("secrets.") })
            #expect((job["environment"]?.text == "muster") == writes)
            #expect((job["concurrency"]?["cancel-in-progress"]?.text == "false") == writes)
            #expect((job["concurrency"]?["group"]?.text == "muster-state") == writes)
        }
        #expect(try !(github()["env"]?.texts ?? []).contains { $0.text.contains("secrets.") })
    }

    @Test("put nothing that a person typed or named into a script")
    func injection() throws {
        let scripts = try github().texts.filter { $0.path.hasSuffix("steps/run") }.map(\.text)
        #expect(scripts.count > 12 && !scripts.contains { $0.contains("${{") })
        for (_, job) in try jobs() {
            for step in job["steps"]?.elements ?? [] where step["uses"]?.text?.hasPrefix("actions/checkout@") == true {
                #expect(step["with"]?["persist-credentials"]?.text == "false")
            }
        }
    }

    @Test("push state whatever became of the apply, and keep it as an artifact")
    func always() throws {
        for (name, job) in try jobs() where ["apply", "operate"].contains(name) {
            let steps = job["steps"]?.elements ?? []
            for title in ["Push state and journal", "Keep state and journal"] {
                let step = try #require(steps.first { $0["name"]?.text == title })
                #expect(step["if"]?.text == "${{ always() }}")
            }
        }
        let writes = try #require(try gitlab()[".muster-writes"])
        #expect(writes["after_script"]?.elements.dropLast().last?.text == "bash .gitlab/muster/state.sh finish")
        #expect(writes["artifacts"]?["when"]?.text == "always" && writes["resource_group"]?.text == "muster-state")
    }

    @Test("offer the same commands on both hosts, each of which the script knows")
    func commands() throws {
        let inputs = try github()["on"]?["workflow_dispatch"]?["inputs"]
        let onGitHub = (inputs?["command"]?["options"]?.elements ?? []).compactMap(\.text)
        let onGitLab = (try gitlab()["variables"]?["MUSTER_COMMAND"]?["options"]?.elements ?? []).compactMap(\.text)
        #expect(["nothing"] + onGitHub == onGitLab)
        let script = try String(contentsOf: Self.folder.appending(path: "run.sh"), encoding: .utf8)
        for command in onGitHub.dropFirst() {
            #expect(script.contains("        \(command)) words") || script.contains("\"\(command)\""), "\(command)")
        }
    }

    @Test("never force a push")
    func force() throws {
        for script in Self.scripts {
            let text = try String(contentsOf: Self.folder.appending(path: script), encoding: .utf8)
            #expect(!text.contains("--force") && !text.contains("push -f"))
        }
    }
}
