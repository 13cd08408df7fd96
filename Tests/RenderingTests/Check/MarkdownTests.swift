import Calendars
import Campaigns
import Diagnostics
import Planning
import Rendering
import Support
import Testing

@Suite("A plan as Markdown")
struct MarkdownTests {
    private static let tags = [
        "code", "/code", "span", "/span", "br", "details", "/details", "summary", "/summary",
    ]

    @Test("no text changes what there is of tables, lists, blocks and tags", arguments: HostileTexts.all)
    func shape(text: String) {
        let plain = Self.shape(MarkdownReport.report(SampleFindings().findings))
        let sample = SampleFindings(text: text, file: text + ".yaml", platform: text, campaign: text)
        #expect(Self.shape(MarkdownReport.report(sample.findings)) == plain)
    }

    @Test("a sentence keeps its plain words")
    func sentence() {
        var entry = SampleFindings().entry(.create, 0)
        entry.consequences = [
            "It goes to `evil.example`, which isn't Opal's; 3 days, 2027-01-04: (so) @team #1 deface defaced"
        ]
        #expect(
            Self.report([entry]).contains(
                "| It goes to <code>evil&#46;example</code>, which isn't Opal's; 3 days, 2027-01-04&#58; (so&#41; "
                    + "<code><span>&#64;</span>team</code> <code>&#35;1</code> deface <code>defaced</code> |"))
    }

    @Test("what the platform looks for in texts stands in code, and is whole there", arguments: HostileTexts.references)
    func references(text: String) throws {
        var entry = SampleFindings().entry(.create, 0)
        entry.name = text
        let report = Self.report([entry])
        // The fences are the body's and the timeline's.
        let seen = report.split(separator: "```").enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            .joined()
        let plain = Self.unescaped(seen.replacing(/<code>.*?<\/code>/, with: "<>"))
        for sign in [
            "@", "#\\d", "[A-Za-z]+-\\d", "https?:", "www\\.\\w", ":[a-z+]\\w*:", "\\b[0-9a-f]{7,40}\\b", "[!~&%$]\\w",
            "\\w\\.\\w",
        ] {
            #expect(try plain.firstMatch(of: Regex(sign)) == nil, "\(plain)")
        }
    }

    @Test(
        "any number of creates fits into any limit, and what is left out is counted",
        arguments: [2_000, 2_001, 2_500, 3_000, 5_000, 10_000, 32_000, 65_000, 200_000, 1_000_000])
    func fits(limit: Int) throws {
        for count in [0, 1, 2, 40, 5_000] {
            let plan = Self.plan(Self.creates(count))
            let report = MarkdownReport.report(Findings(plan.diagnostics, plan: plan), within: limit)
            #expect(report.utf8.count <= limit)
            #expect(report.hasPrefix("Plan: \(count) to create, 0 unchanged."))
            #expect(report.components(of: "```").isMultiple(of: 2))
            #expect(report.components(of: "<details>") == report.components(of: "</details>"))
            let rows = report.components(of: "| <code>c")
            let bodies = report.components(of: "<details>")
            if rows < count { #expect(report.contains("\(count - rows) rows of creates"), "\(rows)") }
            if bodies < count { #expect(report.contains("\(count - bodies) request bod") || count - bodies == 1) }
            if rows < count { #expect(bodies == 0) }
            let isWhole = rows == count && bodies == count
            #expect(isWhole != report.contains("`muster plan` in this check's log says everything"))
            // It is filled as far as it goes: another row would not have fitted.
            if count == 5_000 { #expect(report.utf8.count > limit - 3_500 || rows == count) }
        }
    }

    @Test("bodies are left out first, then the timeline, then notes of creates, then rows")
    func order() {
        let plan = Self.plan(Self.creates(40))
        var shown = [40, 1, 40, 40]
        for limit in stride(from: 60_000, through: 2_000, by: -250) {
            let report = MarkdownReport.report(Findings([], plan: plan), within: limit)
            let counts = ["<details>", "gantt", "It starts at once<br>", "| <code>c"].map(report.components(of:))
            // Nothing comes back as the room shrinks, and nothing goes before all of what goes first has gone.
            #expect(zip(counts, shown).allSatisfy { $0 <= $1 }, "\(limit)")
            let places = counts.indices.filter { counts[$0] < [40, 1, 40, 40][$0] }
            #expect(
                places.dropLast().allSatisfy { counts[$0] == 0 } && places == Array(places.indices),
                "\(limit): \(counts)")
            shown = counts
        }
        #expect(shown.prefix(3) == [0, 0, 0] && shown.last != 0)
    }

    @Test("a limit of any size is kept with all sorts of entries, to the byte")
    func everyLimit() {
        let findings = SampleFindings(text: String(repeating: "名前 | ", count: 30)).findings
        let whole = MarkdownReport.report(findings, within: 1_000_000)
        for limit in stride(from: MarkdownReport.leastLimit, to: whole.utf8.count + 400, by: 97) {
            let report = MarkdownReport.report(findings, within: limit)
            #expect(report.utf8.count <= limit)
            #expect(report.components(of: "```").isMultiple(of: 2))
            #expect((report == whole) == (limit >= whole.utf8.count) || limit - whole.utf8.count < 400)
        }
        #expect(!whole.contains("left out"))
    }

    @Test("one item that is too large keeps none of the others out")
    func large() {
        var entries = Self.creates(3)
        entries[ifThere: 0]?.name = String(repeating: "name ", count: 20_000)
        let report = Self.report(entries)
        #expect(report.contains("1 row of a create") && report.components(of: "| <code>c") == 2)
        #expect(report.contains("### To create (3)"))
    }

    @Test("a body with backticks has a longer fence")
    func fence() {
        let report = Self.report([SampleFindings(text: "`````").entry(.create, 0)])
        #expect(report.contains("\n``````json\n") && report.contains("\n``````\n\n</details>"))
    }

    @Test("a refused plan says so behind its summary")
    func refused() {
        var plan = Self.plan(Self.creates(30))
        plan.createLimit = CreateLimit(Guardrails())
        let report = MarkdownReport.report(Findings(plan.refusals, plan: plan))
        #expect(report.contains("\n\n**The plan is refused&#58; 30 to create, and 25 are allowed.**\n\n"))
    }

    @Test("a timeline draws at most a hundred, by their openings, and says so")
    func timeline() {
        let report = Self.report(Self.creates(150), within: 1_000_000)
        #expect(report.components(of: "    create c") == 100)
        #expect(report.contains("\nThe first 100 to open are drawn, and 50 are not.\n"))
    }

    /// Lines without what texts may change: words, and which of them stand in code.
    private static func shape(_ report: String) -> [String] {
        report.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.starts(with: "```".unicodeScalars) { return "```" + String(line.drop { $0 == "`" }) }
            let text = line.drop { $0 == " " }
            if let first = text.first, "\"[]{}".unicodeScalars.contains(first) { return "json" }
            if line.starts(with: "    ".unicodeScalars) { return task(text) }
            return signs(line)
        }
    }

    private static func signs(_ line: Substring.UnicodeScalarView) -> String {
        var signs = String(String.UnicodeScalarView(line.prefix { " -#".unicodeScalars.contains($0) }))
        var rest = line
        while let scalar = rest.popFirst() {
            if scalar == "<", let end = rest.firstIndex(of: ">") {
                let tag = String(rest[..<end])
                if !tags.contains(tag) { return "TAG \(line)" }
                if !["code", "/code", "span", "/span"].contains(tag) { signs += "<\(tag)>" }
                rest = rest[rest.index(after: end)...]
            } else if scalar == "&", rest.first == "#" {
                rest = rest.dropFirst()
            } else if "<>|`*_[]#~$@\\".unicodeScalars.contains(scalar) {
                signs.unicodeScalars.append(scalar)
            }
        }
        return signs
    }

    /// A line of the timeline, whose words are in no need of an escape.
    private static func task(_ line: Substring.UnicodeScalarView) -> String {
        let isPlain = line.allSatisfy {
            $0.properties.isAlphabetic && $0.isASCII || "0123456789-@/_:, %".unicodeScalars.contains($0)
        }
        let words = line.split(separator: " ").map { String($0) }
        guard isPlain, let first = words.first else { return "UNSAFE \(line)" }
        switch first {
        case "create", "later", "held":
            return line.count { $0 == ":" } == 1 && words.count > 3 ? "task" : "UNSAFE \(line)"
        case "section": return words.count <= 2 ? "section" : "UNSAFE \(line)"
        default: return String(line)
        }
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing(/&#(\d+);/) { match in
            UInt32(match.output.1).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
        }
    }

    private static func creates(_ count: Int) -> [PlanEntry] {
        (0..<count).map { index in
            var entry = SampleFindings(text: "Review of number \(index)").entry(.create, index)
            entry.consequences = ["It starts at once", "Reviewers are notified at once"]
            return entry
        }
    }

    private static func plan(_ entries: [PlanEntry]) -> Plan {
        Plan(instant: SampleFindings.now, entries: entries, createLimit: CreateLimit(Guardrails(), allowed: 10_000))
    }

    private static func report(_ entries: [PlanEntry], within limit: Int = MarkdownReport.standardLimit) -> String {
        MarkdownReport.report(Findings([], plan: plan(entries)), within: limit)
    }
}

extension String {
    /// How often it has the other.
    fileprivate func components(of other: String) -> Int { ranges(of: other).count }
}
