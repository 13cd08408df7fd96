import Foundation
import Support
import Testing

/// Runs a job of GitLab's pipeline as its runner does: the variables, `before_script` and `script` in one shell that ends with the first
/// failure, then `after_script` in another, then the artifacts.
struct GitLabRunner {
    let world: PipelineWorld
    var source = "schedule"
    var id = 1
    /// The commit that the pipeline is of, which is what a job that is retried has too.
    var commit: String
    var variables: [String: String] = [:]
    /// What happens elsewhere before a line of the script begins with this.
    var before: (line: String, act: () throws -> Void)?

    /// Runs the job.
    ///
    /// - Returns: whether it is green, and its log.
    func callAsFunction(_ name: String) throws -> (isGood: Bool, log: String) {
        let work = world.folder("runner-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        try world.run(["git", "init", "-q", "."], in: work)
        try world.run(["git", "remote", "add", "origin", world.origin.path], in: work)
        try world.run(["git", "fetch", "-q", "origin", commit], in: work)
        try world.run(["git", "checkout", "-q", "--detach", "FETCH_HEAD"], in: work)
        let pipeline = try PipelineTree(contentsOf: work.appending(path: world.pipelineFile))
        let chain = try inherited(name, pipeline)
        func lines(_ key: String) -> [String] {
            (chain.lazy.compactMap { $0[key] }.first?.elements ?? []).compactMap(\.text)
        }
        let environment = try environment(pipeline, chain)
        var (log, code) = ("", Int32(0))
        let script = lines("before_script") + lines("script")
        var parts = [script]
        if let before, let place = script.firstIndex(where: { $0.hasPrefix(before.line) }) {
            parts = [Array(script[..<place]), Array(script[place...])]
        }
        for (number, part) in parts.enumerated() where code == 0 {
            if number == 1 { try before?.act() }
            let result = try shell(part, in: work, environment)
            log += result.output
            code = result.code
        }
        log += "## after_script\n" + (try shell(lines("after_script"), in: work, environment).output)
        let left = work.appending(path: "muster-left.tar")
        let artifacts = world.folder("artifacts/\(id)")
        try FileManager.default.createDirectory(at: artifacts, withIntermediateDirectories: true)
        try? FileManager.default.copyItem(at: left, to: artifacts.appending(path: "muster-left.tar"))
        for report in ["plan.md", "gl-code-quality-report.json", "junit.xml"] {
            let file = work.appending(path: "muster-plan/\(report)")
            try? FileManager.default.copyItem(at: file, to: artifacts.appending(path: report))
        }
        return (code == 0, log)
    }

    private func shell(_ lines: [String], in folder: URL, _ environment: [String: String]) throws -> (
        code: Int32, output: String
    ) {
        try PipelineWorld.run(
            ["bash", "-c", "set -eo pipefail\n" + lines.joined(separator: "\n")], in: folder, environment)
    }

    /// The job, and what it extends.
    private func inherited(_ name: String, _ pipeline: PipelineTree) throws -> [PipelineTree] {
        let job = try #require(pipeline[name])
        guard let base = job["extends"]?.text else { return [job] }
        return try [job] + inherited(base, pipeline)
    }

    private func environment(_ pipeline: PipelineTree, _ chain: [PipelineTree]) throws -> [String: String] {
        let url = world.origin.deletingPathExtension().path
        var result = [
            "CI": "true", "GITLAB_CI": "true", "CI_JOB_ID": "\(id)", "CI_JOB_TOKEN": "t0ken", "CI_COMMIT_SHA": commit,
            "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_URL": url, "CI_MERGE_REQUEST_PROJECT_URL": url,
            "CI_PROJECT_ID": "7",
            "CI_API_V4_URL": "https://gitlab.example/api/v4", "GITLAB_USER_LOGIN": "dana", "CI_PIPELINE_SOURCE": source,
        ]
        // Protected variables are not for merge requests.
        if source != "merge_request_event" {
            result["CONDUCTORONE_CLIENT_ID"] = "quiet-fox-1@acme.conductor.one/pcc"
            result["CONDUCTORONE_CLIENT_SECRET"] = "s3cr3t"
            result["OPAL_AUTH_TOKEN"] = "s3cr3t"
        }
        for tree in [pipeline] + chain.reversed() {
            for (key, value) in tree["variables"]?.members ?? [] {
                result[key] = expanded(value.text ?? value["value"]?.text ?? "", result)
            }
        }
        // The project's own go before those of the file.
        result["MUSTER_PACKAGE_URL"] = world.packageURL
        result["MUSTER_WORK"] = world.folder("work-\(UUID().uuidString)").path
        return result.merging(world.baseEnvironment) { $1 }.merging(variables) { $1 }
    }

    private func expanded(_ text: String, _ variables: [String: String]) -> String {
        text.replacing(/\$([A-Z0-9_]+)/) { variables[String($0.output.1)] ?? "" }
    }
}
