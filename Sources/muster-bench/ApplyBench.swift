import Foundation

/// `muster apply --yes --parallel 16` against `muster sandbox` on loopback, with state and journal in the temporary folder, which must
/// be on a real disk: against the time that the calls alone would take, the server's limit, and the state's own size.
struct ApplyBench {
    let muster: String
    /// Where projects are made.
    let folder: URL

    /// The most calls under way at once.
    private static let parallel = 16
    private static let latency = 0.05

    /// How one apply went.
    private struct Run {
        var child: Child
        var stateBytes: Int
        var syncs: Int?
    }

    func comparisons() throws -> [Comparison] {
        let slow = ["--latency", "50ms"]
        let creates = 2_000
        // Opal allows 100 requests a second on each platform, so that four share the work.
        let times = try (0..<3).map { _ in try apply(creates, on: 4, slow).child.seconds }
        let limited = try apply(1_000, on: 1, ["--rate", "100"]).child.seconds
        let lowered = try apply(500, on: 1, ["--rate", "50"]).child.seconds
        let small = try apply(2_000, on: Self.parallel, [])
        let large = try apply(20_000, on: Self.parallel, [])
        var rows = [
            Comparison(
                "`muster apply`, \(creates) creates, \(Self.parallel) at once", seconds: times.median,
                against: "the calls alone", Double(creates) * Self.latency / Double(Self.parallel), atMost: 1.1),
            Comparison(
                "1000 creates where 100 a second are taken", seconds: limited, against: "1000 / 100", 10,
                atMost: 1 / 0.95),
            Comparison(
                "500 creates where 50 a second are taken, and 100 are documented", seconds: lowered,
                against: "500 / 50", 10, atMost: 1 / 0.9),
            Comparison(
                "peak memory, 20000 creates", bytes: large.child.peakBytes,
                against: "that of 2000 (\(Comparison.size(small.child.peakBytes))) and twice the state's growth",
                small.child.peakBytes + 2 * (large.stateBytes - small.stateBytes), atMost: 1),
        ]
        if let syncs = try apply(creates, on: 4, slow, countsSyncs: true).syncs {
            rows.append(Comparison("fsync calls of \(creates) creates", count: syncs, against: "at most", 500))
        }
        return rows
    }

    /// Creates so many reviews, in equal parts on so many platforms, against a server of its own.
    private func apply(_ creates: Int, on platforms: Int, _ server: [String], countsSyncs: Bool = false) throws -> Run {
        let strace = "/usr/bin/strace"
        if countsSyncs, !FileManager.default.isExecutableFile(atPath: strace) {
            return Run(child: try Child.run(muster, ["version"]), stateBytes: 0)
        }
        let project = folder.appending(path: "apply-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: project) }
        let sandbox = try SandboxProcess(muster, server)
        defer { sandbox.stop() }
        try write(project, creates, platforms, port: sandbox.port)
        _ = try Child.run(muster, ["init", "--project", project.path])
        let words = ["apply", "--yes", "--parallel", String(Self.parallel), "--project", project.path]
        let trace = project.appending(path: "syncs.txt")
        let child =
            countsSyncs
            ? try Child.run(
                strace, ["-f", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-o", trace.path, muster] + words)
            : try Child.run(muster, words)
        guard child.output.contains("Applied: \(creates) created, 0 resumed, 0 failed, 0 unknown") else {
            throw BenchError("the apply did not create everything: \(child.output.suffix(200))")
        }
        let syncs =
            try countsSyncs ? String(contentsOf: trace, encoding: .utf8).split(separator: "sync(").count - 1 : nil
        return Run(
            child: child, stateBytes: try project.appending(path: "muster.state.json").byteCount(), syncs: syncs)
    }

    private func write(_ project: URL, _ creates: Int, _ platforms: Int, port: Int) throws {
        let numbers = 0..<platforms
        for number in numbers { setenv("MUSTER_BENCH_TOKEN_\(number)", "bench", 1) }
        let names = numbers.map { "opal-\($0)" }
        let campaigns = project.appending(path: "campaigns")
        try FileManager.default.createDirectory(at: campaigns, withIntermediateDirectories: true)
        let declared = numbers.map {
            """
              \(names[$0]):
                vendor: opal
                baseURL: http://127.0.0.1:\(port)/\(names[$0])/v1
                parallel: \(Self.parallel / platforms)
                credentials: { token: { env: MUSTER_BENCH_TOKEN_\($0) } }
            """
        }
        let text = """
            version: 1
            timeZone: America/New_York
            guardrails: { maxCreates: \(creates) }
            platforms:
            \(declared.joined(separator: "\n"))

            """
        try Data(text.utf8).write(to: project.appending(path: "muster.yaml"))
        for index in 0..<creates / platforms {
            let campaign = Self.campaign(index, names)
            try Data(campaign.utf8).write(to: campaigns.appending(path: "access-\(index).yaml"))
        }
    }

    private static func campaign(_ index: Int, _ platforms: [String]) -> String {
        let reviews = platforms.map {
            """
              \($0):
                reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN
                send_reviewer_assignment_notification: true
                self_review_allowed: false
                reminder_schedule: [7, 3, 1]
                uar_scope: { group_visibility: STRICT, tags: [{ key: team, value: team-\(index) }] }
            """
        }
        return """
            campaign: access-\(index)
            name: Access review of team \(index)
            due: 2099-01-29
            reviews:
            \(reviews.joined(separator: "\n"))

            """
    }
}

/// `muster sandbox` in a process of its own.
private struct SandboxProcess {
    let port: Int
    private let process: Process

    init(_ muster: String, _ arguments: [String]) throws {
        let pipe = Pipe()
        process = Process()
        process.executableURL = URL(filePath: muster)
        process.arguments = ["sandbox"] + arguments
        process.standardOutput = pipe
        try process.run()
        var said = ""
        while !said.contains("\n\n") {
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { throw BenchError("muster sandbox ended") }
            said += String(decoding: more, as: UTF8.self)
        }
        let digits = said.split(separator: "127.0.0.1:").dropFirst().first?.prefix { $0.isNumber }
        guard let port = digits.flatMap({ Int($0) }) else { throw BenchError("muster sandbox says no port: \(said)") }
        self.port = port
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
