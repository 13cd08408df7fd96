import Calendars
import Campaigns
import Planning
import Rendering
import Support
import Testing

@Suite("The calendar as a page")
struct CalendarHTMLTests {
    private static let schemes = [CalendarPalette.light, .dark]

    @Test("every text can be read in both schemes, and every mark be seen", arguments: 0..<schemes.count)
    func contrast(scheme: Int) throws {
        let palette = Self.schemes[scheme]
        for ground in [palette.page, palette.surface, palette.band] {
            for ink in [palette.ink, palette.muted, palette.today] {
                #expect(try Self.contrast(ink, ground) >= 4.5, "\(ink) on \(ground)")
            }
            #expect(try Self.contrast(palette.focus, ground) >= 3, "\(palette.focus) on \(ground)")
        }
        #expect(try Self.contrast(palette.freeze, palette.surface) >= 3)
        for status in CampaignCalendar.Status.allCases {
            let mark = palette.marks(status)
            #expect(try Self.contrast(mark.ink, mark.fill) >= 4.5, "\(status)")
            #expect(try Self.contrast(mark.line, palette.surface) >= 3, "\(status)")
        }
    }

    @Test("statuses differ by more than their colour")
    func signs() throws {
        let page = CalendarHTML.page(try SampleCalendar.year())
        let signs = try CampaignCalendar.Status.allCases.map { status in
            let sign = try #require(page.firstMatch(of: try Regex("<symbol id=\"i-\(status.rawValue)\".*?</symbol>")))
            return try String(sign.output.at(0).substring?.split(separator: " d=").last ?? "")
        }
        #expect(Set(signs).count == signs.count)
    }

    @Test("nothing in the page comes from elsewhere, or runs")
    func selfContained() throws {
        let page = CalendarHTML.page(try SampleCalendar.hundredCampaigns())
        #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
        for word in [
            "<script", "<link", "<img", "<iframe", "<object", "@import", "http:", "https:", "//", "onclick=\"",
        ] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(!page.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\0" })
    }

    @Test(
        "a text from a manifest stays text",
        arguments: ["</title><script>x</script>", "\"><svg onload='x'>", "' onfocus=x y='", "&lt;b&gt;", "<!--", "]]>"])
    func escapes(text: String) throws {
        let day = try SampleCalendar.date("2027-01-04")
        let freeze = Freeze(from: day, to: day, reason: text)
        var entry = try SampleCalendar.entry(
            "sox@2027-Q1/opal", text, opens: "2027-01-04T14:00:00Z", due: "2027-02-01T00:00:00Z", .held, id: text,
            movedBy: [freeze], note: text)
        entry.platform = text
        let page = CalendarHTML.page(try SampleCalendar.calendar([entry], freezes: [freeze]))
        entry.name = "-"
        entry.platform = "-"
        entry.vendorID = "-"
        entry.note = "-"
        entry.movedBy = [Freeze(from: day, to: day, reason: "-")]
        let plain = CalendarHTML.page(try SampleCalendar.calendar([entry], freezes: entry.movedBy))
        // The same elements with the same attributes, whatever the texts say.
        #expect(Self.skeleton(page) == Self.skeleton(plain))
    }

    @Test("every entry has a mark with all its words, and a row")
    func complete() throws {
        let calendar = try SampleCalendar.year()
        let page = CalendarHTML.page(calendar)
        for entry in calendar.entries {
            #expect(page.contains("<span class=\"key\">\(entry.address)</span>"))
            #expect(page.contains("\(entry.address) on \(entry.platform)"))
        }
        #expect(page.ranges(of: "role=\"img\"").count == calendar.entries.count + calendar.freezes.count + 1)
        #expect(page.ranges(of: "role=\"img\"").count == page.ranges(of: "tabindex=\"0\"").count)
        #expect(
            page.contains(
                "aria-label=\"SOX review 2027-Q1, sox@2027-Q1/opal on opal, Period 2027-Q1, "
                    + "Opens 4 January 2027, 09:00, Due 25 January 2027, 23:59, Created, "
                    + "Created 4 January 2027, 09:00, Id uar-1\""))
        #expect(page.contains(">SOX review</text>"), "what the names of the periods have in common")
    }

    @Test(
        "any span of days is drawn",
        arguments: [("2027-04-01", "2027-04-01"), ("2027-01-01", "2027-02-15"), ("2027-05-01", "2027-04-01")]
            + [("2026-01-15", "2036-12-31"), ("0001-01-01", "9999-12-31")])
    func spans(from: String, to: String) throws {
        let year = try SampleCalendar.year()
        let page = CalendarHTML.page(
            try SampleCalendar.calendar(year.entries, freezes: year.freezes, from: from, to: to))
        #expect(!page.contains("nan") && !page.contains("inf\""))
        #expect(page.ranges(of: "class=\"tick\"").count <= 2 * 15)
    }

    @Test("a calendar of nothing says so")
    func empty() throws {
        let page = CalendarHTML.page(try SampleCalendar.calendar([]))
        #expect(page.contains("Nothing opens or is due in these days.") && !page.contains("<svg"))
    }

    /// What stands between `<` and `>`, less the values of attributes and numbers.
    private static func skeleton(_ page: String) -> [String] {
        page.matches(of: /<[^>]*>/).map { match in
            String(match.output).replacing(/"[^"]*"/, with: "").replacing(/[0-9.]+/, with: "")
        }.filter { $0 != "<title>" && $0 != "</title>" }
    }

    /// The contrast ratio of WCAG 2.2.
    private static func contrast(_ one: String, _ other: String) throws -> Double {
        let (light, dark) = try (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)
    }

    private static func luminance(_ colour: String) throws -> Double {
        let number = try #require(Int(colour.dropFirst(), radix: 16))
        let parts = [number >> 16, number >> 8 & 255, number & 255].map { part in
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
        }
        return try 0.2126 * parts.at(0) + 0.7152 * parts.at(1) + 0.0722 * parts.at(2)
    }

    /// To the power of 2.4.
    private static func power(_ base: Double) -> Double {
        // A fifth root by Newton's way, since the standard library has none.
        var root = 1.0
        for _ in 0..<60 { root -= (root * root * root * root * root - base) / (5 * root * root * root * root) }
        return base * base * root * root
    }
}
