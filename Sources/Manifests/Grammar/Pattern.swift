/// Parts of regular expressions that ECMA-262, Python and others read alike: no class such as `\d` that some take for more.
enum Pattern {
    static let date =
        "[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
    static let instant =
        date + "[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
    static let duration =
        "(?:[0-9]{1,9}(?:w|d|h|min|s)|P(?:[0-9]{1,9}W|(?:[0-9]{1,9}D)?(?:T(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}S)?)?))"
    static let uuid = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
    static let protobufDuration = "[0-9]{1,12}(?:\\.[0-9]{1,9})?s"
    static let timeZone = "[A-Za-z][A-Za-z0-9_+/-]*"
    /// No part of it is empty, `.` or `..`.
    static let relativePath = "^(?![\\s\\S]*(?:^|/)\\.{0,2}(?:/|(?![\\s\\S])))"
    static let baseURL =
        "^(?:[Hh][Tt][Tt][Pp][Ss]://|[Hh][Tt][Tt][Pp]://(?:127\\.|\\[::1\\]|[Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt](?![A-Za-z0-9.-])))[^@?#]*$"
    /// An RFC 5545 rule of days.
    static let recurrenceRule: String = {
        let weekday = caseless(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
        func list(_ item: String) -> String { "\(item)(?:,\(item))*" }
        let parts = [
            caseless(["FREQ"]) + "=" + caseless(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
            caseless(["INTERVAL"]) + "=[0-9]{1,4}",
            caseless(["BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYSETPOS"]) + "=" + list("[+-]?[0-9]{1,4}"),
            caseless(["BYDAY"]) + "=" + list("[+-]?[0-9]{0,4}" + weekday), caseless(["WKST"]) + "=" + weekday,
        ]
        let part = "(?:" + parts.joined(separator: "|") + ")"
        return "^(?:\(caseless(["RRULE"])):)?(?=[\\s\\S]*\(caseless(["FREQ"])))\(part)(?:;\(part))*$"
    }()

    /// One of the words, in capitals or not.
    private static func caseless(_ words: [String]) -> String {
        let words = words.map { $0.map { "[\($0)\($0.lowercased())]" }.joined() }
        return words.count == 1 ? words[0] : "(?:\(words.joined(separator: "|")))"
    }

    /// What is not shown and could forge what is: control characters and bidirectional overrides.
    private static let forbidden =
        "\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069"

    /// Behind `${`, what a campaign's own texts may refer to.
    static let references = References.Name.allCases.map(\.rawValue).joined(separator: "|")

    /// A text in which nothing stands that would be refused: `names` are what may stand behind `${` besides references.
    static func text(names: [String] = []) -> String {
        let named = names.isEmpty ? "" : "|(?:\(names.joined(separator: "|"))):(?:[^}\\\\\\n]|\\\\[}/\\\\])+"
        return "(?:[^$\(forbidden)]|\\$\\$\\{|\\$\\{(?:\(references)\(named))\\}|\\$(?!\\$?\\{))*"
    }

    /// A text in which no reference may stand.
    static let textWithoutReferences = "(?:[^$\(forbidden)]|\\$\\$\\{|\\$(?!\\$?\\{))*"

    /// That there is something to see, at a text's beginning.
    static let notBlank = "(?=[\\s\\S]*[^ \\t\\n])"

    /// Either the form, or a text with at least one reference, in whose place something of the form may come.
    static func orReference(_ form: String, names: [String] = []) -> String {
        "^(?:\(form)|(?=[\\s\\S]*\\$\\{)\(text(names: names)))$"
    }
}
