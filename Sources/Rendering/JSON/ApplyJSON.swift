package import Applying
package import Calendars
package import Campaigns
package import Diagnostics
package import JSON
package import Planning
package import State

/// What happens in an apply, for programs: `muster.apply/1`, an object for each event.
package struct ApplyJSON: Sendable {
    package static let format = "muster.apply/1"

    /// The `event` of an object; the page Events says the same.
    package enum Event: String, Sendable, CaseIterable {
        /// The first: which Muster this is, and in which world.
        case begun
        /// What the plan says about one address.
        case planned
        /// A fault or a warning, which standard error has as text.
        case diagnostic
        /// An address's first call is about to be made.
        case started
        /// An address waits.
        case waiting
        /// What is worth knowing of an address and stops nothing.
        case noted

        // How an address ended.
        case created
        case resumed
        case recovered
        case moved
        case failed
        case unknown
        case ambiguous
        /// Too early to know: a later run goes on.
        case deferred
        case interrupted

        /// The last: how many of each, and the exit code.
        case summary
    }

    /// The platform of each address that is worked on.
    private let platforms: [Address: String]

    package init(platforms: [Address: String]) { self.platforms = platforms }

    package static func begun(version: String, world: StateContents.World, at now: Instant) -> JSONValue {
        object(.begun, at: now, ["muster": .string(version), "world": .string(world.rawValue)], format: format)
    }

    package static func planned(_ entry: PlanEntry, at now: Instant) -> JSONValue {
        var members: JSONObject = [
            "address": .string(entry.address.description), "platform": .string(entry.platform),
            "action": .string(entry.action.rawValue), "kind": .string(entry.kind.rawValue), "name": .string(entry.name),
        ]
        members["movedFrom"] = entry.movedFrom.map { .string($0.description) }
        members["due"] = .string(entry.due.rfc3339)
        members["id"] = entry.record?.vendorID.map { .string($0) }
        let reasons = entry.reasons + entry.faults.map(\.message)
        if !reasons.isEmpty { members["reasons"] = .array(reasons.map { .string($0) }) }
        if !entry.consequences.isEmpty { members["consequences"] = .array(entry.consequences.map { .string($0) }) }
        members["file"] = (entry.resource?.location.file).map { .string($0) }
        members["line"] = (entry.resource?.location.range.start.line).map { .integer($0) }
        return object(.planned, at: now, members)
    }

    package static func diagnostic(_ diagnostic: Diagnostic, at now: Instant) -> JSONValue {
        object(.diagnostic, at: now, DiagnosticJSON.object(diagnostic))
    }

    package func happened(_ event: ApplyEvent, at now: Instant) -> JSONValue {
        switch event {
        case .started(let address): return ApplyJSON.object(.started, at: now, subject(address))
        case .waiting(let address, let seconds, let reason):
            var members = subject(address)
            members["seconds"] = .integer(Int(exactly: seconds.rounded(.up)) ?? .max)
            members["reason"] = .string(reason)
            return ApplyJSON.object(.waiting, at: now, members)
        case .noted(let address, let text):
            var members = subject(address)
            members["message"] = .string(text)
            return ApplyJSON.object(.noted, at: now, members)
        case .ended(let address, let outcome):
            var members = subject(address)
            members["id"] = outcome.vendorID.map { .string($0) }
            members["code"] = outcome.code.map { .string($0.rawValue) }
            members["message"] = outcome.message.map { .string($0) }
            return ApplyJSON.object(ApplyJSON.event(of: outcome.result), at: now, members)
        }
    }

    /// - Parameters:
    ///   - result: nothing where the command ended before anything was begun.
    ///   - plan: nothing where it ended before there was one.
    package static func summary(_ result: ApplyResult?, of plan: Plan?, exitCode: Int32, at now: Instant) -> JSONValue {
        let outcomes = Outcome.Result.allCases.map { outcome in
            (event(of: outcome).rawValue, JSONValue.integer(result?.count(of: outcome) ?? 0))
        }
        let rest: [PlanEntry.Action] = [.unchanged, .upcoming, .changed, .held, .missed, .covered, .undeclared]
        let actions = rest.map { ($0.rawValue, JSONValue.integer(plan?.count(of: $0) ?? 0)) }
        return object(
            .summary, at: now,
            ["exitCode": .integer(Int(exitCode)), "counts": .object(JSONObject(outcomes + actions))])
    }

    private static func event(of result: Outcome.Result) -> Event {
        switch result {
        case .created: .created
        case .resumed: .resumed
        case .recovered: .recovered
        case .moved: .moved
        case .failed: .failed
        case .unknown: .unknown
        case .ambiguous: .ambiguous
        case .waiting: .deferred
        case .interrupted: .interrupted
        }
    }

    private func subject(_ address: Address) -> JSONObject {
        var members: JSONObject = ["address": .string(address.description)]
        members["platform"] = platforms[address].map { .string($0) }
        return members
    }

    private static func object(_ event: Event, at now: Instant, _ members: JSONObject, format: String? = nil)
        -> JSONValue
    {
        // To the millisecond: more says nothing.
        let now = Instant(seconds: now.seconds, nanoseconds: now.nanoseconds / 1_000_000 * 1_000_000)
        let format = format.map { [JSONObject.Member(key: "format", value: .string($0))] } ?? []
        return .object(
            JSONObject(
                members: format + [
                    .init(key: "event", value: .string(event.rawValue)), .init(key: "at", value: .string(now.rfc3339)),
                ] + members.members))
    }
}
