import Calendars
import Campaigns
import JSON
import Vendors

/// What the word `asap` stands for: 15 minutes after the call that sets it, so that the vendor still has time to prepare.
enum SoonestStart {
    static let delay = 15 * 60

    /// The call with each `asap` replaced by an instant, and what was newly worked out, by field. An instant that was worked out
    /// for an earlier try and has not passed is kept, so that a repeated call says the same; a later one than could be worked out now
    /// wasn't.
    static func resolve(
        _ call: Call, of kind: any VendorKind, at now: Instant, known: [String: Instant]
    ) -> (call: Call, new: [String: Instant]) {
        let fields = kind.fields.filter { field in
            if case .instant(allowsASAP: true) = field.type { field.step == call.step } else { false }
        }
        var new: [String: Instant] = [:]
        var resolved = call
        let soonest = Instant(seconds: now.seconds + delay)
        for field in fields {
            let instant = known[field.name].flatMap { $0 > now && $0 <= soonest ? $0 : nil } ?? soonest
            var isUsed = false
            resolved.body = replaced(resolved.body, field.name, with: instant, &isUsed)
            if isUsed, known[field.name] != instant { new[field.name] = instant }
        }
        return (resolved, new)
    }

    private static func replaced(_ value: JSONValue, _ name: String, with instant: Instant, _ isUsed: inout Bool)
        -> JSONValue
    {
        guard let object = value.objectValue else { return value }
        return .object(
            JSONObject(
                members: object.members.map { member in
                    if member.key == name, member.value == "asap" {
                        isUsed = true
                        return .init(key: name, value: .string(instant.rfc3339))
                    }
                    return .init(key: member.key, value: replaced(member.value, name, with: instant, &isUsed))
                }))
    }
}
