import Calendars
import Testing

@Suite struct ZoneNameTests {
    @Test(
        "IANA names and links are zones, and keep their name",
        arguments: [
            "UTC", "Europe/Berlin", "America/New_York", "America/Argentina/Buenos_Aires", "America/Port-au-Prince",
            "Etc/UTC",
            "Etc/GMT+3", "Asia/Calcutta", "Asia/Kolkata", "US/Eastern", "America/Buenos_Aires", "Europe/Kyiv",
            "Europe/Kiev",
        ])
    func names(identifier: String) throws {
        let zone = try #require(Zone(identifier: identifier))
        #expect(zone.identifier == identifier)
        #expect(zone == Zone(identifier: identifier))
    }

    @Test(
        "abbreviations, offsets, other cases and inventions are refused",
        arguments: [
            "", " ", "/", "EST", "EST5", "EST5EDT", "PST", "CET", "GMT+3", "GMT+03:00", "UTC+3", "+03:00", "Z", "utc",
            "Utc",
            "us/eastern", "europe/berlin", "EUROPE/BERLIN", "Europe/berlin", "Europe/Berlin ", " Europe/Berlin",
            "Europe/", "/Berlin",
            "Europe", "Berlin", "Europe/Nowhere", "Europe/../Europe/Berlin", "../../etc/passwd", "posix/Europe/Berlin",
            "Europe/Berlin\0", "Europe/Berlin\n", "Europe//Berlin", "SystemV/PST8", "Etc/GMT+20", "Foo/GMT+3",
            "Etc/Unknown",
            String(repeating: "Europe/", count: 10_000),
        ])
    func refused(identifier: String) { #expect(Zone(identifier: identifier) == nil) }

    @Test("zones are equal by name")
    func equality() throws {
        #expect(Zone(identifier: "UTC") == .utc)
        #expect(
            Set([Zone(identifier: "Asia/Kolkata"), Zone(identifier: "Asia/Calcutta"), Zone(identifier: "Asia/Kolkata")])
                .count == 2)
    }

    @Test(
        "a name in another case, or only its city, leads to the zone",
        arguments: [
            ("europe/berlin", "Europe/Berlin"), ("AMERICA/NEW_YORK", "America/New_York"),
            ("New York", "America/New_York"),
            ("america/new york", "America/New_York"), ("Amercia/New_York", "America/New_York"), ("tokyo", "Asia/Tokyo"),
            ("buenos_aires", "America/Argentina/Buenos_Aires"), ("utc", "UTC"), ("Europe/Berlin", "Europe/Berlin"),
        ])
    func nearest(text: String, name: String) { #expect(Zone.nearestIdentifier(to: text) == name) }

    @Test(
        "nothing is suggested where nothing is near", arguments: ["", "/", "Nowhere", "Europe/", "GMT+3", "_", "EST5"])
    func noneNear(text: String) { #expect(Zone.nearestIdentifier(to: text) == nil) }

    @Test("very many faulty names take no long time", .timeLimit(.minutes(1)))
    func manyNames() {
        for _ in 0..<100_000 { #expect(Zone.nearestIdentifier(to: "Mars") == nil) }
    }

    @Test("the release of the zone data is known")
    func dataVersion() { #expect(Zone.dataVersion.wholeMatch(of: /20\d\d[a-z]/) != nil) }
}
