import Calendars
import Campaigns
package import JSON

extension Record {
    /// The record without its address, which is its key.
    package var json: JSONValue {
        CanonicalJSON.object(
            [
                ("platform", .string(platform)), ("kind", .string(kind.rawValue)), ("name", .string(name)),
                ("period", address.period.map { .string($0) }), ("id", vendorID.map { .string($0) }),
                ("state", vendorState.map { .string($0) }), ("createdAt", .string(createdAt.rfc3339)),
                ("due", .string(due.rfc3339)), ("calls", calls.json),
                ("digest", .string(CanonicalJSON.digest(calls.json))),
                ("resolved", CanonicalJSON.map(resolved.mapValues(\.rfc3339))),
                ("localDates", CanonicalJSON.map(localDates)), ("evidence", .string(evidence.rawValue)),
                ("attempt", attempt.map { .string($0) }),
            ] + provenance.members)
    }

    init(_ value: JSONValue, address: Address, at path: JSONPath) throws(Damage) {
        var object = try StrictObject(value, at: path)
        try object.period(of: address)
        self.init(
            address: address, platform: try object.string("platform"), kind: try object.word("kind"),
            name: try object.string("name"), vendorID: try object.optionalString("id"),
            vendorState: try object.optionalString("state"), createdAt: try object.instant("createdAt"),
            due: try object.instant("due"), calls: try object.calls(of: address),
            resolved: try object.instants("resolved"), localDates: try object.texts("localDates"),
            evidence: try object.word("evidence"), provenance: try object.provenance(),
            attempt: try object.optionalString("attempt"))
        try object.end()
    }
}

extension Provenance {
    var members: [(String, JSONValue?)] {
        [
            ("manifest", manifest.map { .string($0) }), ("commit", commit.map { .string($0) }),
            ("actor", actor.map { .string($0) }),
        ]
    }
}

extension StrictObject {
    mutating func provenance() throws(Damage) -> Provenance {
        Provenance(
            manifest: try optionalString("manifest"), commit: try optionalString("commit"),
            actor: try optionalString("actor"))
    }

    /// The member `period`, which says once more what the address says.
    mutating func period(of address: Address) throws(Damage) {
        if try optionalString("period") != address.period {
            throw Damage("`period` is not that of the address `\(address)`", at: path)
        }
    }
}
