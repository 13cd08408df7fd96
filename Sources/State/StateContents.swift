package import Calendars
package import Campaigns

/// Everything that a state file holds.
package struct StateContents: Sendable, Hashable {
    /// Whether real accounts or the sandbox were meant. Neither world's state is accepted in the other.
    package enum World: String, Sendable, Hashable {
        case real
        case sandbox
    }

    /// What is remembered of a platform's identity.
    package struct PlatformIdentity: Sendable, Hashable {
        package var host: String
        /// The vendor's name for the account, where the vendor says it.
        package var tenant: String?
        /// The environment variables whose values may be sent there. Nothing in what Muster 0.1 wrote, which knew the host alone: there
        /// whatever is named counts as accepted, until the next apply notes it.
        package var variables: [String]?

        package init(host: String, tenant: String? = nil, variables: [String]? = nil) {
            self.host = host
            self.tenant = tenant
            self.variables = variables
        }
    }

    /// Who said, and when, that something at a vendor is none of Muster's.
    package struct Ignored: Sendable, Hashable {
        package var actor: String?
        package var at: Instant

        package init(actor: String?, at: Instant) {
            self.actor = actor
            self.at = at
        }
    }

    package var world: World
    /// Which project's state this is; nothing in the sandbox.
    package var lineage: String?
    /// Grows by one with each write.
    package var serial: Int
    package var platforms: [String: PlatformIdentity]
    package var records: Records
    package var intents: [Address: Intent]
    /// What is not an address's although it is called the same, by the vendor's id.
    package var ignored: [Address: [String: Ignored]] = [:]
    /// What has a kind that this Muster does not know.
    package internal(set) var unknownRecords: [Address: UnknownKind] = [:]
    package internal(set) var unknownIntents: [Address: UnknownKind] = [:]
    /// Nothing where that is not known, or not any more.
    package var settled: SettledManifests?

    package init(
        world: World, lineage: String?, serial: Int = 0, platforms: [String: PlatformIdentity] = [:],
        records: Records = [:],
        intents: [Address: Intent] = [:], settled: SettledManifests? = nil
    ) {
        self.world = world
        self.lineage = lineage
        self.serial = serial
        self.platforms = platforms
        self.records = records
        self.intents = intents
        self.settled = settled
    }
}
