import Campaigns
import Diagnostics
import JSON

// Muster's own keys of `muster.yaml`.
extension ManifestGrammar {
    /// The whole file.
    package static let project = ManifestObject([
        ManifestKey("version", .constant(1), required: true, help: "The version of the file's grammar."),
        ManifestKey(
            "lineage", .text(.lineage),
            help: "Which state is ours. `muster init` writes it; any other state is an error."),
        ManifestKey(
            "timeZone", .text(.timeZone), default: "UTC", example: "America/New_York",
            help: "The zone of dates that no campaign or block reads in its own."),
        ManifestKey(
            "include", .list(.text(.glob)), example: "[ \"campaigns/**\" ]",
            help: "Which files hold campaigns; `campaigns/**` where there is such a folder, else `**`."),
        ManifestKey(
            "state", .text(.path), default: .string(Project.defaultState),
            help: "The state file. `--state PATH` and MUSTER_STATE put it elsewhere."),
        ManifestKey(
            "platforms", .platforms, required: true, example: "{ opal: {} }",
            help: "An account at a vendor each, by name. A vendor's name needs nothing more."),
        ManifestKey("guardrails", .object(guardrails), help: "Limits that hold back what was hardly meant."),
        ManifestKey(
            "freezes", .list(.object(freeze)),
            example: "[ { from: 2027-12-15, to: 2028-01-03, reason: year-end close } ]",
            help: "Days on which nothing opens, in the project's `timeZone`."),
        ManifestKey("lint", .object(lint), help: "Which warnings about habits are given."),
    ])

    /// The keys of `guardrails`.
    package static let guardrails = ManifestObject([
        ManifestKey(
            "maxCreates", .integer(creates), default: 25,
            help:
                "The most resources that one plan may create; more refuses the whole plan, unless `--allow-creates N` says so."
        ),
        ManifestKey(
            "maxPerPlatform", .either(.integer(creates), .map(.integer(creates))), example: "{ opal: 5 }",
            help: "The same on each platform, or on those that are named."),
        ManifestKey(
            "minReviewDays", .integer(days), default: 0, example: "5",
            help:
                "The fewest days from its opening, or from its creation, until a review or request is due; less holds it back."
        ),
        ManifestKey(
            "maxReviewDays", .integer(days), example: "45",
            help:
                "The most days from a review's opening, or from its creation where it has none, until it is due; more holds it back."
        ),
        ManifestKey(
            "requireDescription", .boolean, default: false, help: "Whether every campaign must say what it is about."),
        ManifestKey(
            "requireLabels", .list(.text(.label)), example: "[ framework, owner ]",
            help: "The labels that every campaign must have."),
        ManifestKey(
            "forbidAll", .boolean, default: false,
            help: "Whether what would cover everything is held back: `all`, and a scope that nothing narrows."),
        ManifestKey(
            "forbidSelfReview", .boolean, default: false,
            help: "Whether reviews in which people review their own access are held back."),
        ManifestKey(
            "allowedPlatforms", .list(.text(.name)), example: "[ opal ]",
            help: "The only platforms that anything may be created on."),
        ManifestKey(
            "requireDirectory", .boolean, default: false,
            help: "Whether every name in a manifest must be in `muster.directory.yaml`."),
    ])

    /// How many creates, and how many days, a guardrail may say.
    static let creates = 0...1_000_000
    static let days = 0...3650

    /// An item of `freezes`.
    package static let freeze = ManifestObject([
        ManifestKey("from", .text(.date), required: true, example: "2027-12-15", help: "The first day of the freeze."),
        ManifestKey("to", .text(.date), required: true, example: "2028-01-03", help: "The last day of the freeze."),
        ManifestKey(
            "reason", .text(.plain), required: true, example: "year-end close",
            help: "Why nothing opens; plans and calendars show it."),
    ])

    /// The keys of `lint`.
    package static let lint = ManifestObject([
        ManifestKey(
            "disable", .list(.words(Lint.codes.map(\.rawValue))), example: "[ M0232 ]",
            help: "The codes of warnings that are not to be given.")
    ])

    /// The keys of a platform.
    package static let platform = ManifestObject([
        ManifestKey(
            "vendor", .words(Vendor.allCases.map(\.rawValue)),
            help: "Whose account it is; needed unless the platform's name is a vendor's."),
        ManifestKey(
            "baseURL", .text(.baseURL), example: "https://acme.conductor.one",
            help:
                "Where it is reached: what stands before `/api/v1` at Cakewalk and ConductorOne, or ends in `/v1` at Opal."
        ),
        ManifestKey(
            "credentials", .credentials, example: "{ token: { env: OPAL_EU_TOKEN } }",
            help: "The variables that hold its credentials. Needed where a vendor has several platforms."),
        ManifestKey(
            "defaults", .defaults, example: "{ opal.uar: { self_review_allowed: false } }",
            help: "Fields by kind, put under every such block of this platform."),
        ManifestKey(
            "settle", .text(.settle), default: "120s",
            help: "How long a call whose answer was lost may still have its effect."),
        ManifestKey(
            "marker", .boolean, default: true,
            help: "Whether descriptions and reasons end in a marker by which Muster knows its own."),
        ManifestKey("nameTag", .boolean, help: "Checked, without effect in this version."),
        ManifestKey(
            "recovery", .words(["auto", "ask"]), default: "auto",
            help: "With `ask`, only a person says what became of a call that can't be looked up."),
        ManifestKey(
            "parallel", .integer(1...64), example: "4",
            help: "The most resources under way at once on this platform; what `--parallel` says where it is left out."),
    ])

    /// One of a platform's credentials: never itself, only where it is.
    package static let credential = ManifestObject([
        ManifestKey(
            "env", .text(.variable), required: true, example: "OPAL_EU_TOKEN",
            help: "The environment variable that holds it.")
    ])
}
