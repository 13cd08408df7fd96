import ArgumentParser
import Calendars

/// `muster version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Say which Muster this is, and its time zone data.",
        discussion: """
            Example:
              muster version
            """)

    func run() throws {
        CommandContext.current.output("muster \(Version.number)\ntime zone data \(Zone.dataVersion)\n")
    }
}
