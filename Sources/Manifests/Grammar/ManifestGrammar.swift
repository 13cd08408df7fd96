import Calendars
import Campaigns
import JSON

/// Muster's own keys of a campaign, one table for each mapping.
package enum ManifestGrammar {
    /// A campaign document.
    package static let campaign = ManifestObject(
        [
            ManifestKey(
                "campaign", .text(.name), required: true, example: "sox-2027-q1",
                help: "The campaign's name in this project, part of its addresses. Vendors and reviewers never see it."),
            ManifestKey(
                "name", .text(.shown), example: "SOX access review ${period}",
                help: "What vendors and reviewers see; it fills each block's own field for a name."),
            ManifestKey(
                "description", .text(.shown), example: "Quarterly review of the systems in scope for SOX.",
                help: "A longer text; it fills each block's own description."),
            ManifestKey(
                "opens", .text(.opening), example: "2027-01-04",
                help: "Nothing is created before. A date is the start of that day in `timeZone`."),
            ManifestKey(
                "due", .text(.due), example: "2027-01-29",
                help:
                    "When the reviews are due. A date is the end of that day in `timeZone`; a duration counts from the opening."
            ),
            ManifestKey(
                "timeZone", .text(.timeZone), example: "America/New_York",
                help: "The zone of the campaign's dates; the project's where it is left out."),
            ManifestKey(
                "labels", .map(.text(.label)), example: "{ framework: sox, control: AC-2 }",
                help: "Texts by name, for people and reports. They are sent nowhere."),
            ManifestKey(
                "formerly", .list(.text(.former)), example: "[ sox-2026-q4 ]",
                help:
                    "Names or addresses that the campaign had before, so that its records move and nothing is created twice."
            ),
            ManifestKey("schedule", .object(schedule), help: "In place of `opens`: the campaign recurs."),
            ManifestKey(
                "reviews", .blocks(areRequests: false),
                help: "The reviews to create, by key. The key names the platform unless `platform` does."),
            ManifestKey(
                "requests", .blocks(areRequests: true),
                help: "Access that the campaign's own work needs, by key; Opal only."),
        ], exclusive: [["opens", "schedule"]], needed: [["reviews", "requests"]],
        rules: [.varies(key: "due", other: "schedule")])

    /// How a campaign recurs.
    package static let schedule = ManifestObject(
        [
            ManifestKey(
                "every", .words(Schedule.Cadence.allCases.map(\.rawValue)), example: "quarter",
                help: "How often it opens, counted from `start`."),
            ManifestKey(
                "rrule", .text(.recurrenceRule), example: "FREQ=MONTHLY;BYDAY=1MO",
                help: "In place of `every`: the days that an RFC 5545 rule names, from `start` on."),
            ManifestKey(
                "start", .text(.localStart), required: true, example: "2027-01-04T09:00",
                help: "The first opening, local to the campaign's `timeZone`; with `rrule` the earliest."),
            ManifestKey(
                "until", .text(.date), example: "2029-12-31", help: "The last day on which it may open."),
            ManifestKey("count", .integer(1...mostOpenings), example: "8", help: "How often it opens."),
            ManifestKey(
                "fiscalYearStart", .integer(1...12), default: 1, example: "2",
                help: "The month with which the years of quarters, half-years and years begin."),
            ManifestKey(
                "overflow", .words(Schedule.Overflow.allCases.map(\.rawValue)), default: "clamp",
                help: "Where a month lacks the day: its last day (clamp), or no opening (skip)."),
            ManifestKey(
                "missed", .words(Recurrence.Missed.allCases.map(\.rawValue)), default: "latest",
                help:
                    "What becomes of openings that no run came upon: the latest is opened late, none that is 3 days late (skip), or all of the last year, which needs `dueFrom: opening`."
            ),
            ManifestKey(
                "dueFrom", .words(Recurrence.DueFrom.allCases.map(\.rawValue)), default: "nominal",
                help: "From when `due` counts: the nominal opening, or the day on which it is opened, however late."),
        ], exclusive: [["every", "rrule"], ["until", "count"], ["rrule", "fiscalYearStart"]],
        needed: [["every", "rrule"]],
        rules: [
            .needs(key: "missed", word: "all", other: "dueFrom", otherWord: "opening"),
            .excludes(key: "fiscalYearStart", other: "every", words: ["week", "month"]),
        ])

    /// The most openings that `count` takes.
    static let mostOpenings = 10_000

    /// Muster's own keys in a block of `reviews` or `requests`; every other is the vendor's.
    package static let block = ManifestObject([
        ManifestKey(
            "platform", .text(.name), example: "opal",
            help: "The platform that the block goes to, where its key does not name it."),
        ManifestKey(
            "kind", .words(Kind.allCases.map(\.rawValue)), example: "opal.uar",
            help: "What is to be created, where the vendor has several kinds."),
        ManifestKey(
            "formerly", .list(.text(.former)), example: "[ old-key ]",
            help: "Keys or addresses that the review had before."),
    ])
}
