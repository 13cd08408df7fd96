import Foundation
import JSON
import Testing

@Suite("What a pull request's check is given")
struct CheckTests {
    private static let formats = ["text", "json", "markdown", "sarif", "github", "gitlab", "junit"]

    /// What each begins with, of a plan and of faults without one.
    private static let beginnings = [
        "text": ("+ c/opal", ""),
        "json": ("{\n  \"format\": \"muster.plan/2\"", "{\n  \"format\": \"muster.diagnostics/1\""),
        "markdown": ("Plan: 1 to create, 0 unchanged.\n", "1 error, 0 warnings.\n"),
        "sarif": ("{\n  \"$schema\"", "{\n  \"$schema\""),
        "github": ("Plan: 1 to create, 0 unchanged.\n", "::error file="),
        "gitlab": ("[]\n", "[\n  {\n    \"description\""), "junit": ("<?xml ", "<?xml "),
    ]

    @Test("a plan is in every form, with the same exit codes", arguments: formats)
    func plan(format: String) throws {
        let muster = try Muster.opalProject()
        let shown = try muster("plan", "--sandbox", "--format", format)
        #expect(shown.code == 0 && shown.errors == "")
        #expect(shown.output.hasPrefix(Self.beginnings[format]?.0 ?? "-"), "\(shown.output)")
        #expect(try muster("plan", "--sandbox", "--format", format, "--detailed-exitcode").code == 2)
        try muster.write(Muster.opalProject(at: "127.0.0.1:9") + "guardrails: { maxCreates: 0 }\n", to: "muster.yaml")
        let refused = try muster("plan", "--sandbox", "--format", format)
        #expect(refused.code == 7)
        #expect(refused.errors.contains("error[M0501]") == (format != "github"))
        #expect(refused.output.contains("1 to create, and 0 are allowed"))
    }

    @Test("faults are in every form, and for a log's reader once more", arguments: formats)
    func faults(format: String) throws {
        let muster = try Muster.opalProject()
        try muster.write(muster.read("campaigns/c.yaml") + "    colour: red\n", to: "campaigns/c.yaml")
        for verb in ["plan", "validate"] {
            let shown = try muster(verb, "--sandbox", "--format", format)
            #expect(shown.code == 1)
            #expect(shown.output.hasPrefix(Self.beginnings[format]?.1 ?? "-"), "\(shown.output)")
            #expect((format == "text") == shown.output.isEmpty)
            #expect(shown.errors.isEmpty == ["json", "github"].contains(format))
            #expect(shown.errors.isEmpty || shown.errors.hasPrefix("error[M0203]"))
            if format == "sarif" || format == "gitlab" { _ = try JSONReader.read(Array(shown.output.utf8)) }
        }
    }

    @Test("a muster.yaml that can't be used, and none at all, are in every form", arguments: formats.dropFirst())
    func noProject(format: String) throws {
        let muster = try Muster.opalProject("version: 2\nplatforms: {}\n")
        let unusable = try muster("validate", "--format", format)
        #expect(unusable.code == 1 && unusable.output.contains("M0302"))
        let missing = try muster("plan", "--project", "campaigns", "--format", format)
        #expect(missing.code == 1 && missing.output.contains("M0301"))
    }

    @Test("a limit in bytes is kept, and is Markdown's alone")
    func limit() throws {
        let muster = try Muster.opalProject()
        try muster.write(
            (0..<300).map { "campaign: c\($0)\nname: N\($0)\ndue: 2099-01-29\nreviews: { opal: { <<: *o } }\n" }
                .joined(separator: "---\n").replacing(
                    "<<: *o",
                    with:
                        "reviewer_assignment_policy: MANUALLY, send_reviewer_assignment_notification: true, self_review_allowed: true, uar_scope: all"
                ),
            to: "campaigns/c.yaml")
        for limit in ["2000", "32000"] {
            let shown = try muster(
                "plan", "--sandbox", "--format", "markdown", "--max-bytes", limit, "--allow-creates", "300")
            #expect(shown.code == 0 && shown.output.utf8.count <= Int(limit) ?? 0)
            #expect(shown.output.contains("left out here: "))
        }
        #expect(try muster("plan", "--sandbox", "--format", "markdown", "--max-bytes", "1999").code == 64)
        #expect(try muster("plan", "--sandbox", "--max-bytes", "65000").code == 64)
        #expect(try muster("state", "list", "--sandbox", "--format", "sarif").code == 64)
        #expect(try muster("apply", "--sandbox", "--yes", "--format", "markdown").code == 64)
    }

