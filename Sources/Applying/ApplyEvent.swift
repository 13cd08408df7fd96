package import Campaigns

/// What happens while applying, as it happens.
package enum ApplyEvent: Sendable {
    /// The first call for the address is about to be made.
    case started(Address)
    /// It waits, for the reason that its platform gave.
    case waiting(Address, seconds: Double)
    case ended(Address, Outcome)
}
