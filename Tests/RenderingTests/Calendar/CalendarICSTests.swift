import Calendars
import Campaigns
import Planning
import Rendering
import Testing

@Suite("The calendar for calendar programs")
struct CalendarICSTests {
    @Test("an opening begins and a due date ends at its instant")
    func golden() throws {
        let year = try SampleCalendar.year()
        var calendar = year
        calendar.entries = year.entries.filter { $0.address.campaign == "sox" && $0.status == .upcoming }
        #expect(
            CalendarICS.report(calendar).replacing("\r\n", with: "\n") == """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//Muster//Campaign calendar//EN
                CALSCALE:GREGORIAN
                X-WR-CALNAME:Access reviews
                BEGIN:VEVENT
                UID:sox@2027-Q2/opal-opens@muster
                DTSTAMP:20270402T120000Z
                DTSTART:20270405T130000Z
                DTEND:20270405T133000Z
                SUMMARY:Opens: SOX review 2027-Q2
                DESCRIPTION:sox@2027-Q2/opal: opal.uar on opal\\, upcoming\\nOpens 5 April 20
                 27\\, 09:00 America/New_York\\nDue 25 April 2027\\, 23:59 America/New_York\\nO
                 pening moved by a freeze: cut-over\\, 2027-04-01 to 2027-04-04
                CATEGORIES:opal
                STATUS:TENTATIVE
                TRANSP:TRANSPARENT
                END:VEVENT
                BEGIN:VEVENT
                UID:sox@2027-Q2/opal-due@muster
                DTSTAMP:20270402T120000Z
                DTSTART:20270426T032959Z
                DTEND:20270426T035959Z
                SUMMARY:Due: SOX review 2027-Q2
                DESCRIPTION:sox@2027-Q2/opal: opal.uar on opal\\, upcoming\\nOpens 5 April 20
                 27\\, 09:00 America/New_York\\nDue 25 April 2027\\, 23:59 America/New_York\\nO
                 pening moved by a freeze: cut-over\\, 2027-04-01 to 2027-04-04
                CATEGORIES:opal
                STATUS:TENTATIVE
                TRANSP:TRANSPARENT
                END:VEVENT
                END:VCALENDAR

                """)
    }

    @Test(
        "no line that continues another begins a command to a pipeline",
        arguments: ["::error::x", " ::error::x", "\u{200D}::x"])
    func commands(text: String) throws {
        for length in 1..<80 {
            let name = String(repeating: "x", count: length) + text + String(repeating: "名", count: 40)
            let entry = try SampleCalendar.entry(
                "sox@2027-Q1/opal", name, opens: nil, due: "2027-02-01T00:00:00Z", .held)
            let report = CalendarICS.report(try SampleCalendar.calendar([entry]))
            let lines = report.split(separator: "\r\n")
            #expect(
                lines.allSatisfy {
                    $0.utf8.count <= 75
                        && !$0.unicodeScalars.drop { " \u{200D}".unicodeScalars.contains($0) }.starts(
                            with: "::".unicodeScalars)
                })
            #expect(report.replacing("\r\n ", with: "").contains(name))
        }
        let colons = String(repeating: ":", count: 400)
        let entry = try SampleCalendar.entry(
            "sox@2027-Q1/opal", "x" + colons, opens: nil, due: "2027-02-01T00:00:00Z", .held)
        let report = CalendarICS.report(try SampleCalendar.calendar([entry]))
        #expect(!report.contains("\r\n ::") && report.replacing("\r\n ", with: "").contains(colons))
    }

    @Test("lines end with CR LF, have at most 75 octets, and cut no character")
    func folding() throws {
        for length in 0..<80 {
            let name = String(repeating: "x", count: length) + String(repeating: "é名🎉", count: 12)
            let text = try report(name)
            #expect(!text.replacing("\r\n", with: "").contains { $0 == "\r" || $0 == "\n" || $0 == "\r\n" })
            for line in text.utf8.split(separator: 0x0A) {
                #expect(line.last == 0x0D && line.count <= 76)
                #expect(String(Substring(line)).unicodeScalars.allSatisfy { $0 != "\u{FFFD}" })
            }
            #expect(text.replacing("\r\n ", with: "").contains("SUMMARY:Opens: \(name)\r\n"))
        }
    }

    @Test(
        "texts are escaped, and control characters do nothing",
        arguments: [
            ("a;b,c\\d", "a\\;b\\,c\\\\d"), ("a\nEND:VEVENT", "a\\\\nEND:VEVENT"), ("a\rb", "a\\\\u{D}b"),
            ("a\u{202E}b", "a\\\\u{202E}b"), ("a\u{2028}b\u{85}c", "a\\\\u{2028}b\\\\u{85}c"),
        ])
    func escapes(name: String, shown: String) throws {
        #expect(try report(name).replacing("\r\n ", with: "").contains("SUMMARY:Opens: \(shown)\r\n"))
    }

    @Test(
        "what never happens is cancelled, and no event makes anybody busy", arguments: CampaignCalendar.Status.allCases)
    func status(status: CampaignCalendar.Status) throws {
        let text = try report("A", status)
        let expected: String =
            switch status {
            case .created: "CONFIRMED"
            case .missed, .covered: "CANCELLED"
            case .toCreate, .upcoming, .held, .unknown: "TENTATIVE"
            }
        #expect(text.ranges(of: "STATUS:\(expected)\r\n").count == 2)
        #expect(text.ranges(of: "TRANSP:TRANSPARENT\r\n").count == 2)
    }

    @Test("a later run gives every event the same UID")
    func stable() throws {
        var calendar = try SampleCalendar.year()
        let before = uids(CalendarICS.report(calendar))
        calendar.now = calendar.now.adding(seconds: 86_400)
        calendar.entries = calendar.entries.reversed()
        for index in calendar.entries.indices {
            calendar.entries[index].due = calendar.entries[index].due.adding(seconds: 3600)
            calendar.entries[index].name = "Another"
        }
        let after = uids(CalendarICS.report(calendar))
        #expect(Set(before) == Set(after) && Set(before).count == before.count && before.count == 7)
    }

    @Test("a calendar of nothing has a component all the same")
    func empty() throws {
        #expect(CalendarICS.report(try SampleCalendar.calendar([])).contains("BEGIN:VTIMEZONE\r\n"))
    }

    private func report(_ name: String, _ status: CampaignCalendar.Status = .created) throws -> String {
        CalendarICS.report(
            try SampleCalendar.calendar([
                SampleCalendar.entry(
                    "sox@2027-Q1/opal", name, opens: "2027-01-04T14:00:00Z", due: "2027-02-01T00:00:00Z", status)
            ]))
    }

    private func uids(_ text: String) -> [String] {
        text.replacing("\r\n ", with: "").split(separator: "\r\n").filter { $0.hasPrefix("UID:") }.map(String.init)
    }
}
