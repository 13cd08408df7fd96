package import Calendars
package import Campaigns
package import Diagnostics
package import State
package import Vendors

/// What there is to do at one instant: desired resources against state.
package struct Plan: Sendable {
    package var instant: Instant
    /// By address. Records that are over and no longer declared are only counted.
    package var entries: [PlanEntry]
    /// How many records are over and no longer declared.
    package var tidiedAway: Int
    /// Faults and warnings that follow from manifests and state together.
    package var diagnostics: [Diagnostic]
    /// A limit on the whole plan that it breaks.
    package var refusal: GuardrailRefusal?

    package init(
        instant: Instant, entries: [PlanEntry], tidiedAway: Int = 0, diagnostics: [Diagnostic] = [],
        refusal: GuardrailRefusal? = nil
    ) {
        self.instant = instant
        self.entries = entries
        self.tidiedAway = tidiedAway
        self.diagnostics = diagnostics
        self.refusal = refusal
    }

    package func count(of action: PlanEntry.Action) -> Int { entries.count { $0.action == action } }

    /// Whether `apply` would send or record anything.
    package var hasWork: Bool { entries.contains { $0.action == .create || $0.action == .resume } }
}

/// What is to be done about one address, and why.
package struct PlanEntry: Sendable {
    package enum Action: String, Sendable, Hashable, CaseIterable {
        /// Wanted now, not in state: apply creates it.
        case create
        /// An outcome is unknown, or calls are left: apply finds out and finishes it as it was begun.
        case resume
        /// As declared.
        case unchanged
        /// Declared differently from what was created; it runs already, so nothing is done.
        case changed
        /// Opens later.
        case upcoming
        /// Wanted now, but a limit about it, or a date of its own, stands against it.
        case held
        /// Fell due before it was created.
        case missed
        /// In state, not over, no longer in a manifest.
        case undeclared
    }

    package var address: Address
    package var action: Action
    package var platform: String
    package var kind: Kind
    package var name: String
    package var due: Instant
    /// What manifests declare; nothing for an address that is only in state.
    package var resource: Resource?
    package var record: Record?
    package var intent: Intent?
    /// Field by field, what is declared against what was created.
    package var differences: [FieldDifference]
    /// Why it is held, missed or to be resumed, a sentence each without a full stop.
    package var reasons: [String]
    /// What creating it would do that can't be taken back.
    package var consequences: [String]
    /// How late a create is, where it is past its opening.
    package var lateness: Lateness?

    package init(
        _ action: Action, _ address: Address, platform: String, kind: Kind, name: String, due: Instant,
        resource: Resource? = nil,
        record: Record? = nil, intent: Intent? = nil, differences: [FieldDifference] = [], reasons: [String] = [],
        consequences: [String] = [], lateness: Lateness? = nil
    ) {
        self.address = address
        self.action = action
        self.platform = platform
        self.kind = kind
        self.name = name
        self.due = due
        self.resource = resource
        self.record = record
        self.intent = intent
        self.differences = differences
        self.reasons = reasons
        self.consequences = consequences
        self.lateness = lateness
    }
}

/// Whole days behind a review's opening, and left until it is due.
package struct Lateness: Sendable, Hashable {
    package var daysLate: Int
    package var daysLeft: Int

    package init(daysLate: Int, daysLeft: Int) {
        self.daysLate = daysLate
        self.daysLeft = daysLeft
    }
}

/// A plan that creates more than the project allows.
package struct GuardrailRefusal: Sendable, Hashable {
    package var creates: Int
    package var limit: Int

    package init(creates: Int, limit: Int) {
        self.creates = creates
        self.limit = limit
    }
}
