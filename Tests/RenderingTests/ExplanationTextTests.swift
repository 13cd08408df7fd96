import JSON
import Manifests
import Rendering
import Testing

@Suite("Explanations for people")
struct ExplanationTextTests {
    private func page(_ path: String, width: Int = 90) throws -> String {
        ExplanationText(style: .plain, width: width).page(try Explanation.find(path))
    }

    @Test("of a list that may be `all`")
    func list() throws {
        #expect(
            try page("cakewalk.access-review.workAppIds") == """
                KIND          cakewalk.access-review
                FIELD         workAppIds
                TYPE          list of UUIDs, in any order
                REQUIRED      yes, in the block or in the platform's defaults
                ALL           The word `all` means all work apps; [] is sent.
                EMPTY         Refused: it would mean every work app.
                REFERENCES    ${app:...}
                SENT BY       POST /api/v1/AccessReviews, which creates it
                READ BACK     no: a change at the vendor can't be seen
                SOURCE        docs.getcakewalk.io, POST /api/v1/AccessReviews

                  The work apps to review, or `all`. Cakewalk reads an empty list as all of them, so `[]`
                  is refused.

                """)
    }

    @Test("of a mapping, of which one member excludes another")
    func mapping() throws {
        #expect(
            try page("conductorone.access-review.scopeV2.grantsByCriteria.grantsAddedBetween") == """
                KIND          conductorone.access-review
                FIELD         scopeV2.grantsByCriteria.grantsAddedBetween
                TYPE          mapping
                REQUIRED      no
                RULE          at most one of daysSinceAdded, daysSinceReviewed, grantsAddedBetween
                              (criteria_filter)
                EMPTY         Refused: it would mean no filter at all.
                NULL          The vendor takes `null`.
                SENT BY       POST /api/v1/access_review, which creates it
                READ BACK     yes
                SOURCE        ConductorOne's OpenAPI file, in ConductorOne/terraform-provider-conductorone

                  Grants that were added between two dates.

                FIELDS
                  startDate <date>  From this date on.
                  endDate <date>  Until this date.

                """)
    }

    @Test("of a word that the vendor may add to, in few columns")
    func word() throws {
        #expect(
            try page("opal.uar.reviewer_assignment_policy", width: 60) == """
                KIND          opal.uar
                FIELD         reviewer_assignment_policy
                TYPE          word
                REQUIRED      yes, in the block or in the platform's
                              defaults
                VALUES        MANUALLY, BY_OWNING_TEAM_ADMIN,
                              BY_OWNING_TEAM_ADMIN_ALL, BY_MANAGER,
                              BY_APPROVERS, BY_APPROVERS_ALL, BY_SELF
                              The vendor keeps adding words: others are
                              sent, with a warning.
                SENT BY       POST /uar, which creates it
                READ BACK     yes
                SOURCE        Opal's newest OpenAPI file, in
                              opalsecurity/opal-python

                  Who reviews. Without _ALL, owners or approvers take turns;
                  with it, each of them reviews everything. BY_SELF is
                  newer.

                """)
    }

    @Test("of a date that an update sends, and of one that the campaign fills")
    func date() throws {
        #expect(
            try page("conductorone.access-review.scheduledStartDate").contains(
                """
                TYPE          a date (`2027-01-29`), an RFC 3339 instant (`2027-01-29T17:00:00Z`) or a
                              duration after `opens` (`14d`), or `asap`
                REQUIRED      no
                NULL          The vendor takes `null`.
                REFERENCES    ${campaign}, ${period}, ${year}, ${quarter}, ${month}, ${opens}, ${due}
                SENT BY       POST /api/v1/access_review/{id}, an update after it was created

                """))
        #expect(
            try page("opal.uar.deadline").contains(
                """
                REQUIRED      yes, in the block or in the platform's defaults; the campaign's `due` fills
                              it where the block doesn't

                """))
        #expect(try page("opal.uar.instantly_action_reviews").contains("\nDEFAULT       false\n"))
        #expect(
            try page("conductorone.access-review.columnConfig.columns").contains(
                "\nDEPRECATED    by the vendor; using it is a warning\n"))
    }

    @Test("of a key of Muster's own")
    func key() throws {
        #expect(
            try page("campaign.schedule.missed") == """
                MANIFEST      campaign
                FIELD         schedule.missed
                TYPE          word
                REQUIRED      no
                VALUES        latest, skip, all
                DEFAULT       latest
                RULE          `missed: all` needs `dueFrom: opening`

                  What becomes of openings that no run came upon: the latest is opened late, none that is
                  3 days late (skip), or all of the last year, which needs `dueFrom: opening`.

                """)
        #expect(
            try page("project.freezes") == """
                MANIFEST      project
                FIELD         freezes
                TYPE          list of mappings
                REQUIRED      no
                EXAMPLE       [ { from: 2027-12-15, to: 2028-01-03, reason: year-end close } ]

                  Days on which nothing opens, in the project's `timeZone`.

                FIELDS  (* is needed)
                  from* <date>  The first day of the freeze.
                  to* <date>  The last day of the freeze.
                  reason* <text>  Why nothing opens; plans and calendars show it.

                """)
    }

    @Test("of everything, a line each, none longer than the width")
    func tree() throws {
        let tree = ExplanationText(style: .plain, width: 72).tree(Explanation.all())
        let lines = tree.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 72 }, "\(lines.filter { $0.count > 72 })")
        #expect(lines.count == Explanation.all().flatMap(\.flattened).count)
        #expect(
            tree.hasPrefix(
                """
                campaign  One document of a campaign file.
                  campaign* <name>  The campaign's name in this project, part of its ...

                """))
    }

    @Test("are coloured without a change to the text")
    func colour() throws {
        let explanation = try Explanation.find("opal.uar")
        let coloured = ExplanationText(style: TextStyle(isColoured: true), width: 80).page(explanation)
        let plain = ExplanationText(style: .plain, width: 80).page(explanation)
        #expect(coloured != plain)
        #expect(coloured.replacing(#/\u{1B}\[[0-9]+m/#, with: "") == plain)
    }

    @Test("for programs: what is not there is left out, and what is within comes along")
    func json() throws {
        let document = ExplanationJSON.document([try Explanation.find("project.lint")])
        #expect(
            JSONWriter.text(document, style: .pretty) == """
                {
                  "format": "muster.explain/1",
                  "explanations": [
                    {
                      "path": "project.lint",
                      "name": "lint",
                      "type": "mapping",
                      "help": "Which warnings about habits are given.",
                      "required": false,
                      "fields": [
                        {
                          "path": "project.lint.disable",
                          "name": "disable",
                          "type": "list of words",
                          "help": "The codes of warnings that are not to be given.",
                          "required": false,
                          "values": [
                            "M0230",
                            "M0231",
                            "M0232",
                            "M0233"
                          ],
                          "takesOtherValues": false,
                          "example": "[ M0232 ]"
                        }
                      ]
                    }
                  ]
                }

                """)
        let scope = ExplanationJSON.document([try Explanation.find("opal.uar.uar_scope")])["explanations"]?.arrayValue?
            .first
        #expect(scope?["all"] == "everything in Opal: every resource and group")
        #expect(scope?["absentMeans"] == "every resource and group")
        #expect(scope?["call"] == "POST /uar" && scope?["step"] == "create" && scope?["readBack"] == true)
        #expect(scope?["fields"]?.arrayValue?.count == 11)
    }
}
