import ArgumentParser
import Campaigns
import Diagnostics
import Manifests
import Planning
import Rendering
import State

extension StateCommand {
    struct PlatformIdentity: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "platform",
            abstract: "Say where a platform's credentials may go, or accept a host and variables from now on.",
            discussion: """
                A vendor's own host, a tenant's and this machine get the vendor's own variables without a word. Any other host, and any \
                other variable, must be accepted, which sends nothing and may be done before the first apply, and before the change of \
                muster.yaml is merged: then say what will stand there. What is accepted replaces what was.

                Reviews of one account are not those of another. Accept a new host only where the account itself moved there.

                Examples:
                  muster state platform opal
                  muster state platform opal --accept
                  muster state platform opal --accept --host opal.acme.example --variable TOKEN
                """)

        @Argument(help: "The platform's name in muster.yaml.", completion: Candidates.platforms)
        var name: String

        @Flag(
            help:
                "From now on, credentials may go there: the host and the variables of muster.yaml, if no others are said."
        )
        var accept = false

        @Option(help: ArgumentHelp("With --accept: this host, with its port if it has one.", valueName: "name"))
        var host: String?

        @Option(
            name: .customLong("variable"),
            help: ArgumentHelp(
                "With --accept: this environment variable, and no others than those that are said.", valueName: "name"))
        var variables: [String] = []

        @OptionGroup var change: StateChangeOptions
        @OptionGroup var project: ProjectOptions

        func validate() throws {
            if !accept, host != nil || !variables.isEmpty {
                throw ValidationError("--host and --variable go with --accept")
            }
            if !Address.isName(name) {
                throw ValidationError("a platform's name is made of a-z, 0-9 and `-`, at most 63 of them")
            }
            if let host, PlatformHost.host(written: host) == nil {
                throw ValidationError(
                    "--host is a host such as opal.eu.acme.example, with `:PORT` behind it if it has one")
            }
            for variable in variables {
                if !EnvironmentName.isValid(variable) {
                    throw ValidationError("--variable is the name of an environment variable, such as OPAL_EU_TOKEN")
                }
                if EnvironmentName.isMusters(variable) {
                    throw ValidationError("what begins with `MUSTER_` is Muster's own, and never a credential")
                }
            }
        }

        func run() async throws {
            let opened = try await OpenProject(project)
            try await opened.reporting {
                if accept { try await acceptIdentity(opened) } else { try await show(opened) }
            }
        }

        private func show(_ opened: OpenProject) async throws {
            let state = try await opened.readState()
            let platform = opened.project.platforms[name]
            let known = state.platforms[name]
            if platform == nil, known == nil { throw unknown(opened, state) }
            var text = ""
            if let known {
                let owner = platform.map { "  (\(PlatformText.owner(of: known.host, $0.vendor)))" } ?? ""
                let tenant = known.tenant.map { "  tenant \(Printable.line($0))" } ?? ""
                let variables = known.variables.map { "  variables \(PlatformText.list($0))" } ?? ""
                text = "\(name)  \(Printable.line(known.host))\(owner)\(tenant)\(variables)\n"
            } else {
                text = "\(name) was never applied to, so state knows no host.\n"
            }
            if state.world == .real, let platform {
                let destination = Destination(platform, known: known)
                if known == nil { text += "\(Project.fileName) has \(PlatformText.words(destination)).\n" }
                if let fault = destination.fault {
                    text += "\(fault.message): \(fault.fix ?? "")\n"
                }
            }
            opened.context.say(text)
        }

        private func acceptIdentity(_ opened: OpenProject) async throws {
            let platform = opened.project.platforms[name]
            // What is said by hand needs no manifest.
            if host == nil { try opened.endIfFaulty() }
            try await StateChange(opened, change).make { state in
                if platform == nil, host == nil { throw unknown(opened, state) }
                let proposal = try Acceptance(
                    name: name, platform: platform, host: acceptedHost(opened, platform),
                    variables: acceptedVariables(opened, platform), known: state.platforms[name])
                return proposal.proposal(records: state.records.values.count { $0.platform == name })
            }
        }

        private func acceptedHost(_ opened: OpenProject, _ platform: Platform?) throws -> String {
            if let host { return PlatformHost.host(written: host) ?? host }
            guard let platform else { return "" }
            return try Connections(opened, knowing: nil).host(of: platform)
        }

        /// Nothing in the sandbox, where none is read.
        private func acceptedVariables(_ opened: OpenProject, _ platform: Platform?) -> [String]? {
            if opened.options.sandbox { return nil }
            let named = variables.isEmpty ? platform.map { Array($0.namedVariables.values) } ?? [] : variables
            return Set(named).sorted()
        }

        private func unknown(_ opened: OpenProject, _ state: StateContents) -> DiagnosticsError {
            let names = Set(opened.project.platforms.keys).union(state.platforms.keys).sorted()
            return DiagnosticsError(
                Diagnostic(
                    .unknownPlatform, "`\(name)` is no platform of `\(Project.fileName)`", at: nil,
                    fix: nearest(to: name, among: names).map { "did you mean `\($0)`?" }
                        ?? "one that is still to come is accepted by its host: `--accept --host HOST`"))
        }
    }
}

/// What of a platform is to be accepted, against what state has.
private struct Acceptance {
    let name: String
    /// Nothing for one that `muster.yaml` does not have yet.
    let platform: Platform?
    let host: String
    /// Nothing in the sandbox.
    let variables: [String]?
    let known: StateContents.PlatformIdentity?

    /// Whether it is where it was, with no other variables but the vendor's own.
    private var isSame: Bool {
        guard let known, known.host == host else { return false }
        return foreign(known.variables ?? variables) == foreign(variables)
    }

    private func foreign(_ variables: [String]?) -> [String] {
        variables?.filter { platform?.vendor.owns(variable: $0) != true } ?? []
    }

    func proposal(records: Int) -> StateChange.Proposal {
        var identity = StateContents.PlatformIdentity(host: host, variables: variables)
        var question = "`\(name)`: credentials may go to `\(host)`"
        if let platform { question += " (\(PlatformText.owner(of: host, platform.vendor)))" }
        if let variables { question += ", from the variables \(PlatformText.list(variables))" }
        question += ". "
        if platform == nil { question += "\(Project.fileName) has no such platform yet. " }
        let place = "\(name) is at \(host)" + (variables.map { ", with the variables \(PlatformText.list($0))" } ?? "")
        var done = "\(place) from now on."
        if let known, known.host != host {
            let reviews = records == 1 ? "The review" : "Each of the \(records) reviews"
            question +=
                "It was at \(Printable.line(known.host)): \(reviews) that state has on it is then one at \(host). "
        } else if isSame, let tenant = known?.tenant {
            question +=
                "It was tenant `\(Printable.line(tenant))`: what state has on it is then that of whatever tenant the next apply finds. "
            done = "\(place), and the next apply says which tenant it is."
        } else if let known, known.host == host, known.variables == variables {
            return .init(done: "\(place) already.")
        } else {
            identity.tenant = known?.tenant
        }
        return .init([.platform(name: name, identity: identity)], question: question + "Accept?", done: done)
    }
}
