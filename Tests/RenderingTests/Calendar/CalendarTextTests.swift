import Calendars
import Campaigns
import JSON
import Planning
import Rendering
import Testing

@Suite("The calendar as text and JSON")
struct CalendarTextTests {
    private func text(_ calendar: CampaignCalendar) -> String { CalendarText(style: .plain).report(calendar) }

    @Test("a terminal shows a year month by month")
    func year() throws {
        #expect(
            try text(SampleCalendar.year()) == """
                Calendar from 2027-01-01 to 2027-12-31, times in America/New_York

                January 2027
                  Mon  4  09:00  opens  sox@2027-Q1/opal      created    SOX review 2027-Q1 on opal, due 2027-01-25, id uar-1
                  Mon 25  23:59  due    sox@2027-Q1/opal      created    SOX review 2027-Q1 on opal

                February 2027
                  Mon  1  09:00  opens  pci@2027-H1/cakewalk  missed     PCI review 2027-H1 on cakewalk, due 2027-02-15
                                  No run between its opening and its due date
                  Mon 15  23:59  due    pci@2027-H1/cakewalk  missed     PCI review 2027-H1 on cakewalk

                April 2027
                  Thu  1         freeze to 2027-04-04: cut-over
                  Fri  2  08:00  now
                  Mon  5  09:00  opens  sox@2027-Q2/opal      upcoming   SOX review 2027-Q2 on opal, due 2027-04-25
                                  Opening moved by a freeze: cut-over, 2027-04-01 to 2027-04-04
                  Wed 14  23:59  due    audit/opal            to create  Audit, the "old" way on opal, due 2027-04-14
                  Sun 25  23:59  due    sox@2027-Q2/opal      upcoming   SOX review 2027-Q2 on opal

                December 2027
                  Wed 15         freeze to 2028-01-03: year-end close

                Calendar: 1 created, 1 to create, 1 upcoming, 1 missed.

                """)
    }

    @Test("a calendar of nothing says so in a line")
    func empty() throws {
        #expect(
            try text(SampleCalendar.calendar([])) == "Nothing opens or is due from 2027-01-01 to 2027-12-31.\n")
        var elsewhere = try SampleCalendar.year()
        (elsewhere.from, elsewhere.to) = try (SampleCalendar.date("2029-01-01"), SampleCalendar.date("2029-01-02"))
        #expect(text(elsewhere) == "Nothing opens or is due from 2029-01-01 to 2029-01-02.\n")
    }

    @Test("what opened before the days and is due after them is under way throughout")
    func throughout() throws {
        let entry = try SampleCalendar.entry(
            "sox/opal", "SOX", opens: "2027-01-04T14:00:00Z", due: "2027-12-30T00:00:00Z", .created)
        let text = text(try SampleCalendar.calendar([entry], from: "2027-05-01", to: "2027-05-31"))
        #expect(
            text == """
                Calendar from 2027-05-01 to 2027-05-31, times in America/New_York

                Throughout
                  sox/opal  created  SOX on opal, due 2027-12-29

                Calendar: 1 created.

                """)
    }

    @Test("nothing in a name, a note, a reason or an id acts on the terminal")
    func hostile() throws {
        let bad = "a\u{1B}[31m\u{202E}\n::error::x"
        let day = try SampleCalendar.date("2027-01-04")
        let freeze = Freeze(from: day, to: day, reason: bad)
        var entry = try SampleCalendar.entry(
            "sox/opal", bad, opens: "2027-01-04T14:00:00Z", due: "2027-02-01T00:00:00Z", .held, id: bad,
            movedBy: [freeze], note: bad)
        entry.platform = bad
        for shown in text(try SampleCalendar.calendar([entry], freezes: [freeze])).unicodeScalars {
            #expect(shown == "\n" || (shown.value >= 0x20 && shown.value < 0x7F))
        }
    }

    @Test("each status has a colour on a terminal that has colours", arguments: CampaignCalendar.Status.allCases)
    func colours(status: CampaignCalendar.Status) throws {
        let entry = try SampleCalendar.entry("a/opal", "A", opens: nil, due: "2027-02-01T00:00:00Z", status)
        let text = CalendarText(style: TextStyle(isColoured: true)).report(try SampleCalendar.calendar([entry]))
        #expect(text.contains(status.rawValue.replacing("-", with: " ") + "\u{1B}[0m"))
    }

    @Test("programs get the format first, and everything by address")
    func json() throws {
        let json = CalendarJSON.value(try SampleCalendar.year())
        #expect(json.objectValue?.keys.first == "format")
        #expect(
            JSONWriter.text(json, style: .pretty) == """
                {
                  "format": "muster.calendar/1",
                  "now": "2027-04-02T12:00:00Z",
                  "from": "2027-01-01",
                  "to": "2027-12-31",
                  "timeZone": "America/New_York",
                  "platforms": [
                    "opal",
                    "cakewalk"
                  ],
                  "counts": {
                    "created": 1,
                    "to-create": 1,
                    "upcoming": 1,
                    "missed": 1,
                    "covered": 0,
                    "held": 0,
                    "unknown": 0
                  },
                  "entries": [
                    {
                      "address": "audit/opal",
                      "campaign": "audit",
                      "review": "opal",
                      "name": "Audit, the \\"old\\" way",
                      "platform": "opal",
                      "kind": "opal.uar",
                      "status": "to-create",
                      "due": "2027-04-15T03:59:59Z"
                    },
                    {
                      "address": "pci@2027-H1/cakewalk",
                      "campaign": "pci",
                      "period": "2027-H1",
                      "review": "cakewalk",
                      "name": "PCI review 2027-H1",
                      "platform": "cakewalk",
                      "kind": "cakewalk.access-review",
                      "status": "missed",
                      "opens": "2027-02-01T14:00:00Z",
                      "due": "2027-02-16T04:59:59Z",
                      "note": "no run between its opening and its due date"
                    },
                    {
                      "address": "sox@2027-Q1/opal",
                      "campaign": "sox",
                      "period": "2027-Q1",
                      "review": "opal",
                      "name": "SOX review 2027-Q1",
                      "platform": "opal",
                      "kind": "opal.uar",
                      "status": "created",
                      "opens": "2027-01-04T14:00:00Z",
                      "due": "2027-01-26T04:59:59Z",
                      "id": "uar-1",
                      "createdAt": "2027-01-04T14:00:00Z"
                    },
                    {
                      "address": "sox@2027-Q2/opal",
                      "campaign": "sox",
                      "period": "2027-Q2",
                      "review": "opal",
                      "name": "SOX review 2027-Q2",
                      "platform": "opal",
                      "kind": "opal.uar",
                      "status": "upcoming",
                      "opens": "2027-04-05T13:00:00Z",
                      "due": "2027-04-26T03:59:59Z",
                      "movedBy": [
                        {
                          "from": "2027-04-01",
                          "to": "2027-04-04",
                          "reason": "cut-over"
                        }
                      ]
                    }
                  ],
                  "freezes": [
                    {
                      "from": "2027-04-01",
                      "to": "2027-04-04",
                      "reason": "cut-over"
                    },
                    {
                      "from": "2027-12-15",
                      "to": "2028-01-03",
                      "reason": "year-end close"
                    }
                  ]
                }

                """)
    }
}
