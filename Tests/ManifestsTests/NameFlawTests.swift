import Campaigns
import Diagnostics
import Manifests
import Support
import Testing

@Suite("A name that vendors keep otherwise")
struct NameFlawTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// The value of the campaign's `name`, with the marks around each character that is said.
        let text: String
        let says: [String]

        var testDescription: String { name }
    }

    private static let cases: [Case] = [
        Case(name: "plain", text: "SOX1️⃣\u{A0}2️⃣review", says: ["U+00A0 NO-BREAK SPACE in column 10 of line 2"]),
        Case(
            name: "behind wide characters", text: "\u{1F6E1} 監査1️⃣\u{3000}2️⃣Q1",
            says: ["U+3000 IDEOGRAPHIC SPACE in column 11 of line 2"]),
        Case(name: "doubled", text: "SOX 1️⃣ 2️⃣review", says: ["U+0020 SPACE behind another in column 11 of line 2"]),
        Case(
            name: "single quotes", text: "'It''s 1️⃣ 2️⃣so '",
            says: ["U+0020 SPACE behind another", "U+0020 SPACE at its end"]),
        Case(
            name: "escaped", text: "\"SOX1️⃣\\u200B2️⃣ review\"", says: ["U+200B ZERO WIDTH SPACE in column 11 of line 2"]),
        Case(name: "escaped blank", text: "\"SOX\\\"1️⃣\\_2️⃣review\"", says: ["U+00A0 NO-BREAK SPACE"]),
        Case(
            name: "escaped tab", text: "\"SOX1️⃣\\t2️⃣review\\n\"",
            says: ["U+0009 CHARACTER TABULATION", "U+000A LINE FEED"]),
        Case(
            name: "folded plain", text: "SOX\n  access1️⃣\u{AD}2️⃣\n  review",
            says: ["U+00AD SOFT HYPHEN in column 9 of line 3"]),
        Case(
            name: "folded quoted", text: "\"SOX  \n\n   access1️⃣\\xA02️⃣ \\\n   review\"",
            says: ["U+000A LINE FEED in column 1 of line 3", "U+00A0 NO-BREAK SPACE"]),
        Case(name: "literal", text: "|\n  SOX review1️⃣2️⃣", says: ["U+000A LINE FEED in column 13 of line 3"]),
        Case(
            name: "literal of lines", text: "|-\n\n    SOX\n     1️⃣\u{2009}2️⃣review",
            says: [
                "U+000A LINE FEED in column 1 of line 3", "U+000A LINE FEED in column 8 of line 4",
                "U+2009 THIN SPACE in column 6 of line 5",
            ]),
        Case(name: "folded block", text: ">\n  SOX\n  review1️⃣2️⃣", says: ["U+000A LINE FEED in column 9 of line 4"]),
        Case(
            name: "folded block with a paragraph", text: ">-\n  SOX\n\n  ac1️⃣\u{A0}2️⃣cess\n  review",
            says: ["U+000A LINE FEED", "U+00A0 NO-BREAK SPACE in column 5 of line 5"]),
        Case(
            name: "blank lines that are kept", text: "|+\n  SOX1️⃣2️⃣\n",
            says: ["U+000A LINE FEED in column 6 of line 3", "U+000A LINE FEED in column 1 of line 4"]),
        Case(
            name: "behind an indentation that is said", text: "|2-\n  1️⃣ 2️⃣SOX",
            says: ["U+0020 SPACE at its beginning in column 3 of line 3"]),
        Case(
            name: "behind references", text: "$${a} ${campaign}1️⃣\u{A0}2️⃣review",
            says: ["U+00A0 NO-BREAK SPACE in column 24 of line 2"]),
        Case(
            name: "anchored and tagged", text: "&n !!str SOX1️⃣\u{A0}2️⃣review",
            says: ["U+00A0 NO-BREAK SPACE in column 19 of line 2"]),
    ]

    private static let project = "version: 1\nplatforms: { cakewalk: {}, opal: {} }\n"
    private static let blocks = """

        due: 2027-02-26
        reviews:
          cakewalk: { accessReviewType: Manager, createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111, workAppIds: all }
        """

    private func flaws(_ campaign: String, project: String = project) async -> [Diagnostic] {
        let loaded = await loadProject(["muster.yaml": project, "c.yaml": campaign])
        #expect(loaded.diagnostics.map { "\($0.code.rawValue) \($0.message)" } == [])
        return loaded.resources.flatMap(\.nameFlaws)
    }

    @Test("is said by each character, at its place in the source", arguments: cases) func places(_ sample: Case) async {
        let source = MarkedSource("campaign: c\nname: \(sample.text)\(Self.blocks)\n")
        let flaws = await flaws(source.text)
        #expect(flaws.map(\.code) == sample.says.map { _ in .unfitName })
        for (flaw, says) in zip(flaws, sample.says) {
            #expect(flaw.message.hasPrefix("the name has \(says)"), "\(flaw.message)")
            #expect(flaw.severity == .error)
        }
        let ranges = flaws.compactMap(\.location?.range)
        #expect(ranges.contains(source["1️⃣", "2️⃣"]), "\(ranges)")
    }

    @Test("is said where it was written: in a block, in a default, at an alias")
    func origins() async throws {
        let block = MarkedSource(
            "campaign: c\(Self.blocks.replacing("workAppIds: all", with: "workAppIds: all, name: 1️⃣\u{A0}2️⃣S"))\n")
        #expect(await flaws(block.text).map(\.location?.range) == [block["1️⃣", "2️⃣"]])
        let project = MarkedSource(
            "version: 1\nplatforms: { cakewalk: { defaults: { cakewalk.access-review: { name: \"S1️⃣ 2️⃣\" } } } }\n")
        let byDefault = await flaws("campaign: c\(Self.blocks)\n", project: project.text)
        #expect(byDefault.map(\.location?.file) == ["muster.yaml"])
        #expect(byDefault.map(\.location?.range) == [project["1️⃣", "2️⃣"]])
        let alias = MarkedSource("campaign: c\nx-name: &n 3️⃣S\u{A0}T4️⃣\nname: 1️⃣*n2️⃣\(Self.blocks)\n")
        let atAlias = try #require(await flaws(alias.text).first)
        #expect(atAlias.location?.range == alias["1️⃣", "2️⃣"])
        #expect(atAlias.notes.map(\.location?.range) == [alias["3️⃣", "4️⃣"]])
        #expect(atAlias.message.hasPrefix("the name has U+00A0 NO-BREAK SPACE in column 13 of line 2:"))
    }

    @Test("is said in each period of a schedule, behind what the period is called")
    func periods() async {
        let source = MarkedSource(
            "campaign: c\nname: ${period}1️⃣\u{A0}2️⃣SOX\nschedule: { every: quarter, start: 2027-01-04 }\n\(Self.blocks.replacing("2027-02-26", with: "21d"))\n"
        )
        let flaws = await flaws(source.text)
        #expect(!flaws.isEmpty)
        #expect(Set(flaws.compactMap(\.location?.range)) == [source["1️⃣", "2️⃣"]])
    }

    @Test("is only a warning for what a script or an emoji may need, and says the first eight of many")
    func severity() async {
        let emoji = await flaws("campaign: c\nname: \u{1F6E1}\u{FE0F} SOX\(Self.blocks)\n")
        #expect(emoji.map(\.severity) == [.warning])
        let many = await flaws("campaign: c\nname: \"\(String(repeating: "a\u{A0}", count: 20))b\"\(Self.blocks)\n")
        #expect(many.count == 8)
        #expect(many.last?.message.contains(", and 12 more:") ?? false, "\(many.last?.message ?? "")")
    }

    @Test("is nothing to a request that its marker finds, and is to one without")
    func requests() async {
        let uuid = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"
        let campaign = """
            campaign: c
            due: 2027-02-26
            requests:
              opal:
                reason: |
                  Read access
                duration_minutes: 60
                resources: [{ id: \(uuid) }]
                groups: []
                target_user_id: \(uuid)

            """
        #expect(await flaws(campaign).isEmpty)
        let bare = await flaws(campaign, project: "version: 1\nplatforms: { opal: { marker: false } }\n")
        #expect(
            bare.map(\.message).first?.hasPrefix("the reason has U+000A LINE FEED in column 18 of line 6") ?? false,
            "\(bare.map(\.message))")
    }
}
