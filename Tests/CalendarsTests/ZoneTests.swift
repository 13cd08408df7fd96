import Calendars
import Testing

/// Instants worked out by hand from the rules of each zone.
@Suite struct ZoneTests {
    @Test(
        "a local time is read with the offset in force",
        arguments: [
            ("UTC", "2027-01-04T09:00", "2027-01-04T09:00:00Z"),
            ("America/New_York", "2027-01-04T09:00", "2027-01-04T14:00:00Z"),
            ("America/New_York", "2027-07-04T09:00", "2027-07-04T13:00:00Z"),
            ("Europe/Berlin", "2027-01-04T09:00", "2027-01-04T08:00:00Z"),
            ("Europe/Berlin", "2027-07-04T09:00:30", "2027-07-04T07:00:30Z"),
            ("Asia/Kolkata", "2027-01-04T09:00", "2027-01-04T03:30:00Z"),
            ("Asia/Kathmandu", "2027-01-04T09:00", "2027-01-04T03:15:00Z"),
            ("Pacific/Kiritimati", "2027-01-04T09:00", "2027-01-03T19:00:00Z"),
            ("Pacific/Niue", "2027-01-04T09:00", "2027-01-04T20:00:00Z"),
            // Either side of New York's changes of 2027.
            ("America/New_York", "2027-03-14T01:59:59", "2027-03-14T06:59:59Z"),
            ("America/New_York", "2027-03-14T03:00", "2027-03-14T07:00:00Z"),
            ("America/New_York", "2027-11-07T00:59:59", "2027-11-07T04:59:59Z"),
            ("America/New_York", "2027-11-07T02:00", "2027-11-07T07:00:00Z"),
        ])
    func ordinary(zone: String, local: String, utc: String) throws {
        let zone = try #require(Zone(identifier: zone))
        let dateTime = try #require(CivilDateTime(local))
        #expect(zone.instant(of: dateTime).rfc3339 == utc)
        #expect(zone.civil(at: zone.instant(of: dateTime)) == dateTime)
    }

    @Test(
        "a time that clocks skip moves forward by the length of the gap",
        arguments: [
            ("America/New_York", "2027-03-14T02:00", "2027-03-14T07:00:00Z"),
            ("America/New_York", "2027-03-14T02:30", "2027-03-14T07:30:00Z"),
            ("America/New_York", "2027-03-14T02:59:59", "2027-03-14T07:59:59Z"),
            ("Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:30:00Z"),
            ("Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:45:00Z"),
            ("America/Sao_Paulo", "2018-11-04T00:30", "2018-11-04T03:30:00Z"),
            ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z"),
        ])
    func gap(zone: String, local: String, utc: String) throws {
        let zone = try #require(Zone(identifier: zone))
        #expect(zone.instant(of: try #require(CivilDateTime(local))).rfc3339 == utc)
    }

    @Test(
        "a time that clocks show twice is the first of the two",
        arguments: [
            ("America/New_York", "2027-11-07T01:00", "2027-11-07T05:00:00Z"),
            ("America/New_York", "2027-11-07T01:30", "2027-11-07T05:30:00Z"),
            ("America/New_York", "2027-11-07T01:59:59", "2027-11-07T05:59:59Z"),
            ("Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30:00Z"),
            ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45:00Z"),
            ("America/Sao_Paulo", "2018-02-17T23:30", "2018-02-18T01:30:00Z"),
        ])
    func overlap(zone: String, local: String, utc: String) throws {
        let zone = try #require(Zone(identifier: zone))
        #expect(zone.instant(of: try #require(CivilDateTime(local))).rfc3339 == utc)
    }

