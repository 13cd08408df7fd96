package import Calendars
package import Campaigns
package import Diagnostics
package import JSON
package import State
package import Vendors

/// What is to be done about one address, and why.
package struct PlanEntry: Sendable {
    package enum Action: String, Sendable, Hashable, CaseIterable {
        /// Wanted now, not in state: apply creates it.
        case create
        /// An outcome is unknown, or calls are left: apply finds out and finishes it as it was begun.
        case resume
        /// Known to state by its former address: the record moves, nothing is sent.
        case move
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
        /// Its time is that of another period of the same review, which was created before the schedule was changed.
        case covered
        /// In state, not over, no longer in a manifest.
        case undeclared

        /// Whether apply does something about it.
        package var isWork: Bool {
            switch self {
            case .create, .resume, .move: true
            case .unchanged, .changed, .upcoming, .held, .missed, .covered, .undeclared: false
            }
        }
    }

    package var address: Address
    package var action: Action
    package var platform: String
    package var kind: Kind
    package var name: String
    package var due: Instant
    /// What manifests declare; nothing for an address that is only in state.
    package var resource: Resource? {
        get { resources.first }
        set { resources = newValue.map { [$0] } ?? [] }
    }
    /// What state has; of a move, the record as it will be.
    package var record: Record? {
        get { records.first }
        set { records = newValue.map { [$0] } ?? [] }
    }
    package var intent: Intent? {
        get { intents.first }
        set { intents = newValue.map { [$0] } ?? [] }
    }
    /// Where the record of a move is now.
    package var movedFrom: Address? {
        get { formerAddresses.first }
        set { formerAddresses = newValue.map { [$0] } ?? [] }
    }
    /// Field by field, what is declared against what was created.
    package var differences: [FieldDifference]
    /// Why it is to be resumed, a sentence each without a full stop.
    package var reasons: [String]
    /// Why it is held, that it was missed, or why nothing is sent of what was begun, each with its place.
    package var faults: [Diagnostic]
    /// What creating it, or going on with it, would do that can't be taken back.
    package var consequences: [String]
    /// How late a create is, where it is past its opening.
    package var lateness: Lateness?
    /// What has to be created first, since it takes their ids.
    package var waitsFor: [Address] = []

    // At most one of each: they are large, few entries have all, and copies of an entry share them.
    private var resources: [Resource]
    private var records: [Record]
    private var intents: [Intent]
    private var formerAddresses: [Address]

    package init(
        _ action: Action, _ address: Address, platform: String, kind: Kind, name: String, due: Instant,
        resource: Resource? = nil,
        record: Record? = nil, intent: Intent? = nil, movedFrom: Address? = nil, differences: [FieldDifference] = [],
        reasons: [String] = [], faults: [Diagnostic] = [], consequences: [String] = [], lateness: Lateness? = nil
    ) {
        self.address = address
        self.action = action
        self.platform = platform
        self.kind = kind
        self.name = name
        self.due = due
        resources = resource.map { [$0] } ?? []
        records = record.map { [$0] } ?? []
        intents = intent.map { [$0] } ?? []
        formerAddresses = movedFrom.map { [$0] } ?? []
        self.differences = differences
        self.reasons = reasons
        self.faults = faults
        self.consequences = consequences
        self.lateness = lateness
    }
}

extension PlanEntry {
    /// The fields of what was begun, whatever is declared now; nothing where nothing was.
    package var begunFields: JSONObject? { intent.map { $0.kind.vendorKind.fields(of: $0.calls) } }
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
