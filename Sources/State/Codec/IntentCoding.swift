import Calendars
import Campaigns
import Diagnostics
package import JSON

extension Intent {
    /// The intent without its address, which is its key or stands beside it.
    package var json: JSONValue {
        CanonicalJSON.object(
            [
                ("attempt", .string(attempt)), ("platform", .string(platform)), ("host", .string(host)),
                ("kind", .string(kind.rawValue)), ("name", .string(name)),
                ("period", address.period.map { .string($0) }), ("due", .string(due.rfc3339)),
                ("covers", CanonicalJSON.map(CoveredTime.members(covers).mapValues(\.rfc3339))),
                ("begun", .string(begun.rfc3339)), ("calls", calls.json),
                ("digest", .string(CanonicalJSON.digest(calls.json))),
                ("resolved", CanonicalJSON.map(resolved.mapValues(\.rfc3339))),
                ("localDates", CanonicalJSON.map(localDates)), ("names", CanonicalJSON.map(names)),
                ("namesakes", namesakes.map { .array($0.map { .string($0) }) }),
                ("lookalikes", lookalikes.map { .array($0.map { .string($0) }) }),
                ("user", user.map { .string($0) }), ("loss", loss?.json),
                ("lastCall", lastCall == begun ? nil : .string(lastCall.rfc3339)),
                ("evidence", evidence == .answer ? nil : .string(evidence.rawValue)),
                ("creatingCalls", .integer(creatingCalls)), ("progress", progress.json),
                ("state", vendorState.map { .string($0) }),
            ] + provenance.members)
    }

    init(_ value: JSONValue, address: Address, at path: JSONPath) throws(Damage) {
        var object = try StrictObject(value, at: path)
        try object.period(of: address)
        self.init(
            attempt: try object.string("attempt"), address: address, platform: try object.string("platform"),
            host: try object.string("host"), kind: try object.kind(), name: try object.string("name"),
            due: try object.instant("due"), covers: try object.covers(), begun: try object.instant("begun"),
            calls: try object.calls(of: address),
            localDates: try object.texts("localDates"), names: try object.texts("names"),
            resolved: try object.instants("resolved"),
            provenance: try object.provenance(), namesakes: try object.strings("namesakes"),
            lookalikes: try object.strings("lookalikes"), user: try object.optionalString("user"),
            loss: try object.optionalValue("loss").map { (loss) throws(Damage) in
                try Loss(loss, at: path.appending("loss"))
            },
            lastCall: try object.optionalInstant("lastCall"),
            evidence: try object.optionalWord("evidence") ?? .answer,
            creatingCalls: try object.count("creatingCalls"),
            progress: try Progress(try object.value("progress"), at: path.appending("progress")),
            vendorState: try object.optionalString("state"))
        try object.end()
    }

    /// Reads what was written of `json`; `text` is what `reader` reads.
    init(_ reader: inout CanonicalReader, address: Address, text: [UInt8]) throws(JSONError) {
        let start = reader.offset
        let value = try reader.value()
        do throws(Damage) {
            try self.init(value, address: address, at: JSONPath())
        } catch {
            let place = JSONPlace(text[start..<reader.offset]).range(of: error.path).start
            throw reader.failure(error.message, at: start + place.offset)
        }
        if json != value { throw reader.failure("the intent is not as it is written", at: start) }
    }
}

extension Intent.Loss {
    /// `{at, vendorAt, settled}`.
    var json: JSONValue {
        CanonicalJSON.object([
            ("at", .string(at.rfc3339)), ("vendorAt", vendorAt.map { .string($0.rfc3339) }),
            ("settled", hasSettled ? true : nil),
        ])
    }

    init(_ value: JSONValue, at path: JSONPath) throws(Damage) {
        var object = try StrictObject(value, at: path)
        self.init(
            at: try object.instant("at"), vendorAt: try object.optionalInstant("vendorAt"),
            hasSettled: try object.optionalFlag("settled"))
        try object.end()
    }
}

extension Intent.Progress {
    /// `{"unknown": REASON}` or `{"made": {id, at, done, stopped}}`.
    fileprivate var json: JSONValue {
        switch self {
        case .unknown(let reason): CanonicalJSON.object([("unknown", .string(reason))])
        case .made(let vendorID, let instant, let done, let stopped):
            CanonicalJSON.object([
                (
                    "made",
                    CanonicalJSON.object([
                        ("id", vendorID.map { .string($0) }), ("at", .string(instant.rfc3339)),
                        ("done", .array(done.map { .string($0.rawValue) })), ("stopped", stopped.map { .string($0) }),
                    ])
                )
            ])
        }
    }

    fileprivate init(_ value: JSONValue, at path: JSONPath) throws(Damage) {
        var object = try StrictObject(value, at: path)
        if let reason = try object.optionalString("unknown") {
            self = .unknown(reason)
        } else {
            var made = try StrictObject(try object.value("made"), at: path.appending("made"))
            let donePath = made.path.appending("done")
            let done = try StrictObject.elements(of: try made.value("done"), at: donePath) {
                (element, path) throws(Damage) in
                guard let step = element.stringValue.flatMap({ Call.Step(rawValue: $0) }) else {
                    throw Damage("unknown step", at: path)
                }
                return step
            }
            self = .made(
                vendorID: try made.optionalString("id"), at: try made.instant("at"), done: done,
                stopped: try made.optionalString("stopped"))
            try made.end()
        }
        try object.end()
    }
}

extension Provenance {
    fileprivate var members: [(String, JSONValue?)] {
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
