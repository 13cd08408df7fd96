import Calendars
import Campaigns
package import JSON
package import Planning

/// The calendar for programs: `muster.calendar/1`.
package enum CalendarJSON {
    package static let format = "muster.calendar/1"

    /// Entries by address, freezes by their days, instants as RFC 3339 in UTC, days as `YYYY-MM-DD`. What an entry does not have
    /// is left out.
    package static func value(_ calendar: CampaignCalendar) -> JSONValue {
        let freezes = calendar.freezes.sorted { ($0.from, $0.to, $0.reason) < ($1.from, $1.to, $1.reason) }
        let counts = CampaignCalendar.Status.allCases.map { status in
            (status.rawValue, JSONValue.integer(calendar.count(of: status)))
        }
        return [
            "format": .string(format), "now": .string(calendar.now.rfc3339),
            "from": .string(calendar.from.description), "to": .string(calendar.to.description),
            "timeZone": .string(calendar.zone.identifier),
            "platforms": .array(calendar.allPlatforms.map { .string($0) }),
            "counts": .object(JSONObject(counts)),
            "entries": .array(calendar.entries.sorted { $0.address < $1.address }.map(entry)),
            "freezes": .array(freezes.map(freeze)),
        ]
    }

    private static func entry(_ entry: CampaignCalendar.Entry) -> JSONValue {
        var members: JSONObject = [
            "address": .string(entry.address.description), "campaign": .string(entry.address.campaign),
        ]
        members["period"] = entry.address.period.map { .string($0) }
        members["review"] = .string(entry.address.review)
        members["name"] = .string(entry.name)
        members["platform"] = .string(entry.platform)
        members["kind"] = .string(entry.kind.rawValue)
        members["status"] = .string(entry.status.rawValue)
        members["opens"] = entry.opens.map { .string($0.rfc3339) }
        members["due"] = .string(entry.due.rfc3339)
        members["id"] = entry.vendorID.map { .string($0) }
        members["createdAt"] = entry.createdAt.map { .string($0.rfc3339) }
        if !entry.movedBy.isEmpty { members["movedBy"] = .array(entry.movedBy.map(freeze)) }
        members["note"] = entry.note.map { .string($0) }
        return .object(members)
    }

    private static func freeze(_ freeze: Freeze) -> JSONValue {
        [
            "from": .string(freeze.from.description), "to": .string(freeze.to.description),
            "reason": .string(freeze.reason),
        ]
    }
}
