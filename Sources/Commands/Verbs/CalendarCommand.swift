import ArgumentParser
import Calendars
import Manifests
import Planning
import Rendering
import State

/// `muster calendar`: what opens and is due when, and what became of it.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Show what opens and is due when, and what became of it.",
        discussion: """
            Reads manifests and state, as `plan` does: no network, no credential.

            Examples:
              muster calendar
              muster calendar --from 2027-01-01 --to 2027-12-31
              muster calendar --format html > calendar.html
            """)

    /// How the calendar is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case ics
        case html

        static let allValueDescriptions = [
            "text": "for people",
            "json": "for programs",
            "ics": "for calendar programs",
            "html": "one page, to be put anywhere",
        ]
    }

    @Option(help: ArgumentHelp("The first day, such as 2027-01-01; today without it.", valueName: "date"))
    var from: DateArgument?

    @Option(help: ArgumentHelp("The last day; without it, a year after the first.", valueName: "date"))
    var to: DateArgument?

    @Option(
        help: ArgumentHelp("Show what was so at this instant, such as 2027-01-04T09:00:00Z.", valueName: "instant"))
    var at: InstantArgument?

    @Option(help: "How the calendar is written.")
    var format = Format.text

    @OptionGroup var project: ProjectOptions

    /// More would be no calendar, and take long for schedules of weeks.
    private static let mostDays = 3660

    func validate() throws {
        guard let from, let to else { return }
        if to.date < from.date { throw ValidationError("--to is before --from") }
    }

    /// The first and the last day.
    private func days(in zone: Zone, at now: Instant) throws -> (first: CivilDate, last: CivilDate) {
        let first = from?.date ?? zone.civil(at: now).date
        let last = to?.date ?? first.adding(days: 365)
        guard last >= first, last.days(since: first) <= Self.mostDays else {
            throw ValidationError("the calendar may have at most \(Self.mostDays) days, and --to is behind --from")
        }
        return (first, last)
    }

    func run() async throws {
        let context = CommandContext.current
        let output: ReportForm = format == .json ? .json : .text
        let now = at?.instant ?? context.clock.now()
        let opened = try await OpenProject(project, output, reading: .manifestsAndState, at: now) { project in
            let (first, last) = try days(in: project.timeZone, at: now)
            return project.timeZone.startOfDay(first)..<project.timeZone.startOfDay(last.adding(days: 1))
        }
        let (first, last) = try days(in: opened.project.timeZone, at: now)
        try opened.endIfFaulty(output)
        try await opened.reporting(output) {
            let plan = try opened.plan(try await opened.readState(), at: now, nil, allowedCreates: .max)
            let calendar = CampaignCalendar(
                plan, from: first, to: last, freezes: opened.project.freezes,
                platforms: opened.project.platforms.keys.sorted(), lineage: opened.identity.lineage)
            switch format {
            case .text: context.say(CalendarText(style: context.outputStyle).report(calendar))
            case .json: context.write(CalendarJSON.value(calendar))
            case .ics: context.output(CalendarICS.report(calendar))
            case .html: context.output(CalendarHTML.page(calendar))
            }
        }
    }
}

/// A day, `YYYY-MM-DD`.
struct DateArgument: ExpressibleByArgument {
    let date: CivilDate

    init?(argument: String) {
        guard let date = CivilDate(argument) else { return nil }
        self.date = date
    }
}
