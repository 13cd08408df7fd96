import Calendars
import Campaigns
package import JSON

extension Record {
    /// The record without its address, which is its key.
    package var json: JSONValue {
        var writer = CanonicalWriter(level: SentCalls.level - 1)
        writer.record(self)
        return (try? JSONReader.read(writer.bytes)) ?? [:]
    }

    /// Reads what an event of the journal says of a record.
    init(_ value: JSONValue, address: Address, at path: JSONPath) throws(Damage) {
        var object = try StrictObject(value, at: path)
        try object.period(of: address)
        self.init(
            address: address, platform: try object.string("platform"), kind: try object.kind(),
            name: try object.string("name"), vendorID: try object.optionalString("id"),
            vendorState: try object.optionalString("state"), createdAt: try object.instant("createdAt"),
            due: try object.instant("due"), covers: try object.covers(), calls: try object.calls(of: address),
            resolved: try object.instants("resolved"), localDates: try object.texts("localDates"),
            names: try object.texts("names"), unread: try object.strings("unread") ?? [],
            evidence: try object.word("evidence"),
            provenance: try object.provenance(), attempt: try object.optionalString("attempt"))
        try object.end()
    }

    /// Reads what `CanonicalWriter.record` wrote; `text` is what `reader` reads, and the record's key begins at `start`. What
    /// `previous` has too is shared with it.
    init(
        _ reader: inout CanonicalReader, address: Address, text: [UInt8], from start: Int, previous: Record?
    ) throws(JSONError) {
        try reader.openObject()
        let actor = try reader.optionalString("actor", orSame: previous?.provenance.actor)
        let attempt = try reader.optionalString("attempt")
        let calls = try reader.calls()
        let commit = try reader.optionalString("commit", orSame: previous?.provenance.commit)
        let covers = try reader.covers()
        let createdAt = try reader.instant("createdAt")
        let digest = try reader.text("digest")
        let due = try reader.instant("due")
        let evidence: Evidence = try reader.word("evidence")
        let vendorID = try reader.optionalString("id")
        let kind: Kind = try reader.word("kind")
        var localDates = try reader.texts("localDates")
        if let other = previous?.localDates, other == localDates { localDates = other }
        let manifest = try reader.optionalString("manifest", orSame: previous?.provenance.manifest)
        let name = try reader.string("name")
        let names = try reader.texts("names")
        let periodStart = reader.offset
        if try reader.optionalString("period") != address.period {
            throw reader.failure("`period` is not that of the address `\(address)`", at: periodStart)
        }
        let platform = try reader.string("platform")
        let resolved = try reader.instants("resolved")
        let vendorState = try reader.optionalString("state")
        let unread = try reader.strings("unread")
        try reader.closeObject()
        self.init(
            address: address, platform: platform, kind: kind, name: name, vendorID: vendorID, vendorState: vendorState,
            createdAt: createdAt, due: due, covers: covers, sent: SentCalls(text: text[calls], digest: text[digest]),
            resolved: resolved,
            localDates: localDates, names: names, unread: unread, evidence: evidence,
            provenance: Provenance(manifest: manifest, commit: commit, actor: actor), attempt: attempt,
            text: RememberedText(text[start..<reader.offset]))
    }
}

extension CanonicalWriter {
    /// A record without its address; its members in the order of their keys.
    mutating func record(_ record: Record) {
        openObject()
        member("actor", record.provenance.actor)
        member("attempt", record.attempt)
        key("calls")
        text(record.sent.text)
        member("commit", record.provenance.commit)
        member("covers", CoveredTime.members(record.covers), \.rfc3339)
        member("createdAt", record.createdAt.rfc3339)
        key("digest")
        text(record.sent.digest)
        member("due", record.due.rfc3339)
        member("evidence", record.evidence.rawValue)
        member("id", record.vendorID)
        member("kind", record.kind.rawValue)
        member("localDates", record.localDates) { $0 }
        member("manifest", record.provenance.manifest)
        member("name", record.name)
        member("names", record.names) { $0 }
        member("period", record.address.period)
        member("platform", record.platform)
        member("resolved", record.resolved, \.rfc3339)
        member("state", record.vendorState)
        if !record.unread.isEmpty { member("unread", .array(record.unread.map { .string($0) })) }
        closeObject()
    }

    /// A member that is left out where it has no value.
    mutating func member(_ key: StaticString, _ text: String?) {
        guard let text else { return }
        self.key(key)
        string(text)
    }

    /// A mapping that is left out where it is empty.
    private mutating func member<Value>(
        _ key: StaticString, _ values: [String: Value], _ text: (Value) -> String
    ) {
        if values.isEmpty { return }
        self.key(key)
        openObject()
        for (key, value) in values.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            self.key(key)
            string(text(value))
        }
        closeObject()
    }

    /// A member that is left out where it has no value.
    mutating func member(_ key: StaticString, _ value: JSONValue?) {
        guard let value else { return }
        self.key(key)
        self.value(value)
    }
}

extension CanonicalReader {
    /// Where the member `calls` stands, which is a list of `{body, method, path, step}`.
    fileprivate mutating func calls() throws(JSONError) -> Range<Int> {
        try require("calls")
        let start = offset
        try openArray()
        while try element() {
            try openObject()
            try require("body")
            _ = try skip()
            let _: HTTPMethod = try word("method")
            _ = try text("path")
            let _: Call.Step = try word("step")
            try closeObject()
        }
        return start..<offset
    }
}
