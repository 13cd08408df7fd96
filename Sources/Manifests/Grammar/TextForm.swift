/// The form of a text, for people and as a pattern. A pattern may take what the reader refuses, never the other way round.
package struct TextForm: Sendable {
    /// What it is, in a few words: "a date".
    package let words: String
    /// A regular expression of ECMA-262, as JSON Schema has it; nothing where every text will do.
    let pattern: String?
    /// Whether what YAML's core schema takes for a number or a boolean may be such a text: `2027` is a fine name.
    let mayLookTyped: Bool
    /// Whether `${...}` may stand in it.
    package let takesReferences: Bool

    private init(_ words: String, _ pattern: String?, mayLookTyped: Bool = false, takesReferences: Bool = false) {
        self.words = words
        self.pattern = pattern
        self.mayLookTyped = mayLookTyped
        self.takesReferences = takesReferences
    }

    static let plain = TextForm(
        "a text", "^\(Pattern.notBlank)\(Pattern.textWithoutReferences)$", mayLookTyped: true)
    /// A text for a vendor.
    static let shown = TextForm(
        "a text", "^\(Pattern.notBlank)\(Pattern.text())$", mayLookTyped: true, takesReferences: true)
    static let label = TextForm("a text", "^\(Pattern.text())$", mayLookTyped: true, takesReferences: true)
    static let name = TextForm(
        "a name: a-z, 0-9 and `-`, at most 63, not beginning with `-`", "^[a-z0-9][a-z0-9-]{0,62}$", mayLookTyped: true)
    static let former = TextForm(
        "a name, or an address such as `sox-2027-q1/opal`",
        "^[a-z0-9][a-z0-9-]{0,62}(?:(?:@[A-Z0-9-]{1,32})?/[a-z0-9][a-z0-9-]{0,62})?$", mayLookTyped: true)
    static let date = TextForm("a date such as `2027-12-15`", "^\(Pattern.date)$")
    static let opening = TextForm(
        "a date (`2027-01-04`) or an RFC 3339 instant (`2027-01-04T09:00:00Z`)",
        "^(?:\(Pattern.date)|\(Pattern.instant))$")
    /// When a campaign is due.
    static let due = TextForm(
        "a date (`2027-01-29`), an RFC 3339 instant (`2027-01-29T17:00:00Z`) or a duration after the opening (`14d`)",
        Pattern.orReference("(?:\(Pattern.date)|\(Pattern.instant)|\(Pattern.duration))"), takesReferences: true)
    static let localStart = TextForm(
        "a local date and time (`2027-01-04T09:00`), or a date for 00:00",
        "^\(Pattern.date)(?:[Tt][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$")
    static let recurrenceRule = TextForm(
        "an RFC 5545 rule such as `FREQ=MONTHLY;BYDAY=1MO`", Pattern.recurrenceRule)
    static let timeZone = TextForm("an IANA time zone such as `America/New_York`", "^\(Pattern.timeZone)$")
    static let lineage = TextForm("32 hexadecimal digits", "^[0-9a-f]{32}$", mayLookTyped: true)
    static let path = TextForm("a path within the project", Pattern.relativePath, mayLookTyped: true)
    static let glob = TextForm(
        "a pattern of paths: `*` and `?` stand within a name, `**` for any number of folders", Pattern.relativePath,
        mayLookTyped: true)
    static let baseURL = TextForm(
        "an `https` URL without user, query and fragment; plain `http` for loopback only", Pattern.baseURL)
    static let settle = TextForm(
        "a duration of at most a day, such as `120s`",
        "^(?:[0-9]{1,9}(?:h|min|s)|P(?:0{1,9}D)?T(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}S)?)$")
    static let variable = TextForm(
        "the name of an environment variable", "^[A-Za-z_][A-Za-z0-9_]{0,127}$", mayLookTyped: true)
    static let kind = TextForm("a kind of the platform's vendor", nil)
    static let credentialName = TextForm("the vendor's name of the credential", nil)
}
