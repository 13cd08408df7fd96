import Applying
import ArgumentParser
import Calendars
import Commands
import Foundation
import Support
import Synchronization
import Transport

/// Commands run in this process, in a project of their own, over a real network to loopback.
struct CommandRun {
    struct Result {
        var code: Int32
        var output: String
        var errors: String
    }

    let folder: URL
    var environment = [
        "OPAL_AUTH_TOKEN": "a1-1c0ffee", "CAKEWALK_API_KEY": "a1-1c0ffee", "CAKEWALK_API_SECRET": "a2-1c0ffee",
    ]
    /// Who answers questions; nobody where there is none.
    var ask: (@Sendable (String) async -> String?)?
    var interruption = Interruption()
    var timeouts = Timeouts(connect: 2, idle: 2, total: 4)

    /// A project with a review at Opal, the only platform.
    init(baseURL: String) throws {
        try self.init(
            platform: "opal: { baseURL: \(baseURL) }",
            review: """
                opal:
                    reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN
                    send_reviewer_assignment_notification: true
                    self_review_allowed: false
                    time_zone: Europe/Berlin
                    uar_scope: { tags: [{ key: scope, value: high }] }
                """)
    }

    /// A project with a review at Cakewalk, the only platform.
    init(cakewalk baseURL: String) throws {
        try self.init(
            platform: "cakewalk: { baseURL: \(baseURL) }",
            review: """
                cakewalk:
                    accessReviewType: Manager
                    createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111
                    workAppIds: all
                """)
    }

    private init(platform: String, review: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "muster-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "campaigns"), withIntermediateDirectories: true)
        try write("version: 1\nplatforms: { \(platform) }\n", to: "muster.yaml")
        let campaign = "campaign: sox\nname: SOX access review\ndue: 2099-01-29\nreviews:\n  \(review)\n"
        try write(campaign, to: "campaigns/sox.yaml")
    }

    func write(_ text: String, to path: String) throws {
        try text.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
    }

    func path(_ name: String = "") -> String { name.isEmpty ? folder.path : folder.appending(path: name).path }

    func read(_ path: String) throws -> String { try String(contentsOf: folder.appending(path: path), encoding: .utf8) }

    func callAsFunction(_ arguments: String...) async throws -> Result { try await run(arguments) }

    /// Runs one command; the clock passes every wait at once.
    func run(_ arguments: [String]) async throws -> Result {
        let written = Written()
        var context = CommandContext(
            environment: environment, clock: ManualClock(Instant(seconds: 1_800_000_000), advancesItself: true),
            output: { text in written.streams.withLock { $0.output += text } },
            errors: { text in written.streams.withLock { $0.errors += text } },
            ask: ask, network: { settings in written.client(settings, timeouts) }, interruption: interruption)
        context.isOutputTerminal = false
        var code: Int32 = 0
        do {
            try await CommandContext.$current.withValue(context) {
                let command = try MusterCommand.parseAsRoot(arguments + ["--project", folder.path])
                guard var command = command as? any AsyncParsableCommand else { throw ExitCode(70) }
                try await command.run()
            }
        } catch let error as ExitCode {
            code = error.rawValue
        }
        for client in written.clients.withLock({ $0 }) { await client.shutdown() }
        let streams = written.streams.withLock { $0 }
        return Result(code: code, output: streams.output, errors: streams.errors)
    }

    private final class Written: Sendable {
        let streams = Mutex((output: "", errors: ""))
        let clients = Mutex<[NetworkHTTPClient]>([])

        func client(_ settings: NetworkSettings, _ timeouts: Timeouts) -> any HTTPClient {
            let client = NetworkHTTPClient(settings: settings, timeouts: timeouts)
            clients.withLock { $0.append(client) }
            return client
        }
    }
}
