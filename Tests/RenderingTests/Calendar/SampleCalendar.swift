import Calendars
import Campaigns
import Planning
import Testing

/// Calendars to render.
enum SampleCalendar {
    static func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    static func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    static func entry(
        _ address: String, _ name: String, on platform: String = "opal", opens: String?, due: String,
        _ status: CampaignCalendar.Status, id: String? = nil, movedBy: [Freeze] = [], note: String? = nil
    ) throws -> CampaignCalendar.Entry {
        CampaignCalendar.Entry(
            address: try #require(Address(address)), name: name, platform: platform,
            kind: platform == "cakewalk" ? .cakewalkAccessReview : .opalUAR, opens: try opens.map(instant),
            due: try instant(due), status: status, vendorID: id, createdAt: id == nil ? nil : try opens.map(instant),
            movedBy: movedBy, note: note)
    }

    static func calendar(
        _ entries: [CampaignCalendar.Entry], freezes: [Freeze] = [], from: String = "2027-01-01",
        to: String = "2027-12-31", now: String = "2027-04-02T12:00:00Z"
    ) throws -> CampaignCalendar {
        CampaignCalendar(
            now: try instant(now), from: try date(from), to: try date(to),
            zone: try #require(Zone(identifier: "America/New_York")), entries: entries, freezes: freezes,
            platforms: ["opal", "cakewalk"])
    }

    static func yearEnd() throws -> Freeze {
        Freeze(from: try date("2027-12-15"), to: try date("2028-01-03"), reason: "year-end close")
    }

    /// A year with something of everything.
    static func year() throws -> CampaignCalendar {
        let spring = Freeze(from: try date("2027-04-01"), to: try date("2027-04-04"), reason: "cut-over")
        return try calendar(
            [
                entry(
                    "sox@2027-Q2/opal", "SOX review 2027-Q2", opens: "2027-04-05T13:00:00Z",
                    due: "2027-04-26T03:59:59Z", .upcoming, movedBy: [spring]),
                entry(
                    "sox@2027-Q1/opal", "SOX review 2027-Q1", opens: "2027-01-04T14:00:00Z",
                    due: "2027-01-26T04:59:59Z", .created, id: "uar-1"),
                entry(
                    "pci@2027-H1/cakewalk", "PCI review 2027-H1", on: "cakewalk", opens: "2027-02-01T14:00:00Z",
                    due: "2027-02-16T04:59:59Z", .missed, note: "no run between its opening and its due date"),
                entry("audit/opal", "Audit, the \"old\" way", opens: nil, due: "2027-04-15T03:59:59Z", .toCreate),
            ], freezes: [yearEnd(), spring])
    }
}
