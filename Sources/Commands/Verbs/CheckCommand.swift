import ArgumentParser
import Calendars
import Campaigns
import Diagnostics
import Manifests
import Rendering
import Transport
import Vendors

/// `muster check`: whether credentials work, by reads alone.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Try each platform's credentials, with reads only.",
        discussion: """
            To run before the first real apply: says as whom the vendor knows the caller, which host it is, and how far the clocks \
            differ. Exits with 1 where one does not work.

            Examples:
              muster check
              muster check opal --verbose
            """)

    @Argument(
        help: ArgumentHelp("The platforms; default: all.", valueName: "platform"), completion: Candidates.platforms)
    var platforms: [String] = []

    @OptionGroup var verbosity: Verbosity
    @OptionGroup var project: ProjectOptions

    func run() async throws {
        try await CommandContext.current.watching(isVerbose: verbosity.verbose, isDrawing: !verbosity.quiet) {
            try await checked()
        }
    }

    private func checked() async throws {
        let opened = try await OpenProject(project)
        let context = opened.context
        // Platforms are all that is needed, so a faulty campaign does not stand in the way.
        let projectFaults = opened.loaded.diagnostics.filter {
            $0.severity == .error && $0.location?.file == opened.project.shownFile
        }
        if !projectFaults.isEmpty { try opened.report.end(projectFaults) }
        let known = opened.project.platforms
        for name in platforms where known[name] == nil {
            let fix = nearest(to: name, among: known.keys.sorted()).map { "did you mean `\($0)`?" }
            try opened.report.end([
                Diagnostic(.unknownPlatform, "`\(name)` is no platform of `\(Project.fileName)`", at: nil, fix: fix)
            ])
        }
        try await context.reporting(.text) { try await checkAll(opened) }
    }

    private func checkAll(_ opened: OpenProject) async throws {
        let (context, known) = (opened.context, opened.project.platforms)
        let connections = Connections(opened, knowing: try await opened.knownState())
        var allWork = true
        let network = try await Network.open(opened)
        let names = platforms.isEmpty ? known.keys.sorted() : platforms
        if verbosity.verbose {
            // Without its credentials a platform's host may not be known.
            let urls = names.compactMap { name in
                known[name].flatMap { try? connections.session($0, network.client) }.map { (name, $0.baseURL) }
            }
            context.say(network.text(for: urls))
        }
        for name in names {
            guard let platform = known[name] else { continue }
            let (works, text) = await check(platform, opened, connections, network)
            if !works || !verbosity.quiet { context.say(text) }
            if !works { allWork = false }
        }
        if !allWork { try ExitStatus.error.exit() }
    }

    private func check(
        _ platform: Platform, _ opened: OpenProject, _ connections: Connections, _ network: Network
    ) async -> (works: Bool, text: String) {
        let style = opened.context.outputStyle
        func failed(_ reason: String) -> (Bool, String) {
            (false, "\(style(style.cross, .red)) \(platform.name): \(Printable.line(reason))\n")
        }
        func failed(_ fault: ConnectionFault) -> (Bool, String) {
            var (works, text) = failed(fault.diagnostic.message)
            if let fix = fault.diagnostic.fix { text += "    \(Printable.line(fix))\n" }
            return (works, text)
        }
        let session: VendorSession
        do throws(ConnectionFault) {
            session = try connections.session(platform, network.client)
        } catch {
            return failed(error)
        }
        let request = platform.vendor.checkRequest
        let answer: Answer
        do throws(SessionFailure) {
            answer = try await session.send(.get, request.path, query: request.query)
        } catch {
            return failed("\(session.baseURL.host): \(await session.redactor.redact(error.reason))")
        }
        guard (200...299).contains(answer.status) else {
            return failed(
                "\(session.baseURL.host) answered \(answer.status): \(await session.redactor.redact(platform.vendor.message(of: answer)))"
            )
        }
        guard let account = platform.vendor.account(in: answer) else {
            return failed(
                "\(session.baseURL.host) answered, but not as \(platform.vendor.title) documents: is `baseURL` right?")
        }
        var lines = ["\(style(style.tick, .green)) \(platform.name): the credentials work at \(session.baseURL.host)"]
        if let user = account.user {
            lines.append(
                "    as user \(Printable.line(user))"
                    + (account.tenant.map { " of tenant \(Printable.line($0))" } ?? ""))
        }
        if !account.roles.isEmpty {
            lines.append("    with the roles \(Printable.line(account.roles.joined(separator: ", ")))")
        }
        lines.append("    \(account.rights)")
        lines.append("    " + clockDifference(answer, opened.context.clock.now()))
        return (true, await session.redactor.redact(lines.joined(separator: "\n")) + "\n")
    }

    private func clockDifference(_ answer: Answer, _ now: Instant) -> String {
        guard let date = VendorClock.date(in: answer) else { return "the vendor's clock is not known" }
        let difference = date.seconds - now.seconds
        switch difference {
        case -5...5: return "its clock agrees with ours"
        case 1...: return "its clock is \(difference) s ahead of ours"
        default: return "its clock is \(-difference) s behind ours"
        }
    }
}
