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
        subcommands: [
            InitCommand.self, ValidateCommand.self, PlanCommand.self, ApplyCommand.self, CheckCommand.self,
            ResolveCommand.self, CalendarCommand.self, AdoptCommand.self, RecoverCommand.self,
            StateCommand.self,
            SandboxCommand.self, VersionCommand.self,
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
        do {
            var command = try parseAsRoot()
            // Others have nothing under way that an interrupt must wait for.
            let sources =
                command is ApplyCommand || command is RecoverCommand || command is SandboxCommand
                ? interruptionSources() : []
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            withExtendedLifetime(sources) {}
            return nil
        } catch { return error }
    }

    /// The first SIGINT or SIGTERM asks the command to end early; the second ends the process at once.
    private static func interruptionSources() -> [any DispatchSourceSignal] {
        let interruption = CommandContext.current.interruption
        return [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if interruption.isRequested { _exit(ExitStatus.interrupted.rawValue) }
                interruption.request()
            }
            source.resume()
            return source
        }
    }
}
