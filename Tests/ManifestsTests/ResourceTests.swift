import Diagnostics
import Calendars
import Campaigns
import JSON
import Manifests
import Support
import Testing

@Suite("Manifests become resources")
struct ResourceTests {
    static let project = """
        version: 1
        timeZone: America/New_York
        platforms:
          opal:
            defaults:
              opal.uar: { self_review_allowed: false, reminder_schedule: [7], send_reviewer_assignment_notification: true }
          conductorone: {}

        """

    private func resource(_ block: String, head: String = "due: 2027-01-29", project: String = project) async throws
        -> Resource
    {
        let text =
            "campaign: c\nname: N\n\(head)\nreviews:\n  opal:\n    reviewer_assignment_policy: MANUALLY\n    uar_scope: all\n"
            + block
        let loaded = await loadProject(["muster.yaml": project, "c.yaml": text])
        #expect(loaded.diagnostics.map(\.message) == [])
        return try #require(loaded.resources.first)
    }

    @Test("a value comes from the block, else the campaign, the platform's defaults, the project")
    func layers() async throws {
        let plain = try await resource("")
        #expect(plain.fields["name"] == "N")
        #expect(plain.fields["reminder_schedule"] == [7])
        #expect(plain.fields["time_zone"] == "America/New_York")
        #expect(plain.origins["name"]?.layer == .campaign)
        #expect(plain.origins["reminder_schedule"]?.layer == .platformDefault)
        #expect(plain.origins["time_zone"]?.layer == .project)
        let own = try await resource("    name: Own\n    reminder_schedule: [1, 2]\n    time_zone: Europe/Berlin\n")
        #expect(own.name == "Own")
        #expect(own.fields["reminder_schedule"] == [1, 2], "a value replaces the whole value below it")
        #expect(own.origins["reminder_schedule"]?.layer == .block)
        let none = try await resource("    reminder_schedule: null\n")
        #expect(none.fields["reminder_schedule"] == nil, "null removes a default")
    }

    @Test("a date is local to its block's zone and ends with its day")
    func dates() async throws {
        #expect(try await resource("").due.rfc3339 == "2027-01-30T04:59:59Z")
        #expect(try await resource("    time_zone: Europe/Berlin\n").due.rfc3339 == "2027-01-29T22:59:59Z")
        #expect(try await resource("", head: "due: 2027-01-29T12:00:00+02:00").due.rfc3339 == "2027-01-29T10:00:00Z")
        #expect(try await resource("", head: "opens: 2027-01-04\ndue: 14d").due.rfc3339 == "2027-01-19T04:59:59Z")
        #expect(try await resource("", head: "opens: 2027-01-04\ndue: 2w").due.rfc3339 == "2027-01-19T04:59:59Z")
        #expect(try await resource("", head: "opens: 2027-01-04\ndue: 36h").due.rfc3339 == "2027-01-05T17:00:00Z")
        let opened = try await resource("", head: "opens: 2027-01-04\ndue: 2027-01-29")
        #expect(opened.opens?.rfc3339 == "2027-01-04T05:00:00Z")
        #expect(opened.localDates["deadline"] == "2027-01-29 America/New_York")
    }

    @Test("texts are texts: no, 2027, and a literal reference")
    func texts() async throws {
        #expect(try await resource("    name: no\n").name == "no")
        #expect(try await resource("    name: 2027\n").name == "2027")
        #expect(try await resource("    name: costs $5 for $${period}\n").name == "costs $5 for ${period}")
    }

    @Test("a marker ends a text that the vendor returns, unless the platform says otherwise")
    func markers() async throws {
        let block = """
            campaign: c
            name: N
            due: 2027-01-29
            reviews:
              conductorone:
                ownerIds: [a]
                policyId: b
                scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
                scopeV2: { appAccess: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
            """
        let marked = try #require(await loadProject(["muster.yaml": Self.project, "c.yaml": block]).resources.first)
        #expect(marked.calls.first?.body["description"] == "[muster c/conductorone sandbox]")
        #expect(marked.fields["description"] == nil)
        let silent = Self.project.replacing("conductorone: {}", with: "conductorone: { marker: false }")
        let unmarked = try #require(await loadProject(["muster.yaml": silent, "c.yaml": block]).resources.first)
        #expect(unmarked.calls.first?.body["description"] == nil)
    }

    @Test("files: several documents, patterns, and what is passed over")
    func files() async throws {
        func campaign(_ name: String) -> String {
            "campaign: \(name)\nname: \(name)\ndue: 2027-01-29\nreviews: { opal: { reviewer_assignment_policy: MANUALLY, uar_scope: all } }\n"
        }
        let files = [
            "muster.yaml": Self.project, "campaigns/a.yaml": campaign("a") + "---\n# nothing\n---\n" + campaign("b"),
            "campaigns/deep/er/c.yml": campaign("c"), "campaigns/.hidden.yaml": campaign("h"),
            "campaigns/muster.local.yaml": campaign("m"),
            "campaigns/nested/muster.yaml": Self.project, "campaigns/nested/d.yaml": campaign("d"),
            "other.yaml": campaign("o"),
            "campaigns/notes.txt": "not: [yaml",
        ]
        let loaded = await loadProject(files)
        #expect(loaded.diagnostics.map(\.message) == [])
        #expect(loaded.resources.map(\.address.campaign).sorted() == ["a", "b", "c"])
        let included = await loadProject(
            files.merging(["muster.yaml": "include: [\"*.yaml\"]\n" + Self.project]) { $1 })
        #expect(included.resources.map(\.address.campaign) == ["o"])
    }

    @Test(
        "a pattern takes names and levels", .timeLimit(.minutes(1)),
        arguments: [
            ("campaigns/**", "campaigns/a/b.yaml", true), ("campaigns/**", "campaigns", false), ("**", "a", true),
            ("*.yaml", "a/b.yaml", false),
            ("a/**/c", "a/c", true), ("a/**/c", "a/b/b/c", true), ("a?c", "abc", true), ("a?c", "ac", false),
            ("**/**", "a", true), ("a/**/**/b", "a/b", true), ("a/**/b/c", "a/b/x/b/c", true),
            ("a/**/b", "a/b/c", false),
            (
                String(repeating: "**/*/", count: 20) + "b",
                Array(repeating: "a", count: 200).joined(separator: "/"), false
            ),
            ("*a*a*a*a*b", String(repeating: "a", count: 200), false),
        ])
    func globs(pattern: String, path: String, matches: Bool) throws {
        #expect(try #require(Glob(pattern)).matches(path) == matches)
    }

    @Test("the lineage is written behind the version, every other byte kept")
    func lineage() throws {
        let lineage = String(repeating: "a1", count: 16)
        func edited(_ text: String) -> String? {
            LineageEdit.setting(lineage, in: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(
            edited("# x\nversion: 1  # v\nplatforms: {}\n")
                == "# x\nversion: 1  # v\nlineage: \(lineage)\nplatforms: {}\n")
        #expect(edited("version: 1") == "version: 1\nlineage: \(lineage)\n")
        #expect(edited("version: 1\r\nplatforms: {}\r\n") == "version: 1\r\nlineage: \(lineage)\r\nplatforms: {}\r\n")
        #expect(edited("version: 1\nlineage: old\n") == "version: 1\nlineage: \(lineage)\n")
        #expect(edited("{ version: 1, platforms: {} }") == nil)
        #expect(edited("version: [") == nil)
    }
}