    @Test(
        "a day goes from its first instant to its last second",
        arguments: [
            ("UTC", "2027-01-29", "2027-01-29T00:00:00Z", "2027-01-29T23:59:59Z"),
            ("America/New_York", "2027-01-29", "2027-01-29T05:00:00Z", "2027-01-30T04:59:59Z"),
            ("America/New_York", "2027-03-14", "2027-03-14T05:00:00Z", "2027-03-15T03:59:59Z"),
            ("America/New_York", "2027-11-07", "2027-11-07T04:00:00Z", "2027-11-08T04:59:59Z"),
            ("Australia/Lord_Howe", "2027-04-04", "2027-04-03T13:00:00Z", "2027-04-04T13:29:59Z"),
            // Midnight is skipped: 00:00 becomes 01:00.
            ("America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00:00Z", "2018-11-04T02:59:59Z"),
            ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z"),
            // At midnight the clock goes back to 23:00, so that the day's last hour comes twice.
            ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T02:59:59Z"),
            ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z", "2018-02-19T02:59:59Z"),
            // 23:00 becomes 00:00, so that the day's last hour is skipped; and back.
            ("America/Nuuk", "2024-03-30", "2024-03-30T02:00:00Z", "2024-03-31T00:59:59Z"),
            ("America/Nuuk", "2024-03-31", "2024-03-31T01:00:00Z", "2024-04-01T00:59:59Z"),
            ("America/Nuuk", "2024-10-26", "2024-10-26T01:00:00Z", "2024-10-27T01:59:59Z"),
            ("America/Nuuk", "2024-10-27", "2024-10-27T02:00:00Z", "2024-10-28T01:59:59Z"),
            // 01:00 becomes 00:00: midnight comes twice.
            ("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z", "2024-11-04T04:59:59Z"),
            // 00:01 becomes 23:01 of the day before.
            ("America/St_Johns", "2010-11-06", "2010-11-06T02:30:00Z", "2010-11-07T03:29:59Z"),
            ("America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z", "2010-11-08T03:29:59Z"),
            // A day that Samoa did not have.
            ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", "2011-12-30T09:59:59Z"),
            ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T09:59:59Z"),
            ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", "2011-12-31T09:59:59Z"),
        ])
    func days(zone: String, date: String, start: String, end: String) throws {
        let zone = try #require(Zone(identifier: zone))
        let date = try #require(CivilDate(date))
        #expect(zone.startOfDay(date).rfc3339 == start)
        #expect(zone.endOfDay(date).rfc3339 == end)
    }

    @Test(
        "in every zone that changes its clocks oddly, a second before its start and after its end is another day",
        arguments: [
            "America/New_York", "America/Nuuk", "America/Havana", "America/Asuncion", "America/Santiago",
            "America/St_Johns",
            "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Asia/Tehran", "Asia/Gaza", "Asia/Amman",
            "Atlantic/Azores",
            "Australia/Lord_Howe", "Antarctica/Troll", "Europe/Dublin", "Pacific/Easter", "Pacific/Apia",
            "Pacific/Chatham",
        ])
    func daysMeet(zone: String) throws {
        let zone = try #require(Zone(identifier: zone))
        for number in 12_000..<21_000 {
            let date = CivilDate(dayNumber: number)
            let (start, end) = (zone.startOfDay(date), zone.endOfDay(date))
            guard zone.civil(at: start).date == date else {
                #expect(zone.identifier == "Pacific/Apia" && date.description == "2011-12-30")
                continue
            }
            #expect(zone.civil(at: start.adding(seconds: -1)).date < date)
            #expect(zone.civil(at: end).date == date)
            #expect(zone.civil(at: end.adding(seconds: 1)).date > date)
        }
    }

    @Test("offsets are seconds east of UTC, and a fraction of a second changes nothing")
    func offsets() throws {
        let berlin = try #require(Zone(identifier: "Europe/Berlin"))
        let change = try #require(Instant(rfc3339: "2027-03-28T01:00:00Z"))
        #expect(berlin.offset(at: change.adding(seconds: -1)) == 3600)
        #expect(berlin.offset(at: change) == 7200)
        let last = Instant(seconds: change.seconds - 1, nanoseconds: 999_999_999)
        #expect(berlin.offset(at: last) == 3600)
        #expect(berlin.civil(at: last) == CivilDateTime("2027-03-28T01:59:59"))
        #expect(Zone.utc.offset(at: change) == 0)
        #expect(try #require(Zone(identifier: "America/New_York")).offset(at: change) == -14_400)
        #expect(berlin.civil(at: Instant(seconds: -1)) == CivilDateTime("1970-01-01T00:59:59"))
    }
}
