import Calendars
import JSON

/// The time that a period covers, as state has it: `covers: {from, until}`, left out where nothing recurs.
enum CoveredTime {
    static func members(_ covers: Range<Instant>?) -> [String: Instant] {
        covers.map { ["from": $0.lowerBound, "until": $0.upperBound] } ?? [:]
    }

    /// Nothing where the members are not those that are written.
    static func range(_ members: [String: Instant]) -> Range<Instant>? {
        guard members.count == 2, let from = members["from"], let until = members["until"], from < until else {
            return nil
        }
        return from..<until
    }

    static let fault = "`covers` must have `from`, and `until` after it"
}

extension CanonicalReader {
    mutating func covers() throws(JSONError) -> Range<Instant>? {
        let start = offset
        let members = try instants("covers")
        if members.isEmpty { return nil }
        guard let range = CoveredTime.range(members) else { throw failure(CoveredTime.fault, at: start) }
        return range
    }
}

extension StrictObject {
    mutating func covers() throws(Damage) -> Range<Instant>? {
        let members = try instants("covers")
        if members.isEmpty { return nil }
        guard let range = CoveredTime.range(members) else { throw Damage(CoveredTime.fault, at: path) }
        return range
    }
}
