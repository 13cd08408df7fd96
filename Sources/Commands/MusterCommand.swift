import Transport
import Applying
package import ArgumentParser
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `muster`: access-review campaigns as code.
package struct MusterCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "muster", abstract: "Access-review campaigns as code: declared in git, created exactly once.",
        discussion: """
            Campaigns are YAML files below a folder with a muster.yaml. `plan` says what they would create at Cakewalk, ConductorOne \
            and Opal, from files alone; `apply` creates it, and remembers it in a state file. Run it again as often as you like: what \
            was created is not created again.

            Start:
              muster init               make a project that plans at once; commit it
              muster validate           say all that is wrong with the manifests
              muster plan --sandbox     say what would be created
              muster apply --sandbox    create it at stand-ins: no account, no network
              muster check              try the real accounts' credentials, by reads
              muster apply              show the plan, ask, and create it

            Exit codes: 0 done, 1 an error, 2 something to do (plan --detailed-exitcode), 3 partly done, 4 a person must look, \
            5 the state is locked, 6 the saved plan is stale, 7 a guardrail refused the plan, 64 wrong usage, 130 interrupted.

            Environment: credentials as `muster check` names them, MUSTER_STATE, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, NO_COLOR, \
            FORCE_COLOR. `plan` and `validate` read no credential.
            """,
        version: "muster \(Version.number)",
        groupedSubcommands: [
            CommandGroup(
                name: "Campaign",
                subcommands: [
                    InitCommand.self, ValidateCommand.self, PlanCommand.self, ApplyCommand.self, CalendarCommand.self,
                ]),
            CommandGroup(name: "Vendor", subcommands: [CheckCommand.self, ResolveCommand.self, AdoptCommand.self]),
            CommandGroup(name: "State", subcommands: [RecoverCommand.self, StateCommand.self]),
            CommandGroup(name: "Manifest", subcommands: [ExplainCommand.self, SchemaCommand.self]),
            CommandGroup(name: "Other", subcommands: [SandboxCommand.self, VersionCommand.self]),
        ])

    package init() {}
}

extension MusterCommand {
    /// Runs what the command line says, and ends the process with the exit code.
    package static func run() async {
        // A reader who has gone, or a limit on the size of files, is an error of the write, and no reason to die in the midst of
        // an apply.
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
        let end = await ended()
        StandardStream.endIfOutputWasLost()
        if let end { exit(withError: end) }
    }

    /// Parses and runs the command; how it ended, but for success.
    private static func ended() async -> (any Error)? {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let script = bashScript(askedBy: arguments) {
            CommandContext.current.output(script)
            return nil
        }
        if let fault = unknownVerb(in: arguments) {
            CommandContext.current.tell(fault)
            return ExitCode(ExitStatus.usage.rawValue)
        }
        do {
            var command = try await asyncParseAsRoot()
            // Others have nothing under way that an interrupt must wait for.
            let sources =
                command is ApplyCommand || command is RecoverCommand || command is SandboxCommand
                ? await interruptionSources() : []
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            withExtendedLifetime(sources) {}
            return nil
        } catch { return error }
    }

    /// The first SIGINT or SIGTERM asks the command to end early; the second ends the process at once. One that comes before this returns
    /// ends the process as ever: nothing is begun yet, and none is lost between the two.
    private static func interruptionSources() async -> [any DispatchSourceSignal] {
        let interruption = CommandContext.current.interruption
        var sources: [any DispatchSourceSignal] = []
        for number in [SIGINT, SIGTERM] {
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if interruption.isRequested { _exit(ExitStatus.interrupted.rawValue) }
                interruption.request()
            }
            await withCheckedContinuation { continuation in
                source.setRegistrationHandler {
                    #if canImport(Darwin)
                        // There the source takes nothing from the process.
                        signal(number, SIG_IGN)
                    #endif
                    continuation.resume()
                }
                source.resume()
            }
            sources.append(source)
        }
        return sources
    }
}
