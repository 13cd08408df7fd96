import Campaigns
import JSON
import Planning
import Rendering
import Support
import Testing

/// The calendar as another program's parser reads it, where that is installed.
@Suite(.enabled(if: OtherProgram.python(with: "icalendar") != nil, "python3 with icalendar is not installed"))
struct ICalendarTests {
    @Test("python-icalendar reads every event with its texts and times")
    func reads() throws {
        var calendar = try SampleCalendar.year()
        calendar.entries[ifThere: 0]?.name = "a;b,c\\d \"é\" 名前 🎉 " + String(repeating: "long ", count: 40) + "end"
        let answer = try Self.read(CalendarICS.report(calendar))
        #expect(answer["errors"]?.arrayValue == [])
        let events = try #require(answer["events"]?.arrayValue)
        #expect(events.count == 7)
        let byUID = Dictionary(uniqueKeysWithValues: events.map { ($0["uid"]?.stringValue ?? "", $0) })
        let opening = try #require(byUID["sox@2027-Q2/opal-opens@muster"])
        #expect(try opening["summary"]?.stringValue == "Opens: \(calendar.entries.at(0).name)")
        #expect(opening["start"] == "2027-04-05T13:00:00+00:00" && opening["end"] == "2027-04-05T13:30:00+00:00")
        #expect(opening["description"]?.stringValue?.contains("upcoming\nOpens 5 April 2027, 09:00") == true)
        let due = try #require(byUID["sox@2027-Q1/opal-due@muster"])
        #expect(due["end"] == "2027-01-26T04:59:59+00:00" && due["categories"] == "opal")
    }

    @Test("python-icalendar reads a calendar of nothing")
    func empty() throws {
        let answer = try Self.read(CalendarICS.report(try SampleCalendar.calendar([])))
        #expect(answer["events"]?.arrayValue == [] && answer["errors"]?.arrayValue == [])
    }

    private static func read(_ text: String) throws -> JSONValue {
        let python = try #require(OtherProgram.python(with: "icalendar"))
        return try OtherProgram.with(file: text, extension: "ics") { file in
            try JSONReader.read(Array(OtherProgram.output(of: [python, "-c", program, file]).utf8))
        }
    }

    private static let program = """
        import json, sys
        from icalendar import Calendar

        data = open(sys.argv[1], "rb").read()
        calendar = Calendar.from_ical(data)
        assert len(Calendar.from_ical(data, multiple=True)) == 1
        assert Calendar.from_ical(calendar.to_ical()).to_ical() == calendar.to_ical()
        errors, events = [], []
        for part in calendar.walk():
            errors += [str(error) for error in part.errors]
            errors += [name + " is missing" for name in part.required if name not in part]
            for name in part.singletons:
                if isinstance(part.get(name), list): errors.append(name + " stands twice")
            if part.name != "VEVENT": continue
            categories = part["CATEGORIES"]
            events.append({
                "uid": str(part["UID"]), "summary": str(part["SUMMARY"]), "description": str(part["DESCRIPTION"]),
                "start": part.decoded("DTSTART").isoformat(), "end": part.decoded("DTEND").isoformat(),
                "categories": "|".join(str(category) for category in categories.cats),
            })
        print(json.dumps({"events": events, "errors": errors}))
        """
}
