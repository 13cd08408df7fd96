import Foundation
import Testing

@Suite("A calendar")
struct CalendarTests {
    private func scheduled() throws -> Muster {
        let muster = try Muster.opalProject()
        let text = try muster.read("campaigns/c.yaml")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.hasPrefix("due:") && !$0.hasPrefix("opens:") && !$0.hasPrefix("name:")
        }
        try muster.write(
            "name: N ${period}\nschedule: { every: quarter, start: 2027-01-04T09:00 }\ndue: 21d\n"
                + lines.joined(separator: "\n"), to: "campaigns/c.yaml")
        return muster
    }

    private static let days = ["--from", "2027-01-01", "--to", "2027-12-31"]

    @Test("shows every period within its days, and what became of those that were created")
    func periods() throws {
        let muster = try scheduled()
        #expect(try muster("apply", "--sandbox", "--yes", "--at", "2027-04-05T00:00:00Z").code == 0)
        let shown = try muster.run(["calendar", "--sandbox"] + Self.days)
        #expect(shown.code == 0)
        let openings = shown.output.split(separator: "\n").filter { $0.contains(" opens ") }
        #expect(openings.count == 4, "\(shown.output)")
        #expect(openings.dropFirst().first?.contains("c@2027-Q2/") ?? false)
        #expect(openings.dropFirst().first?.contains("created") ?? false)
        let json = try muster.run(["calendar", "--sandbox", "--format", "json"] + Self.days)
        #expect(json.output.contains("\"format\": \"muster.calendar/1\""))
        let ics = try muster.run(["calendar", "--sandbox", "--format", "ics"] + Self.days)
        #expect(ics.output.hasPrefix("BEGIN:VCALENDAR\r\n"))
        #expect(ics.output.split(separator: "\r\n").count { $0 == "BEGIN:VEVENT" } == 8)
        let html = try muster.run(["calendar", "--sandbox", "--format", "html"] + Self.days)
        #expect(html.output.contains("c@2027-Q4/"))
        #expect(!html.output.contains("<script"))
    }

    @Test("refuses days that are none, and a project with a fault")
    func refused() throws {
        let muster = try scheduled()
        #expect(try muster("calendar", "--sandbox", "--from", "2027-02-30").code == 64)
        #expect(try muster("calendar", "--sandbox", "--from", "2027-02-01", "--to", "2027-01-31").code == 64)
        #expect(try muster("calendar", "--sandbox", "--from", "2027-02-01", "--to", "2047-01-31").code == 64)
        try muster.write("campaign: c\n", to: "campaigns/c.yaml")
        #expect(try muster("calendar", "--sandbox").code == 1)
    }
}
