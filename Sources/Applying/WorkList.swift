package import Campaigns
package import Planning
import Synchronization

/// The entries of a plan that an apply works on. Each is given out once and not kept: there may be very many, and what is done need not
/// stay in memory.
package final class WorkList: Sendable {
    private let entries: Mutex<[PlanEntry?]>
    /// How many there were at first.
    package let count: Int
    /// Of each entry.
    private let actions: [PlanEntry.Action]
    private let platforms: [String]

    package init(_ entries: [PlanEntry]) {
        count = entries.count
        actions = entries.map(\.action)
        platforms = entries.map(\.platform)
        self.entries = Mutex(entries)
    }

    /// The platforms on which something is created or resumed.
    package var callingPlatforms: Set<String> { Set(calling.keys) }

    /// The platform of each entry that was not given out.
    package var platformsByAddress: [Address: String] {
        let entries = entries.withLock { $0 }.compactMap(\.self)
        return Dictionary(entries.map { ($0.address, $0.platform) }, uniquingKeysWith: { first, _ in first })
    }

    /// The places of the entries that are created or resumed, by platform, in their order.
    var calling: [String: [Int]] {
        Dictionary(grouping: actions.indices.filter { actions[$0] != .move }) { platforms[$0] }
    }

    /// The places of the entries that move.
    var moving: [Int] { actions.indices.filter { actions[$0] == .move } }

    /// The entry at a place; nothing where it was given out.
    func entry(at place: Int) -> PlanEntry? { entries.withLock { $0[place] } }

    /// Gives the entry at a place out; nothing where it was before.
    func take(_ place: Int) -> PlanEntry? {
        entries.withLock { entries in
            defer { entries[place] = nil }
            return entries[place]
        }
    }
}
