import Calendars
import Campaigns
import JSON

extension JournalEvent {
    /// The event as one mapping: `event` says which it is.
    var json: JSONValue {
        switch self {
        case .intended(let intent):
            Self.object("intended", [("address", .string(intent.address.description)), ("intent", intent.json)])
        case .retried(let attempt, let address, let creatingCalls, let instant):
            Self.object(
                "retried", attempt, address,
                [("creatingCalls", .integer(creatingCalls)), ("at", .string(instant.rfc3339))])
        case .lost(let attempt, let address, let reason, let loss):
            Self.object("lost", attempt, address, [("reason", .string(reason)), ("loss", loss.json)])
        case .settled(let attempt, let address): Self.object("settled", attempt, address, [])
        case .made(let made):
            Self.object(
                "made", made.attempt, made.address,
                [
                    ("step", .string(made.step.rawValue)), ("id", made.vendorID.map { .string($0) }),
                    ("state", made.vendorState.map { .string($0) }), ("evidence", .string(made.evidence.rawValue)),
                    ("at", .string(made.at.rfc3339)),
                ])
        case .resolved(let attempt, let address, let field, let instant):
            Self.object(
                "resolved", attempt, address, [("field", .string(field)), ("instant", .string(instant.rfc3339))])
        case .stopped(let attempt, let address, let reason):
            Self.object("stopped", attempt, address, [("reason", .string(reason))])
        case .failed(let attempt, let address): Self.object("failed", attempt, address, [])
        case .platform(let name, let identity):
            Self.object("platform", [("name", .string(name)), ("identity", identity.json)])
        case .forgot(let address): Self.object("forgot", [("address", .string(address.description))])
        case .moved(let from, let record):
            Self.object(
                "moved",
                [
                    ("from", .string(from.description)), ("address", .string(record.address.description)),
                    ("record", record.json),
                ])
        case .accepted(let record):
            Self.object(
                "accepted", [("address", .string(record.address.description)), ("record", record.json)])
        case .adopted(let record):
            Self.object(
                "adopted", [("address", .string(record.address.description)), ("record", record.json)])
        case .ignored(let address, let vendorID, let by):
            Self.object(
                "ignored",
                [("address", .string(address.description)), ("id", .string(vendorID)), ("by", by.json)])
        }
    }

    init(_ value: JSONValue) throws(Damage) {
        var object = try StrictObject(value, at: JSONPath())
        let event = try object.string("event")
        switch event {
        case "intended":
            let address = try object.address()
            let path = object.path.appending("intent")
            self = .intended(try Intent(try object.value("intent"), address: address, at: path))
        case "retried":
            self = .retried(
                attempt: try object.string("attempt"), address: try object.address(),
                creatingCalls: try object.count("creatingCalls"), at: try object.instant("at"))
        case "lost":
            self = .lost(
                attempt: try object.string("attempt"), address: try object.address(),
                reason: try object.string("reason"),
                try Intent.Loss(try object.value("loss"), at: object.path.appending("loss")))
        case "settled": self = .settled(attempt: try object.string("attempt"), address: try object.address())
        case "made":
            self = .made(
                Made(
                    attempt: try object.string("attempt"), address: try object.address(),
                    step: try object.word("step"),
                    vendorID: try object.optionalString("id"), vendorState: try object.optionalString("state"),
                    evidence: try object.word("evidence"), at: try object.instant("at")))
        case "resolved":
            self = .resolved(
                attempt: try object.string("attempt"), address: try object.address(), field: try object.string("field"),
                instant: try object.instant("instant"))
        case "stopped":
            self = .stopped(
                attempt: try object.string("attempt"), address: try object.address(),
                reason: try object.string("reason"))
        case "failed": self = .failed(attempt: try object.string("attempt"), address: try object.address())
        case "platform":
            let path = object.path.appending("identity")
            self = .platform(
                name: try object.string("name"),
                identity: try StateContents.PlatformIdentity(try object.value("identity"), at: path))
        case "forgot": self = .forgot(address: try object.address())
        case "moved": self = .moved(from: try object.address("from"), record: try object.record())
        case "accepted": self = .accepted(record: try object.record())
        case "adopted": self = .adopted(record: try object.record())
        case "ignored":
            let path = object.path.appending("by")
            self = .ignored(
                address: try object.address(), vendorID: try object.string("id"),
                by: try StateContents.Ignored(try object.value("by"), at: path))
        default: throw Damage("unknown event `\(event)`", at: object.path.appending("event"))
        }
        try object.end()
    }

    private static func object(_ event: String, _ members: [(String, JSONValue?)]) -> JSONValue {
        CanonicalJSON.object([("event", .string(event))] + members)
    }

    private static func object(
        _ event: String, _ attempt: String, _ address: Address, _ members: [(String, JSONValue?)]
    ) -> JSONValue {
        object(event, [("attempt", .string(attempt)), ("address", .string(address.description))] + members)
    }
}

extension StrictObject {
    fileprivate mutating func address(_ name: String = "address") throws(Damage) -> Address {
        let text = try string(name)
        guard let address = Address(text) else { throw Damage("not an address", at: path.appending(name)) }
        return address
    }

    fileprivate mutating func record() throws(Damage) -> Record {
        let address = try address()
        return try Record(try value("record"), address: address, at: path.appending("record"))
    }
}
