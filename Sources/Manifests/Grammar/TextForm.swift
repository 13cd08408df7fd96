/// The form of a text, for people and as a pattern. A pattern may take what the reader refuses, never the other way round.
package struct TextForm: Sendable {
    /// What it is, in one word or two, without an article: "date".
    package let noun: String
    /// What it is and how it is written: "a date such as `2027-12-15`".
    package let words: String
    /// A regular expression of ECMA-262, as JSON Schema has it; nothing where every text will do.
    let pattern: String?
    /// Whether what YAML's core schema takes for a number or a boolean may be such a text: `2027` is a fine name.
    let mayLookTyped: Bool
    /// Whether `${...}` may stand in it.
    package let takesReferences: Bool

    private init(
        _ noun: String, _ words: String, _ pattern: String?, mayLookTyped: Bool = false, takesReferences: Bool = false
    ) {
        self.noun = noun
        self.words = words
        self.pattern = pattern
        self.mayLookTyped = mayLookTyped
        self.takesReferences = takesReferences
    }

    static let plain = TextForm(
        "text", "a text", "^\(Pattern.notBlank)\(Pattern.textWithoutReferences)$", mayLookTyped: true)
    /// A text for a vendor.
    static let shown = TextForm(
        "text", "a text", "^\(Pattern.notBlank)\(Pattern.text())$", mayLookTyped: true, takesReferences: true)
    static let label = TextForm("text", "a text", "^\(Pattern.text())$", mayLookTyped: true, takesReferences: true)
    static let name = TextForm(
        "name", "a name: a-z, 0-9 and `-`, at most 63, not beginning with `-`", "^[a-z0-9][a-z0-9-]{0,62}$",
        mayLookTyped: true)
    static let former = TextForm(
        "name", "a name, or an address such as `sox-2027-q1/opal`",
        "^[a-z0-9][a-z0-9-]{0,62}(?:(?:@[A-Z0-9-]{1,32})?/[a-z0-9][a-z0-9-]{0,62})?$", mayLookTyped: true)
    static let date = TextForm("date", "a date such as `2027-12-15`", "^\(Pattern.date)$")
    static let opening = TextForm(
        "date", "a date (`2027-01-04`) or an RFC 3339 instant (`2027-01-04T09:00:00Z`)",
        "^(?:\(Pattern.date)|\(Pattern.instant))$")
    /// When a campaign is due.
    static let due = TextForm(
        "date",
        "a date (`2027-01-29`), an RFC 3339 instant (`2027-01-29T17:00:00Z`) or a duration after the opening (`14d`)",
        Pattern.orReference("(?:\(Pattern.date)|\(Pattern.instant)|\(Pattern.duration))"), takesReferences: true)
    static let localStart = TextForm(
        "date and time", "a local date and time (`2027-01-04T09:00`), or a date for 00:00",
        "^\(Pattern.date)(?:[Tt][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$")
    static let recurrenceRule = TextForm(
        "recurrence rule", "an RFC 5545 rule such as `FREQ=MONTHLY;BYDAY=1MO`", Pattern.recurrenceRule)
    static let timeZone = TextForm("time zone", "an IANA time zone such as `America/New_York`", "^\(Pattern.timeZone)$")
    static let lineage = TextForm("hexadecimal digits", "32 hexadecimal digits", "^[0-9a-f]{32}$", mayLookTyped: true)
    static let path = TextForm("path", "a path within the project", Pattern.relativePath, mayLookTyped: true)
    static let glob = TextForm(
        "pattern", "a pattern of paths: `*` and `?` stand within a name, `**` for any number of folders",
        Pattern.relativePath,
        mayLookTyped: true)
    static let baseURL = TextForm(
        "URL", "an `https` URL without user, query and fragment; plain `http` for loopback only", Pattern.baseURL)
    static let settle = TextForm(
        "duration", "a duration of at most a day, such as `120s`",
        "^(?:[0-9]{1,9}(?:h|min|s)|P(?:0{1,9}D)?T(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}S)?)$")
    static let variable = TextForm(
        "variable name", "the name of an environment variable", "^(?!MUSTER_)[A-Za-z_][A-Za-z0-9_]{0,127}$",
        mayLookTyped: true)
}
