import Rendering
import Support
import Testing

/// What GitHub's own parser makes of a plan, where that is installed.
@Suite(.enabled(if: OtherProgram.isHere("cmark-gfm"), "cmark-gfm is not installed"))
struct RenderedMarkdownTests {
    private static let elements: Set = [
        "p", "h3", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "pre", "code", "span", "br", "details",
        "summary",
    ]

    @Test("has the elements of a harmless one, whatever the texts, and no link")
    func elements() throws {
        let plain = try Self.elements(of: SampleFindings())
        #expect(
            plain.contains("<table>") && plain.contains("<details>")
                && plain.contains("<code class=\"language-mermaid\">"))
        for text in HostileTexts.all {
            let hostile = SampleFindings(text: text, file: text + ".yaml", platform: text, campaign: text)
            #expect(try Self.elements(of: hostile) == plain, "\(text.debugDescription)")
        }
    }

    @Test(
        "shows each text as it is written, but for what must not be shown",
        arguments: HostileTexts.html + HostileTexts.markdown)
    func texts(text: String) throws {
        let html = try Self.html(SampleFindings(campaign: text))
        let shown = Printable.line(text).trimmingSpaces.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing("@", with: "<span>@</span>")
        let cell = html.firstMatch(of: /<td><code>(.*?)<\/code><\/td>/.matchingSemantics(.unicodeScalar)).map {
            String($0.output.1)
        }
        let expected = "\(shown)c0<span>@</span>2027-Q1/opal"
        #expect(cell?.trimmingSpaces == expected)
    }

    /// Every tag but those that a text may bring: `<code>` around its words.
    private static func elements(of sample: SampleFindings) throws -> [String] {
        try html(sample).matches(of: /<[^>]*>/.matchingSemantics(.unicodeScalar)).map { String($0.output) }.filter {
            tag in
            let name = tag.drop { "</".contains($0) }.prefix { $0.isLetter || $0.isNumber }
            #expect(elements.contains(String(name)), "\(tag)")
            return !["<code>", "</code>", "<span>", "</span>"].contains(tag)
        }
    }

    static func html(_ sample: SampleFindings) throws -> String {
        try OtherProgram.with(file: MarkdownReport.report(sample.findings), extension: "md") { file in
            try OtherProgram.output(
                of: [
                    "cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist",
                    file,
                ])
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
