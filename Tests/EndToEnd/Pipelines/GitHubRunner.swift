import Foundation
import Support
import Testing

/// Runs a job of the workflow that is in a repository as GitHub's runner does: its steps in order, with the environment that they declare
/// and nothing else, and the three actions that it uses.
struct GitHubRunner {
    struct End {
        var isGood: Bool
        var log: String
        var summary: String
        /// The names of the steps that ran, and the variables that each had beside the runner's own.
        var steps: [(name: String, environment: [String: String])]
    }

    let world: PipelineWorld
    var event = "schedule"
    var inputs: [String: String] = [:]
    var run = 1
    var attempt = 1
    /// The commit that the event is of, which is what a job that is run again has too.
    var commit: String
    var ref = "refs/heads/main"
    var headRepository = "acme/reviews"
    var secrets = [
        "CONDUCTORONE_CLIENT_ID": "quiet-fox-1@acme.conductor.one/pcc", "CONDUCTORONE_CLIENT_SECRET": "s3cr3t",
        "OPAL_AUTH_TOKEN": "s3cr3t",
    ]
    /// What else is in the environment of a step's Muster.
    var fault: [String: String] = [:]
    /// What happens elsewhere before a step begins.
    var before: [String: () throws -> Void] = [:]
    /// Where a person cancels the job: as soon as this file is there, below the runner's temporary folder.
    var isCancelledAt: String?
    /// The step in which the machine is lost, with all that is on it.
    var isLostIn: String?

