package import Campaigns

/// What happens while applying, as it happens.
package enum ApplyEvent: Sendable {
    /// The first call for the address is about to be made.
    case started(Address)
    /// It waits, for a reason in one line.
    case waiting(Address, seconds: Double, reason: String)
    /// What is worth knowing and stops nothing, in one line.
    case noted(Address, String)
    case ended(Address, Outcome)
}
