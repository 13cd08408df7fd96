import Foundation
import Testing

extension BadInput {
    /// What is wrong with the text itself, whatever it is meant to say.
    static let texts: [BadInput] = [
        BadInput("not YAML", "M0101", at: "2:7", file: "campaign: c\nname: ]N\n"),
        BadInput("a picture", "M0102", at: "\(file):1:1") {
            try $0.write(Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00]), to: file)
        },
        BadInput("a tab for blanks", "M0101", at: "2:1", file: "reviews:\n\topal: {}\n"),
        BadInput("an escape character", "M0101", at: "2:8", file: "campaign: c\nname: a\u{1B}[31mb\n"),
        BadInput("a file of 100 MB", "M0103", at: "\(file):1:1") { try $0.sparse(file, bytes: 100 << 20) },
        BadInput("a project file of 100 MB", "M0103", at: "muster.yaml:1:1") {
            try $0.sparse("muster.yaml", bytes: 100 << 20)
        },
        BadInput("a byte more than 4 MiB", "M0103", at: "\(file):1:1") {
            let comment = Data(repeating: UInt8(ascii: "#"), count: (4 << 20) - 1)
            try $0.write(comment + Data("\n\n".utf8), to: file)
        },
        BadInput("100,000 nested brackets", "M0104", at: "1:65", file: String(repeating: "[", count: 100_000)),
        BadInput("100,000 nested braces", "M0104", at: nil, file: String(repeating: "{a: ", count: 100_000)),
        BadInput("100,000 nested lists", "M0104", at: nil, file: String(repeating: "- ", count: 100_000)),
        BadInput("a bomb of aliases", "M0105", at: nil, file: aliasBomb),
        BadInput("a bomb of merges", "M0105", at: nil, file: mergeBomb),
        BadInput("an alias to nothing", "M0106", at: "10:16", file: campaign("    uar_scope: *nothing\n")),
        BadInput("an alias to itself", "M0107", at: nil, file: campaign("    uar_scope: &s { names: [*s] }\n")),
        BadInput(
            "a key given twice", "M0108", at: "11:5",
            file: campaign("    uar_scope: all\n    uar_scope: { names: [a] }\n")),
        BadInput(
            "a tag of a language", "M0110", at: nil, file: campaign("    uar_scope: !!python/object:os.system rm\n")),
        BadInput("a mapping for a key", "M0111", at: nil, file: campaign("    uar_scope: all\n    ? [a]\n    : b\n")),
        BadInput(
            "a key of 3 MB", "M0101", at: "10:5", file: campaign("    \(String(repeating: "x", count: 3_000_000)): 1\n")
        ),
        BadInput(
            "90,000 faults", "M0202", at: nil, file: "campaign: c\n" + (0..<40_000).map { "k\($0): 1\n" }.joined()),
    ]

    /// Values that a field does not take.
    static let values: [BadInput] = [
        BadInput("no campaign", "M0201", at: "1:1", file: "name: N\n"),
        BadInput("a list for a campaign", "M0201", at: "1:1", file: "- a\n- b\n"),
        BadInput("an unknown key", "M0202", at: "10:1", file: campaign("revews: {}\n")),
        BadInput("an unknown field", "M0203", at: "10:5", file: campaign("    uar_scop: all\n    uar_scope: all\n")),
        BadInput("a word for a list", "M0204", at: "10:25", file: campaign("    uar_scope: { names: prod }\n")),
        BadInput(
            "a list for a word", "M0204", at: "2:7",
            file: campaign("    uar_scope: all\n").replacing("name: Review c", with: "name: [N]")),
        BadInput(
            "no for a boolean", "M0204", at: nil,
            file: campaign("    uar_scope: all\n    instantly_action_reviews: no\n")),
        BadInput(
            "a missing field", "M0205", at: "5:3",
            file: campaign("    uar_scope: all\n").replacing("    reviewer_assignment_policy: MANUALLY\n", with: "")),
        BadInput("a name that is none", "M0206", at: "1:11", file: campaign("    uar_scope: all\n", name: "SOX Q1")),
        BadInput(
            "a name with an escape sequence", "M0218", at: nil,
            file: campaign("    uar_scope: all\n", name: "\"\\e[31mx\"")),
        BadInput(
            "a name of 64 letters", "M0206", at: "1:11",
            file: campaign("    uar_scope: all\n", name: String(repeating: "a", count: 64))),
        BadInput("two campaigns of one name", "M0207", at: "campaigns/d.yaml:1:11") {
            try $0.write(campaign("    uar_scope: all\n"), to: "campaigns/d.yaml")
        },
        BadInput(
            "two campaigns of one name in one file", "M0207", at: "12:11",
            file: campaign("    uar_scope: all\n") + "---\n" + campaign("    uar_scope: all\n")),
        BadInput("nothing to do", "M0208", at: "1:11", file: "campaign: c\nname: N\ndue: 2099-01-29\n"),
        BadInput(
            "an unknown platform", "M0210", at: "5:3",
            file: campaign("    uar_scope: all\n").replacing("  opal:", with: "  okta:")),
        BadInput(
            "an unknown platform with an escape sequence", "M0210", at: "10:15",
            file: campaign("    platform: \"\\e]0;x\\a\"\n")),
        BadInput(
            "a kind of another vendor", "M0212", at: "10:11", file: campaign("    kind: cakewalk.access-review\n")),
        BadInput(
            "a date that no calendar has", "M0213", at: "3:6",
            file: campaign("    uar_scope: all\n", head: "due: 2099-02-30")),
        BadInput(
            "a time without a zone", "M0213", at: "3:6",
            file: campaign("    uar_scope: all\n", head: "due: 2099-02-01T12:00:00")),
        BadInput(
            "a zone that is none", "M0214", at: "3:11",
            file: campaign("    uar_scope: all\n", head: "timeZone: Mars/Olympus\ndue: 2099-01-29")),
        BadInput(
            "a due date before the opening", "M0216", at: "4:6",
            file: campaign("    uar_scope: all\n", head: "opens: 2099-02-01\ndue: 2099-01-29")),
        BadInput(
            "a reference to nothing", "M0217", at: "10:27", file: campaign("    uar_scope: { names: [\"${HOME}\"] }\n")),
        BadInput(
            "a text with an escape sequence", "M0218", at: nil,
            file: campaign("    uar_scope: { names: [\"\\e[2Jx\"] }\n")),
        BadInput(
            "a text that turns its direction", "M0218", at: nil,
            file: campaign("    uar_scope: { names: [\"a\u{202E}b\"] }\n")),
        BadInput(
            "an unknown key with an escape sequence", "M0202", at: nil,
            file: campaign("    uar_scope: all\n") + "\"\\e[31m\\u202e::error::x\": 1\n"),
        BadInput(
            "a key that a pipeline would obey", "M0202", at: nil, hidden: ["##vso[task"],
            file: campaign("    uar_scope: all\n") + "\"##vso[task.setvariable]x\": 1\n"),
        BadInput("a UUID that is none", "M0219", at: "10:25", file: campaign("    uar_scope: { apps: [app-1] }\n")),
        BadInput(
            "a word that the field does not have", "M0220", at: nil,
            file: campaign("    uar_scope: { names: [a], filter_operator: SOME }\n")),
        BadInput(
            "two targets", "M0221", at: nil,
            file: campaign(
                "opal", block: request("    target_user_id: \(uuid)\n    target_group_id: \(uuid)\n"),
                section: "requests")),
        BadInput(
            "a due date that has passed", "M0215", at: "3:6", commands: [["validate"]],
            file: campaign("    uar_scope: all\n", head: "due: 2019-01-29")),
        BadInput("two reviews of one name on a platform", "M0225", at: "campaigns/d.yaml:5:3") {
            try $0.write(
                campaign("    uar_scope: all\n", name: "d").replacing("Review d", with: "review C "),
                to: "campaigns/d.yaml")
        },
        BadInput("two reviews of one name at Cakewalk, due years apart", "M0225", at: nil) {
            for (name, year) in [("a", 2098), ("b", 2099)] {
                try $0.write(
                    campaign("cakewalk", block: cakewalk("    workAppIds: all\n")).replacing(
                        "campaign: c", with: "campaign: \(name)"
                    ).replacing("2099", with: "\(year)"), to: "campaigns/\(name).yaml")
            }
        },
        BadInput("a project without platforms", "M0205", at: "muster.yaml:1:1") {
            try $0.write("version: 1\n", to: "muster.yaml")
        },
        BadInput("a version to come", "M0302", at: "muster.yaml:1:10") {
            try $0.write(try $0.read("muster.yaml").replacing("version: 1", with: "version: 2"), to: "muster.yaml")
        },
        BadInput("a lineage that is none", "M0303", at: "muster.yaml:2:10") {
            try $0.write("version: 1\nlineage: sox\nplatforms: { opal: {} }\n", to: "muster.yaml")
        },
        BadInput("a vendor that nobody knows", "M0304", at: "muster.yaml:2:14") {
            try $0.write("version: 1\nplatforms: { okta: {} }\n", to: "muster.yaml")
        },
        BadInput("a host without encryption", "M0305", at: nil) {
            try $0.write("version: 1\nplatforms: { opal: { baseURL: http://x.example/v1 } }\n", to: "muster.yaml")
        },
        BadInput("a secret in the project", "M0306", at: nil, hidden: ["op-1c0ffee"]) {
            try $0.write("version: 1\nplatforms: { opal: { credentials: { token: op-1c0ffee } } }\n", to: "muster.yaml")
        },
        BadInput("a secret for a variable's name", "M0306", at: nil, hidden: ["op-1c0ffee"]) {
            try $0.write(
                "version: 1\nplatforms: { opal: { credentials: { token: { env: op-1c0ffee } } } }\n", to: "muster.yaml")
        },
        BadInput("a secret for all credentials", "M0306", at: nil, hidden: ["op-1c0ffee"]) {
            try $0.write("version: 1\nplatforms: { opal: { credentials: op-1c0ffee } }\n", to: "muster.yaml")
        },
        BadInput("a secret as a key", "M0306", at: nil, hidden: ["op-1c0ffee"]) {
            try $0.write(
                "version: 1\nplatforms: { opal: { credentials: { token: { op-1c0ffee } } } }\n", to: "muster.yaml")
        },
        BadInput("a password in a host", "M0305", at: nil, hidden: ["1c0ffee"]) {
            try $0.write(
                "version: 1\nplatforms: { opal: { baseURL: \"https://me:1c0ffee@x.example/v1\" } }\n", to: "muster.yaml"
            )
        },
        BadInput("an empty project file", "M0205", at: "muster.yaml:1:1") { try $0.write("", to: "muster.yaml") },
        BadInput("a project file of several documents", "M0101", at: nil) {
            try $0.write(try $0.read("muster.yaml") + "---\nversion: 1\n", to: "muster.yaml")
        },
    ]

    /// One way of each vendor to mean everything without saying so; the unit tests have them all.
    static let wide: [BadInput] = [
        BadInput(
            "an empty list of apps at Cakewalk", "M0222", at: nil,
            file: campaign("cakewalk", block: cakewalk("    workAppIds: []\n"))),
        BadInput("no list of apps at Cakewalk", "M0205", at: "5:3", file: campaign("cakewalk", block: cakewalk(""))),
        BadInput("no scope at Opal", "M0222", at: "5:3", file: campaign("")),
        BadInput("an empty scope at Opal", "M0222", at: "10:5", file: campaign("    uar_scope: {}\n")),
        BadInput(
            "a scope of an operator alone", "M0222", at: "10:5",
            file: campaign("    uar_scope: { filter_operator: ALL }\n")),
        BadInput(
            "a blank name in a filter", "M0222", at: "10:26", file: campaign("    uar_scope: { names: [\" \"] }\n")),
        BadInput(
            "no scope at ConductorOne", "M0222", at: "5:3",
            file: campaign(
                "conductorone", block: conductorOne("    scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS\n"))),
        BadInput(
            "users unstated at ConductorOne", "M0222", at: nil,
            file: campaign(
                "conductorone",
                block: conductorOne(
                    "    scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS\n    scopeV2: { appAccess: {}, allAccounts: {}, allGrants: {} }\n"
                ))),
        BadInput(
            "a request for nobody", "M0222", at: "5:3", file: campaign("opal", block: request(""), section: "requests")),
        BadInput(
            "a request for nothing", "M0222", at: nil,
            file: campaign(
                "opal", block: request("    target_user_id: \(uuid)\n").replacing("[{ id: \(uuid) }]", with: "[]"),
                section: "requests")),
        BadInput("all where no field takes it", "M0204", at: nil, file: campaign("    uar_scope: { names: all }\n")),
    ]

    private static let uuid = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"

    private static func cakewalk(_ rest: String) -> String {
        "    accessReviewType: Manager\n    createdByUserId: \(uuid)\n" + rest
    }

    private static func conductorOne(_ rest: String) -> String { "    ownerIds: [a]\n    policyId: b\n" + rest }

    private static func request(_ rest: String) -> String {
        "    reason: Audit\n    duration_minutes: 60\n    resources: [{ id: \(uuid) }]\n    groups: []\n" + rest
    }

    private static let aliasBomb: String = {
        let rows = (1...30).map { row in
            "- &a\(row) [" + [String](repeating: "*a\(row - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        return "- &a0 [x, x, x]\n" + rows.joined()
    }()

    private static let mergeBomb: String = {
        let members = (0..<1000).map { "k\($0): 1" }.joined(separator: ", ")
        return "- &m {\(members)}\n- <<: [" + [String](repeating: "*m", count: 100_000).joined(separator: ", ") + "]\n"
    }()
}
