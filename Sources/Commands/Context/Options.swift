import ArgumentParser
import Calendars
import Rendering

/// Which project and which world.
struct ProjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The project's folder. Default: `.`, else `./campaigns`.", valueName: "dir"),
        completion: .directory)
    var project: String?

    @Option(
        help: ArgumentHelp(
            "The state file. Default: `state` of muster.yaml; MUSTER_STATE also sets it.", valueName: "path"),
        completion: .file())
    var state: String?

    @Flag(help: "Work against stand-ins for the vendors, in this process: no account, no network.")
    var sandbox = false
}

/// How much a command says that calls vendors.
struct Verbosity: ParsableArguments {
    @Flag(
        name: .shortAndLong,
        help:
            "Say more: how vendors are reached, each request to them with its answer, and of a plan what is unchanged and where values come from."
    )
    var verbose = false

    @Flag(name: .shortAndLong, help: "Say less: only what needs a person, and the line at the end.")
    var quiet = false

    func validate() throws { try Verbosity.check(verbose: verbose, quiet: quiet) }

    /// Throws where both are asked for.
    static func check(verbose: Bool, quiet: Bool) throws {
        if verbose, quiet { throw ValidationError("--verbose and --quiet contradict each other") }
    }
}

/// In which form a result is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json

    var form: ReportForm { self == .json ? .json : .text }
}

/// How what a check finds is written.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How what is found is written.",
            discussion: "Faults stand on standard error as text besides, except with `json` and `github`."))
    var format = ReportFormat.text

    @Option(
        help: ArgumentHelp(
            "The most bytes of `--format markdown`: GitHub takes 65,000, GitLab 1,000,000, Bitbucket 32,000. Default: 65000; at least 2000.",
            valueName: "n"))
    var maxBytes: Int?

    var form: ReportForm { ReportForm(format, maxBytes: maxBytes ?? MarkdownReport.standardLimit) }

    func validate() throws {
        guard let maxBytes else { return }
        if format != .markdown { throw ValidationError("--max-bytes is for --format markdown") }
        if maxBytes < MarkdownReport.leastLimit {
            throw ValidationError("--max-bytes must be at least \(MarkdownReport.leastLimit)")
        }
    }
}

/// In which form what a check finds is written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
    case sarif
    case github
    case gitlab
    case junit

    static let allValueDescriptions = [
        "text": "for people",
        "json": "for programs",
        "markdown": "a comment for a pull request",
        "sarif": "for code scanning",
        "github": "commands to GitHub Actions",
        "gitlab": "a report for Code Quality",
        "junit": "a test report",
    ]
}

/// A form, and what limits it.
struct ReportForm {
    let format: ReportFormat
    /// The most bytes, where it is Markdown.
    let maxBytes: Int

    static let text = ReportForm(.text)
    static let json = ReportForm(.json)

    init(_ format: ReportFormat, maxBytes: Int = MarkdownReport.standardLimit) {
        self.format = format
        self.maxBytes = maxBytes
    }
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
