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
    var environment = ["OPAL_AUTH_TOKEN": "op-1c0ffee"]
    var timeouts = Timeouts(connect: 2, idle: 2, total: 4)

    /// - Parameter baseURL: where the project's only platform is, Opal.
    init(baseURL: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "muster-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "campaigns"), withIntermediateDirectories: true)
        try write("version: 1\nplatforms: { opal: { baseURL: \(baseURL) } }\n", to: "muster.yaml")
        try write(
            """
            campaign: sox
            name: SOX access review
            due: 2099-01-29
            reviews:
              opal:
                reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN
                send_reviewer_assignment_notification: true
                self_review_allowed: false
                time_zone: Europe/Berlin
                uar_scope: { tags: [{ key: scope, value: high }] }

            """, to: "campaigns/sox.yaml")
    }

    func write(_ text: String, to path: String) throws {
        try text.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
    }

    func path(_ name: String = "") -> String { name.isEmpty ? folder.path : folder.appending(path: name).path }

    func read(_ path: String) throws -> String { try String(contentsOf: folder.appending(path: path), encoding: .utf8) }

    /// Runs one command; the clock passes every wait at once.
    func callAsFunction(_ arguments: String...) async throws -> Result {
        let written = Written()
        var context = CommandContext(
            environment: environment, clock: ManualClock(Instant(seconds: 1_800_000_000), advancesItself: true),
            output: { text in written.streams.withLock { $0.output += text } },
            errors: { text in written.streams.withLock { $0.errors += text } },
            network: { settings in written.client(settings, timeouts) })
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