    /// Runs the job; nothing where the event is not for it.
    func callAsFunction(_ name: String) throws -> End? {
        let work = world.folder("runner-\(UUID().uuidString)")
        let workspace = work.appending(path: "workspace")
        let temp = work.appending(path: "temp")
        for folder in [workspace, temp] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        // The workflow itself is that of the commit.
        let text = try world.run(["git", "-C", world.origin.path, "show", "\(commit):\(world.pipelineFile)"], in: work)
        let file = work.appending(path: "workflow.yml")
        try Data(text.utf8).write(to: file)
        let workflow = try PipelineTree(contentsOf: file)
        let job = try #require(workflow["jobs"]?[name])
        try #require(workflow["on"]?[event] != nil)

        var end = End(isGood: true, log: "", summary: "", steps: [])
        var outputs: [String: String] = [:]
        func value(_ context: String) throws -> String { try self.value(context, end, outputs, temp) }
        func expanded(_ tree: PipelineTree?) throws -> [String: String] {
            var result: [String: String] = [:]
            for (key, tree) in tree?.members ?? [] {
                result[key] = try PipelineExpression.expand(tree.text ?? "", value)
            }
            return result
        }
        func holds(_ condition: String?) throws -> Bool {
            guard let condition else { return end.isGood }
            let inner = condition.hasPrefix("${{") ? String(condition.dropFirst(3).dropLast(2)) : condition
            let holds = PipelineExpression.isTrue(try PipelineExpression.evaluate(inner, value))
            let asks = ["always()", "cancelled()", "failure()", "success()"].contains { inner.contains($0) }
            return holds && (asks || end.isGood)
        }
        guard try holds(job["if"]?.text) else { return nil }
        let declared = try expanded(workflow["env"]).merging(expanded(job["env"])) { $1 }

        for step in job["steps"]?.elements ?? [] {
            guard try holds(step["if"]?.text) else { continue }
            let title = step["name"]?.text ?? step["uses"]?.text ?? ""
            try before[title]?()
            let with = try expanded(step["with"])
            let environment = try declared.merging(expanded(step["env"])) { $1 }
            end.steps.append((title, environment))
            if let action = step["uses"]?.text {
                do {
                    try use(action, with, workspace, temp)
                } catch {
                    end.log += "\(title): \(error)\n"
                    end.isGood = false
                }
                continue
            }
            let script = temp.appending(path: "script.sh")
            try Data(try #require(step["run"]?.text).utf8).write(to: script)
            var all = world.baseEnvironment.merging(runnerVariables(temp, workspace)) { $1 }
            all.merge(environment) { $1 }
            if title == "Apply" || title == "Operate" { all.merge(fault) { $1 } }
            let result = try PipelineWorld.run(["bash", "-e", script.path], in: workspace, all) { process in
                if title == "Apply", let isCancelledAt {
                    interrupt(process, when: temp.appending(path: isCancelledAt))
                }
            }
            end.log += "## \(title)\n\(result.output)"
            if result.code != 0 { end.isGood = false }
            if title == isLostIn { return end }
            if let id = step["id"]?.text {
                for line in lines(temp, "output") {
                    let parts = line.split(separator: "=", maxSplits: 1)
                    outputs["steps.\(id).outputs.\(try parts.at(0))"] = String(try parts.at(1))
                }
            }
        }
        end.summary = lines(temp, "summary").joined(separator: "\n")
        return end
    }

    /// As a host does: it signals the shell alone, and not what that has started.
    private func interrupt(_ process: Process, when file: URL) {
        let deadline = Date.now.addingTimeInterval(20)
        while !FileManager.default.fileExists(atPath: file.path), process.isRunning, Date.now < deadline {
            usleep(5_000)
        }
        process.interrupt()
    }

    private func lines(_ temp: URL, _ name: String) -> [String] {
        ((try? String(contentsOf: temp.appending(path: name), encoding: .utf8)) ?? "").split(
            separator: "\n", omittingEmptySubsequences: false
        ).filter { !$0.isEmpty }.map(String.init)
    }

    private func runnerVariables(_ temp: URL, _ workspace: URL) -> [String: String] {
        [
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_RUN_ID": "\(run)", "GITHUB_RUN_ATTEMPT": "\(attempt)",
            "GITHUB_REPOSITORY": "acme/reviews", "GITHUB_SERVER_URL": "https://github.example", "GITHUB_SHA": commit,
            "GITHUB_ACTOR": "dana", "RUNNER_TEMP": temp.path, "GITHUB_WORKSPACE": workspace.path,
            "GITHUB_STEP_SUMMARY": temp.appending(path: "summary").path,
            "GITHUB_OUTPUT": temp.appending(path: "output").path,
        ]
    }

    private func value(_ context: String, _ end: End, _ outputs: [String: String], _ temp: URL) throws -> String {
        if context.hasPrefix("inputs.") { return inputs[String(context.dropFirst(7))] ?? "" }
        if context.hasPrefix("secrets.") { return secrets[String(context.dropFirst(8))] ?? "" }
        if context.hasPrefix("steps.") { return outputs[context] ?? "" }
        return switch context {
        case "always()": "true"
        case "cancelled()": "false"
        case "github.event_name": event
        case "github.ref": ref
        case "github.ref_name": String(ref.split(separator: "/").last ?? "")
        case "github.event.repository.default_branch": "main"
        case "github.event.pull_request.head.repo.full_name": headRepository
        case "github.event.pull_request.number": "12"
        case "github.repository": "acme/reviews"
        case "github.token": "t0ken"
        case "github.run_id": "\(run)"
        case "github.run_attempt": "\(attempt)"
        case "runner.temp": temp.path
        case "vars.MUSTER_PACKAGE_URL": world.packageURL
        default: try #require(nil as String?, "\(context)")
        }
    }

    // MARK: Actions

    private func use(_ action: String, _ with: [String: String], _ workspace: URL, _ temp: URL) throws {
        func place(_ path: String) -> URL {
            path.hasPrefix("/") ? URL(filePath: path) : workspace.appending(path: path)
        }
        let files = FileManager.default
        func artifacts(_ run: String) throws -> URL {
            world.folder("artifacts/\(run)/\(try #require(with["name"]))")
        }
        switch action.split(separator: "@").first {
        case "actions/checkout":
            #expect(with["persist-credentials"] == "false")
            try world.run(["git", "init", "-q", "."], in: workspace)
            try world.run(["git", "remote", "add", "origin", world.origin.path], in: workspace)
            // Without `ref` it is the commit of the event, whatever its branch is now.
            try world.run(["git", "fetch", "-q", "origin", with["ref"] ?? commit], in: workspace)
            try world.run(["git", "checkout", "-q", "--detach", "FETCH_HEAD"], in: workspace)
        case "actions/upload-artifact":
            let folder = try artifacts("\(run)")
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            for path in (with["path"] ?? "").split(separator: "\n").map({ place(String($0)) })
            where files.fileExists(atPath: path.path) {
                let copy = folder.appending(path: path.lastPathComponent)
                try? files.removeItem(at: copy)
                try files.copyItem(at: path, to: copy)
            }
        case "actions/download-artifact":
            let target = place(try #require(with["path"]))
            try files.createDirectory(at: target, withIntermediateDirectories: true)
            let folder = try artifacts(with["run-id"] ?? "\(run)")
            for name in try files.contentsOfDirectory(atPath: folder.path) {
                try files.copyItem(at: folder.appending(path: name), to: target.appending(path: name))
            }
        default: Issue.record("\(action) is not known here")
        }
    }
}
