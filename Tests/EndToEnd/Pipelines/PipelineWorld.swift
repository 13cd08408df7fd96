import Foundation
import JSON
import Support
import Testing

/// A repository at a host, the vendors, and what runners share: real git repositories, and `muster sandbox` as a process of its own that
/// remembers what was created.
final class PipelineWorld {
    private let temporary: TemporaryFolder
    /// What is not here of the programs that jobs run, and that play the host.
    private static let missing = OtherProgram.missing(of: "bash", "curl", "git", "sha256sum", "tar")
    static let isPossible = missing.isEmpty
    static let whyNot: Comment = "not installed: \(missing.joined(separator: ", "))"

    let host: String
    private let children = ChildProcesses()
    private let port: String

    /// The host's own copy, which has no files checked out.
    var origin: URL { folder("origin.git") }
    /// A person's clone.
    var clone: URL { folder("clone") }

    var path: String { temporary.path }

    func folder(_ name: String) -> URL { temporary.url.appending(path: name) }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Made with `muster init --ci`, its state begun on its branch.
    ///
    /// - Parameter latency: how long a vendor takes to answer.
    init(_ host: String = "github", project: String = ".", latency: String = "0s") throws {
        self.host = host
        temporary = try TemporaryFolder()
        port = try Self.serve(in: temporary.url, latency, children)
        try makeTools()
        try run(["git", "init", "-q", "--bare", "-b", "main", origin.path], in: temporary.url)
        try run(["git", "clone", "-q", origin.path, clone.path], in: temporary.url)
        try run(["git", "checkout", "-q", "-b", "main"], in: clone)
        let folder = clone.appending(path: project).standardized
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(Self.projectFile(port), to: "\(project)/muster.yaml")
        try write(Self.campaign(), to: "\(project)/campaigns/sox.yaml")
        try run([Muster.binary.path, "init", "--project", project, "--ci", host], in: clone)
        try edit(pipelineFile) { try $0.replacing(#"MUSTER_SHA256: """#, with: #"MUSTER_SHA256: "\#(packageDigest)""#) }
        try commit("Begin")
        try run(["bash", ".\(host)/muster/state.sh", "begin", project], in: clone)
        try commit("The state is on its branch")
    }

    var pipelineFile: String {
        host == "github" ? ".github/workflows/muster.yml" : ".gitlab/muster/muster.gitlab-ci.yml"
    }

    // MARK: The project

    private static func projectFile(_ port: String) -> String {
        """
        version: 1
        platforms:
          conductorone: { baseURL: "http://127.0.0.1:\(port)/conductorone", settle: 1s }
          opal: { baseURL: "http://127.0.0.1:\(port)/opal/v1", settle: 1s }

        """
    }

    /// A campaign that has two reviews.
    static func campaign(_ name: String = "sox") -> String {
        """
        campaign: \(name)
        name: Review of \(name)
        due: 2099-01-29
        reviews:
          conductorone:
            ownerIds: [2NlXc0wPQNbZ8mEZzWYcBlTzRvj]
            policyId: 2NlXaVb7CQLwVn5fGXUjvvCNJqE
            scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
            scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
            entitlements: [{ appId: 2NlXa, appEntitlementId: 2NlXb }]
            autoStartCampaign: true
            scheduledStartDate: asap
          opal:
            reviewer_assignment_policy: MANUALLY
            send_reviewer_assignment_notification: true
            self_review_allowed: false
            uar_scope: { tags: [{ key: scope, value: \(name) }] }

        """
    }

    func write(_ text: String, to path: String) throws {
        let file = clone.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func edit(_ path: String, _ change: (String) throws -> String) throws {
        let text = try String(contentsOf: clone.appending(path: path), encoding: .utf8)
        let changed = try change(text)
        try #require(changed != text)
        try write(changed, to: path)
    }

    /// Commits all that is in the person's clone, and pushes it.
    ///
    /// - Returns: the commit.
    @discardableResult func commit(_ message: String, branch: String = "main") throws -> String {
        try run(["git", "add", "-A"], in: clone)
        try run(
            ["git", "-c", "user.name=dana", "-c", "user.email=dana@acme.example", "commit", "-q", "-m", message],
            in: clone)
        try run(["git", "push", "-q", "origin", "HEAD:refs/heads/\(branch)"], in: clone)
        return try run(["git", "rev-parse", "HEAD"], in: clone).trimmingCharacters(in: .newlines)
    }

    // MARK: The state's branch

    /// A file of it; nothing where there is none.
    func onBranch(_ file: String) -> String? {
        let shown = try? Self.run(
            ["git", "-C", origin.path, "show", "muster-state:\(file)"], in: temporary.url, baseEnvironment)
        return shown?.code == 0 ? shown?.output : nil
    }

    var commitsOnBranch: [String] {
        let log = try? run(["git", "-C", origin.path, "log", "--format=%s", "muster-state"], in: temporary.url)
        return log?.split(separator: "\n").map(String.init) ?? []
    }

    /// Someone, with a clone of the branch, commits to it and pushes.
    func push(toBranch file: String, _ text: String) throws {
        let other = folder("other-\(UUID().uuidString)")
        try run(["git", "clone", "-q", "-b", "muster-state", origin.path, other.path], in: temporary.url)
        try Data(text.utf8).write(to: other.appending(path: file))
        try run(["git", "add", "-A"], in: other)
        try run(
            ["git", "-c", "user.name=eli", "-c", "user.email=eli@acme.example", "commit", "-q", "-m", "By hand"],
            in: other)
        try run(["git", "push", "-q", "origin", "muster-state"], in: other)
    }

    /// The addresses of state on its branch.
    var recorded: [String] {
        let state = onBranch("muster.state.json").flatMap { try? JSONReader.read(Array($0.utf8)) }
        return (state?["resources"]?.objectValue?.members.map(\.key) ?? []).sorted()
    }

    // MARK: The vendors

    /// The names of what the vendors have: one for each review.
    func reviews() throws -> [String] {
        let opal = try get("opal/v1/uars")["results"]?.arrayValue ?? []
        let conductorOne = try get("conductorone/api/v1/access_reviews?page_size=100")["list"]?.arrayValue ?? []
        let names =
            opal.compactMap { $0["name"]?.stringValue.map { "opal: \($0)" } }
            + conductorOne.compactMap {
                ($0["accessReview"] ?? $0)["displayName"]?.stringValue.map { "conductorone: \($0)" }
            }
        return names.sorted()
    }

    private func get(_ path: String) throws -> JSONValue {
        let answer = try run(
            ["curl", "-sS", "--fail", "-H", "Authorization: Bearer t", "http://127.0.0.1:\(port)/\(path)"],
            in: temporary.url)
        return try JSONReader.read(Array(answer.utf8))
    }

    // MARK: Programs

    /// What a run's environment always has.
    var baseEnvironment: [String: String] {
        [
            "PATH": "\(folder("tools").path):/usr/local/bin:/usr/bin:/bin", "HOME": temporary.path,
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
    }

    private func makeTools() throws {
        // Git starts nothing that outlives it.
        try Data("[gc]\n    auto = 0\n[maintenance]\n    auto = false\n".utf8).write(to: folder(".gitconfig"))
        // Waits take no time, and what would be sent to GitHub is written down.
        try tool("sleep", "exit 0")
        try tool(
            "gh",
            """
            printf '%s ' "$@" >> "\(temporary.path)/gh"; echo >> "\(temporary.path)/gh"
            case "$*" in *PATCH* | *POST*) cp body.md "\(temporary.path)/comment" ;; esac
            case "$*" in *--paginate*) [ ! -e "\(temporary.path)/comment" ] || echo 4711 ;; esac
            """)
        let package = folder("package/muster-0.2.0-linux-x86_64")
        let bin = package.appending(path: "bin")
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
        let program = "#!/bin/sh\nexec '\(Muster.binary.path)' \"$@\"\n"
        try Data(program.utf8).write(to: bin.appending(path: "muster"))
        try run(["chmod", "+x", bin.appending(path: "muster").path], in: temporary.url)
        let machine = try run(["uname", "-m"], in: temporary.url).trimmingCharacters(in: .newlines)
        try run(
            ["tar", "-czf", "muster-0.2.0-linux-\(machine).tar.gz", package.lastPathComponent], in: folder("package"))
    }

    func tool(_ name: String, _ script: String) throws {
        let file = folder("tools/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("#!/bin/bash\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    var packageURL: String { "file://\(folder("package").path)" }

    var packageDigest: String {
        get throws {
            let sums = try run(["sh", "-c", "sha256sum muster-*.tar.gz"], in: folder("package"))
            return String(sums.prefix(64))
        }
    }

    /// What the program prints; its failure is the test's.
    @discardableResult func run(_ command: [String], in folder: URL, _ environment: [String: String] = [:]) throws
        -> String
    {
        let result = try Self.run(command, in: folder, baseEnvironment.merging(environment) { $1 })
        try #require(result.code == 0, "\(command): \(result.output)")
        return result.output
    }

    /// Output and errors together, through a file, so that no pipe can fill up.
    static func run(
        _ command: [String], in folder: URL, _ environment: [String: String], during act: (Process) -> Void = { _ in }
    ) throws -> (
        code: Int32, output: String
    ) {
        let file = FileManager.default.temporaryDirectory.appending(path: "pipeline-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        #if os(Linux)
            // The threads of tests block signals, and what they start would not hear any.
            let command = ["--default-signal=INT,TERM"] + command
        #endif
        let process = try Process.start(
            URL(filePath: "/usr/bin/env"), command, in: folder, environment: environment, output: handle, errors: handle
        )
        act(process)
        process.wait(within: 300)
        let code =
            process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        return (code, String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    /// The port at which the stand-ins for the vendors listen.
    private static func serve(in folder: URL, _ latency: String, _ children: ChildProcesses) throws -> String {
        let file = folder.appending(path: "server")
        try Data().write(to: file)
        _ = try children.start(
            Muster.binary, ["sandbox", "--port", "0", "--latency", latency], in: folder, environment: [:],
            output: try FileHandle(forWritingTo: file), errors: .nullDevice)
        let deadline = Date.now.addingTimeInterval(20)
        while Date.now < deadline {
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.contains("opal/v1"), let port = text.firstMatch(of: /127\.0\.0\.1:(\d+)/) {
                return String(port.output.1)
            }
            usleep(20_000)
        }
        throw CocoaError(.fileReadUnknown)
    }
}
