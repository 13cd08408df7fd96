import ArgumentParser
import Calendars

/// Which project and which world.
struct ProjectOptions: ParsableArguments {
    @Option(help: "The project's folder. Default: `.`, else `./campaigns`.")
    var project: String?

    @Option(help: "The state file. Default: `state` of muster.yaml; MUSTER_STATE also sets it.")
    var state: String?

    @Flag(help: "Work against stand-ins for the vendors, in this process: no account, no network.")
    var sandbox = false
}

/// How results are written.
struct OutputOptions: ParsableArguments {
    @Option(help: "`text` for people or `json` for programs.")
    var format = OutputFormat.text

    @Flag(name: .shortAndLong, help: "Say more: what is unchanged, and where each value comes from.")
    var verbose = false
}

/// In which form a result is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// An instant on the command line, in RFC 3339.
struct InstantArgument: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        guard let instant = Instant(rfc3339: argument) else { return nil }
        self.instant = instant
    }
}

/// A duration on the command line, such as `30s` or `10m`; in seconds.
struct DurationArgument: ExpressibleByArgument {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        if ["0", "0s", "0m"].contains(argument) {
            self.init(seconds: 0)
            return
        }
        // On a command line `10m` means minutes; a manifest refuses it, where it could mean months.
        let text = argument.hasSuffix("m") ? argument + "in" : argument
        guard let duration = CalendarDuration(text), duration.days == 0 else { return nil }
        self.init(seconds: Double(duration.seconds))
    }

    var defaultValueDescription: String { "\(Int(seconds))s" }
}
