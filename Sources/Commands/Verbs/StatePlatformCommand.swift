import ArgumentParser
import Campaigns
import Diagnostics
import Manifests
import Rendering
import State

extension StateCommand {
    struct PlatformIdentity: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "platform",
            abstract: "Say at which host state knows a platform, or take its host now for the same account.",
            discussion: """
                Reviews of one account are not those of another. Accept a new host only where the account itself moved there.

                Examples:
                  muster state platform opal
                  muster state platform opal --accept
                """)

        @Argument(help: "The platform's name in muster.yaml.", completion: Candidates.platforms)
        var name: String

        @Flag(help: "From now on, the host of muster.yaml is the platform's.")
        var accept = false

        @OptionGroup var change: StateChangeOptions
        @OptionGroup var project: ProjectOptions

        func run() async throws {
            let opened = try await OpenProject(project)
            try await opened.reporting {
                if accept { try await acceptHost(opened) } else { try await show(opened) }
            }
        }

        private func show(_ opened: OpenProject) async throws {
            let state = try await opened.readState()
            guard let known = state.platforms[name] else {
                if opened.project.platforms[name] == nil { throw unknown(opened, state) }
                return opened.context.say("\(Printable.line(name)) was never applied to, so state knows no host.\n")
            }
            let tenant = known.tenant.map { "  tenant \(Printable.line($0))" } ?? ""
            opened.context.say("\(Printable.line(name))  \(Printable.line(known.host))\(tenant)\n")
        }

        private func acceptHost(_ opened: OpenProject) async throws {
            try opened.endIfFaulty()
            try await StateChange(opened, change).make { state in
                guard let platform = opened.project.platforms[name] else { throw unknown(opened, state) }
                let host = try await Connections(opened).host(of: platform)
                guard let known = state.platforms[name] else {
                    return .init(done: "\(name) was never applied to: there is nothing to accept.")
                }
                if known.host == host {
                    guard let tenant = known.tenant else { return .init(done: "\(name) is at \(host) already.") }
                    return .init(
                        [.platform(name: name, identity: .init(host: host))],
                        question:
                            "`\(name)` was tenant `\(Printable.line(tenant))`. What state has on it is then that of whatever tenant the next apply finds. Accept?",
                        done: "\(name) is at \(host), and the next apply says which tenant it is.")
                }
                let records = state.records.values.count { $0.platform == name }
                let reviews = records == 1 ? "The review" : "Each of the \(records) reviews"
                return .init(
                    [.platform(name: name, identity: .init(host: host))],
                    question:
                        "`\(name)` was at \(Printable.line(known.host)). \(reviews) that state has on it is then one at \(host). Accept?",
                    done: "\(name) is at \(host) now.")
            }
        }

        private func unknown(_ opened: OpenProject, _ state: StateContents) -> DiagnosticsError {
            let names = Set(opened.project.platforms.keys).union(state.platforms.keys).sorted()
            return DiagnosticsError(
                Diagnostic(
                    .unknownPlatform, "`\(name)` is no platform of `\(Project.fileName)`", at: nil,
                    fix: nearest(to: name, among: names).map { "did you mean `\($0)`?" }))
        }
    }
}
