import Vendors
import Diagnostics
package import Calendars
package import Campaigns
package import JSON
package import State

/// A plan as it is written to a file and to `--format json`: `muster.plan/2`. It holds no secret.
package struct SavedPlan: Sendable, Hashable {
    package static let format = "muster.plan/2"
    /// What Muster 0.1 wrote. It says neither hosts nor variables, so that it is no consent any more.
    private static let formatWithoutHosts = "muster.plan/1"

    /// One entry of the file, as far as consent needs it.
    package struct Entry: Sendable, Hashable {
        package var address: Address
        package var action: PlanEntry.Action
        package var platform: String
        package var kind: Kind
        /// Where the platform's credentials go, and the variables that they come from, by the credential's name.
        package var host: String?
        package var variables: [String: String]
        /// Where the record of a move was.
        package var movedFrom: Address?
        package var calls: [Call]
    }

    package var world: StateContents.World
    package var lineage: String?
    package var instant: Instant
    /// Whether `--at` gave the instant.
    package var isInstantGiven: Bool
    /// What `--allow-creates` allowed when the plan was made.
    package var allowedCreates: Int?
    /// The patterns of `--only`, where the plan was made of a part.
    package var only: [String]
    package var entries: [Entry]

    /// The whole document. Its `entries` say everything that the text form says.
    package static func document(
        _ plan: Plan, identity: StateIdentity, isInstantGiven: Bool, allowedCreates: Int? = nil, only: [String] = []
    ) -> JSONValue {
        var document: JSONObject = ["format": .string(format), "world": .string(identity.world.rawValue)]
        document["lineage"] = identity.lineage.map { .string($0) }
        document["at"] = .string(plan.instant.rfc3339)
        document["atGiven"] = .bool(isInstantGiven)
        document["allowedCreates"] = allowedCreates.map { .integer($0) }
        if !only.isEmpty { document["only"] = .array(only.map { .string($0) }) }
        document["summary"] = .object(
            JSONObject(
                PlanEntry.Action.allCases.map { ($0.rawValue, .integer(plan.count(of: $0))) } + [
                    ("over", .integer(plan.tidiedAway)), ("leftOut", .integer(plan.leftOut)),
                ]))
        let refusals = plan.refusals.map(\.message)
        if !refusals.isEmpty { document["refusal"] = .string(refusals.joined(separator: "; ")) }
        document["entries"] = .array(plan.entries.map { json($0, to: plan.destinations[$0.platform]) })
        document["digest"] = .string(digest(of: document))
        return .object(document)
    }

    private static func json(_ entry: PlanEntry, to destination: Destination?) -> JSONValue {
        var object: JSONObject = [
            "address": .string(entry.address.description), "action": .string(entry.action.rawValue),
            "platform": .string(entry.platform),
            "kind": .string(entry.kind.rawValue), "name": .string(entry.name),
        ]
        if let destination { describe(destination, of: entry.action, in: &object) }
        object["movedFrom"] = entry.movedFrom.map { .string($0.description) }
        object["opens"] = entry.resource?.opens.map { .string($0.rfc3339) }
        object["due"] = .string(entry.due.rfc3339)
        object["id"] = entry.record?.vendorID.map { .string($0) }
        object["createdAt"] = entry.record.map { .string($0.createdAt.rfc3339) }
        if let lateness = entry.lateness {
            object["daysLate"] = .integer(lateness.daysLate)
            object["daysLeft"] = .integer(lateness.daysLeft)
        }
        let reasons = entry.reasons + entry.faults.map(\.message)
        if !reasons.isEmpty { object["reasons"] = .array(reasons.map { .string($0) }) }
        if !entry.differences.isEmpty {
            object["differences"] = .array(
                entry.differences.map { difference in
                    var object: JSONObject = ["field": .string(difference.path)]
                    object["declared"] = difference.declared
                    object["recorded"] = difference.recorded
                    return .object(object)
                })
        }
        if !entry.consequences.isEmpty { object["consequences"] = .array(entry.consequences.map { .string($0) }) }
        if let resource = entry.resource {
            object["file"] = .string(resource.location.file)
            object["line"] = .integer(resource.location.range.start.line)
            if !resource.labels.isEmpty {
                object["labels"] = .object(
                    JSONObject(resource.labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
            }
        }
        switch entry.action {
        case .create, .upcoming, .held: entry.resource.map { describe($0.fields, of: $0.kind, in: &object) }
        case .resume: entry.begunFields.map { describe($0, of: entry.kind, in: &object) }
        default: break
        }
        let calls = entry.consentedCalls
        if !calls.isEmpty { object["calls"] = calls.json }
        return .object(object)
    }

    /// Where something is sent, now or later, and whose that is.
    private static func describe(_ destination: Destination, of action: PlanEntry.Action, in object: inout JSONObject) {
        switch action {
        case .create, .resume, .move, .upcoming, .held: break
        case .unchanged, .changed, .missed, .covered, .undeclared: return
        }
        object["host"] = destination.host.map { .string($0) }
        object["hostOwner"] = destination.owner.map { .string($0.rawValue) }
        object["variables"] = .object(
            JSONObject(destination.variables.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        if !destination.unaccepted.isEmpty { object["heldUntilAccepted"] = true }
    }

    /// What a policy may have something against, of a resource that is not created yet.
    private static func describe(_ fields: JSONObject, of kind: Kind, in object: inout JSONObject) {
        let kind = kind.vendorKind
        object["everything"] = kind.everything(in: fields).map { .string($0.meaning) }
        object["selfReview"] = kind.selfReview(in: fields).map { .string($0) }
        object["fields"] = .object(fields)
    }

    /// A digest over everything else in the document, so that an edited file is noticed.
    private static func digest(of document: JSONObject) -> String {
        var document = document
        document["digest"] = nil
        return CanonicalJSON.digest(.object(document))
    }

    /// Reads a saved plan. Throws with the reason, in a sentence, where the bytes are none that this Muster wrote.
    package static func read(_ bytes: [UInt8]) throws(SavedPlanError) -> SavedPlan {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw SavedPlanError("it is not JSON: \(error.message) (line \(error.line), column \(error.column))")
        }
        guard let object = value.objectValue, let format = object["format"]?.stringValue else {
            throw SavedPlanError("it is no saved plan")
        }
        if format == formatWithoutHosts {
            throw SavedPlanError(
                "it was made by Muster 0.1.0, which did not bind the platforms' hosts and variables", isStale: true)
        }
        guard format == Self.format else {
            throw SavedPlanError("it is `\(format)`, and this Muster reads `\(Self.format)`: make the plan anew")
        }
        guard object["digest"]?.stringValue == digest(of: object) else {
            throw SavedPlanError("it was changed after it was made: make the plan anew")
        }
        guard let world = object["world"]?.stringValue.flatMap(StateContents.World.init),
            let instant = object["at"]?.stringValue.flatMap(Instant.init(rfc3339:)),
            let isGiven = object["atGiven"]?.boolValue,
            let entries = object["entries"]?.arrayValue
        else { throw SavedPlanError("parts of it are missing") }
        return SavedPlan(
            world: world, lineage: object["lineage"]?.stringValue, instant: instant, isInstantGiven: isGiven,
            allowedCreates: object["allowedCreates"]?.integerValue,
            only: object["only"]?.arrayValue?.compactMap(\.stringValue) ?? [], entries: try entries.map(entry))
    }

    private static func entry(_ value: JSONValue) throws(SavedPlanError) -> Entry {
        guard let address = value["address"]?.stringValue.flatMap({ Address($0) }),
            let action = value["action"]?.stringValue.flatMap(PlanEntry.Action.init),
            let platform = value["platform"]?.stringValue,
            let kind = value["kind"]?.stringValue.flatMap(Kind.init(rawValue:))
        else { throw SavedPlanError("an entry of it can't be read") }
        guard let calls = [Call](json: value["calls"] ?? []) else {
            throw SavedPlanError("a call of `\(address)` can't be read")
        }
        var variables: [String: String] = [:]
        for member in value["variables"]?.objectValue?.members ?? [] {
            variables[member.key] = member.value.stringValue
        }
        return Entry(
            address: address, action: action, platform: platform, kind: kind, host: value["host"]?.stringValue,
            variables: variables,
            movedFrom: value["movedFrom"]?.stringValue.flatMap { Address($0) }, calls: calls)
    }
}

/// Why a file can't be used as a saved plan.
package struct SavedPlanError: Error, Sendable, Hashable {
    package var reason: String
    /// Whether it is a plan all the same, of which it can't be said any more that it is what would be done.
    package var isStale: Bool

    package init(_ reason: String, isStale: Bool = false) {
        self.reason = reason
        self.isStale = isStale
    }
}

extension PlanEntry {
    /// The calls that apply would make for the entry, or of what it would move: what a saved plan consents to.
    package var consentedCalls: [Call] {
        switch action {
        case .create: resource?.calls ?? []
        case .resume: intent?.calls ?? []
        case .move: record?.calls ?? []
        case .unchanged, .changed, .upcoming, .held, .missed, .covered, .undeclared: []
        }
    }
}
