import Calendars
package import Campaigns
package import Diagnostics
import JSON
import State
import Vendors

/// What a saved plan allows of a plan made now.
package enum Consent: Sendable, Hashable {
    /// Every action of the file still comes out the same: these addresses may be worked on. What opened since is left out.
    case given(Set<Address>, leftOut: [Address])
    /// So many entries moved: nothing may begin. Each with what moved of it, where that is written.
    case stale(Int, [Diagnostic.Note])

    package init(of saved: SavedPlan, to plan: Plan) {
        let fresh = Dictionary(plan.entries.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        var (moved, notes) = (0, [Diagnostic.Note]())
        var allowed: Set<Address> = []
        for entry in saved.entries where entry.action.isWork {
            let difference = ConsentDifference(entry, fresh[entry.address], of: plan)
            if difference.notes.isEmpty {
                allowed.insert(entry.address)
            } else {
                moved += 1
                notes += difference.notes
            }
        }
        guard moved == 0 else {
            self = .stale(moved, notes)
            return
        }
        self = .given(allowed, leftOut: plan.work.map(\.address).filter { !allowed.contains($0) })
    }
}

/// How an entry of a saved plan differs from what would be done now.
private struct ConsentDifference {
    /// Empty if it is the same, or done or begun with the same body. The first says what became of the entry, the others field by field
    /// what is sent otherwise.
    private(set) var notes: [Diagnostic.Note] = []
    private let saved: SavedPlan.Entry

    /// Where its platform's credentials go now.
    private let destination: Destination?

    init(_ saved: SavedPlan.Entry, _ fresh: PlanEntry?, of plan: Plan) {
        self.saved = saved
        destination = plan.destinations[saved.platform]
        guard let fresh else {
            let successor = plan.entries.first { $0.movedFrom == saved.address }?.address
            say(
                "is no longer declared" + (successor.map { ": it is `\($0)` now, which says `formerly`" } ?? ""),
                at: nil)
            return
        }
        compare(fresh)
    }

    private mutating func compare(_ fresh: PlanEntry) {
        let place = fresh.resource?.location
        if fresh.platform != saved.platform {
            return say("was on `\(saved.platform)` in the file and is on `\(fresh.platform)` now", at: place)
        }
        if fresh.kind != saved.kind {
            return say("was \(saved.kind.rawValue) in the file and is \(fresh.kind.rawValue) now", at: place)
        }
        if fresh.movedFrom == nil, let record = fresh.record, record.platform == saved.platform {
            return compareDone("was created since", record.calls, filling: record.names, at: place)
        }
        compareDestination(at: place)
        if fresh.action == .resume, let intent = fresh.intent, intent.platform == saved.platform {
            return compareDone("was begun since", intent.calls, filling: intent.names, at: place)
        }
        if fresh.action != saved.action { return say(otherAction(fresh), at: place) }
        if fresh.movedFrom != saved.movedFrom {
            let now = fresh.movedFrom.map { "`\($0)`" } ?? "nowhere"
            return say("would be moved from \(now), and from another address in the file", at: place)
        }
        // What the file says by name may have its id by now.
        let consented = saved.calls.filled(with: fresh.resource?.recordedNames ?? [:])
        if fresh.consentedCalls == consented { return }
        say("would send another body than the file says", at: place)
        sayFields(of: fresh.consentedCalls, than: consented, fresh.resource)
    }

    /// A consent is for one host, and for the variables of one credential.
    private mutating func compareDestination(at place: SourceLocation?) {
        if destination?.host != saved.host {
            let (before, now) = (Self.host(saved.host), Self.host(destination?.host))
            say("would go to \(now), and in the file to \(before)", at: place)
        }
        let variables = destination?.variables ?? [:]
        if variables != saved.variables {
            let (before, now) = (Self.list(saved.variables), Self.list(variables))
            say("would have its credential from \(now), and in the file from \(before)", at: place)
        }
    }

    private static func host(_ host: String?) -> String { host.map { "`\($0)`" } ?? "a host that is known at apply" }

    private static func list(_ variables: [String: String]) -> String {
        if variables.isEmpty { return "no variable" }
        return variables.sorted { $0.key < $1.key }.map { "`\($0.value)` (\($0.key))" }.joined(separator: ", ")
    }

    /// What state or journal show as done or begun counts as the same if its body is.
    private mutating func compareDone(
        _ words: String, _ calls: [Call], filling names: [String: String], at place: SourceLocation?
    ) {
        let consented = saved.calls.filled(with: names)
        if calls == consented { return }
        say("\(words), with another body than the file says", at: place)
        sayFields(of: calls, than: consented, nil)
    }

    private func otherAction(_ fresh: PlanEntry) -> String {
        let reasons = fresh.reasons + fresh.faults.map(\.message)
        let opening = fresh.action == .upcoming ? fresh.resource?.opens.map { ["it opens \($0.rfc3339)"] } ?? [] : []
        let former = fresh.movedFrom.map { ["its record is at `\($0)`"] } ?? []
        let why = (opening + former + reasons).joined(separator: "; ")
        return "was `\(saved.action.rawValue)` in the file and is `\(fresh.action.rawValue)` now"
            + (why.isEmpty ? "" : ": \(why)")
    }

    private mutating func say(_ words: String, at place: SourceLocation?) {
        notes.append(Diagnostic.Note("`\(saved.address)` \(words)", at: place))
    }

    /// - Parameter resource: what declares the fields that are sent now; nothing where that is not what moved.
    private mutating func sayFields(of now: [Call], than consented: [Call], _ resource: Resource?) {
        let kind = saved.kind.vendorKind
        let (found, known) = (kind.fields(of: now), kind.fields(of: consented))
        let moved = differences(declared: found, recorded: known, kind: kind, unchangedDates: [])
        for difference in moved {
            let field = difference.path.prefix { $0 != "." && $0 != "[" }
            notes.append(
                Diagnostic.Note(
                    "`\(difference.path)` was \(difference.recordedText) in the file and is \(difference.declaredText) now",
                    at: resource?.origins[String(field)]?.location))
        }
        if moved.isEmpty { notes.append(Diagnostic.Note("it means the same, and is written otherwise")) }
    }
}