    @Test("files that are named are those that are reported on, however they are written")
    func files() throws {
        let muster = try Muster.opalProject()
        let text = try muster.read("campaigns/c.yaml")
        try muster.write(
            text.replacing("campaign: c", with: "campaign: d") + "    colour: red\n", to: "campaigns/bad.yaml")
        for name in [
            "campaigns/c.yaml", "./campaigns//c.yaml", "campaigns/../campaigns/c.yaml",
            "\(muster.folder.path)/campaigns/c.yaml",
        ] {
            let shown = try muster("validate", "--sandbox", name)
            #expect(shown.code == 0 && shown.errors == "")
            #expect(shown.output == "Valid: 1 resource, 1 campaign, 1 file.\n")
        }
        let bad = try muster("validate", "--sandbox", "campaigns/c.yaml", "campaigns/bad.yaml", "muster.yaml")
        #expect(bad.code == 1 && bad.errors.contains("--> campaigns/bad.yaml:10:5"))
        let tests = try muster("validate", "--sandbox", "--format", "junit", "campaigns/c.yaml")
        #expect(tests.code == 0 && tests.output.contains("tests=\"2\" failures=\"0\""))
    }

    @Test("a fault between a named file and another, and one of muster.yaml, is reported")
    func between() throws {
        let muster = try Muster.opalProject()
        try muster.write(muster.read("campaigns/c.yaml").replacing("name: N", with: "name: O"), to: "campaigns/d.yaml")
        for name in ["campaigns/c.yaml", "campaigns/d.yaml"] {
            let shown = try muster("validate", "--sandbox", name)
            #expect(shown.code == 1 && shown.errors.hasPrefix("error[M0207]"))
        }
        try muster.write("campaign: e\n", to: "campaigns/d.yaml")
        try muster.write(muster.read("muster.yaml") + "include: [\"campaigns/**\", \"more/**\"]\n", to: "muster.yaml")
        let shown = try muster("validate", "--sandbox", "campaigns/c.yaml")
        #expect(shown.code == 0 && shown.errors.hasPrefix("warning[M0310]"), "\(shown.errors)")
        #expect(shown.output == "Valid: 1 resource, 1 campaign, 1 file, with 1 warning.\n")
    }

    @Test(
        "a named file that is no campaign file of the project is an error that says why",
        arguments: [
            ("campaigns/none.yaml", "it does not exist"), ("/etc/passwd", "it is no file below the project's folder"),
            ("none/none.yaml", "it does not exist"),
            ("campaigns/notes.txt", "their names end in"),
            ("campaigns/muster.directory.yaml", "files named `muster.*` are none"),
            ("campaigns/.c.yaml", "hidden files are none"),
            ("campaigns/sub/c.yaml", "`campaigns/sub/muster.yaml` makes it part of another project"),
            ("other/c.yaml", "no pattern of `include` takes it"), ("campaigns", "their names end in"),
            (".", "it is no file below"),
        ])
    func noCampaign(name: String, reason: String) throws {
        let muster = try Muster.opalProject()
        for path in [
            "campaigns/notes.txt", "campaigns/muster.directory.yaml", "campaigns/.c.yaml", "campaigns/sub/muster.yaml",
            "campaigns/sub/c.yaml", "other/c.yaml",
        ] {
            try muster.write("x: 1\n", to: path)
        }
        let shown = try muster("validate", "--sandbox", "campaigns/c.yaml", name)
        #expect(shown.code == 1 && shown.output == "")
        #expect(shown.errors.hasPrefix("error[M0114]: `\(name)` is no campaign file of the project: "))
        #expect(shown.errors.contains(reason), "\(shown.errors)")
    }
}
