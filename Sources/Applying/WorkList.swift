package import Campaigns
package import Planning
import Synchronization

/// The entries of a plan that an apply works on. Each is given out once and not kept: there may be very many, and what is done need not
/// stay in memory.
package final class WorkList: Sendable {
    private struct Kept {
        var entries: [PlanEntry]
        var left: Int
    }

    private let kept: Mutex<Kept>
    /// How many there were at first.
    package let count: Int
    /// The places of the entries that are created or resumed, by platform, in their order.
    let calling: [String: [Int]]
    /// The places of the entries that move.
    let moving: [Int]

    package init(_ entries: [PlanEntry]) {
        count = entries.count
        calling = Dictionary(grouping: entries.indices.filter { entries[$0].action != .move }) { entries[$0].platform }
        moving = entries.indices.filter { entries[$0].action == .move }
        kept = Mutex(Kept(entries: entries, left: entries.count))
    }

    /// The platforms on which something is created or resumed.
    package var callingPlatforms: Set<String> { Set(calling.keys) }

    /// The platform of each entry.
    package var platformsByAddress: [Address: String] {
        let entries = kept.withLock(\.entries)
        return Dictionary(entries.map { ($0.address, $0.platform) }, uniquingKeysWith: { first, _ in first })
    }

    /// The entry at a place that was not taken.
    func entry(at place: Int) -> PlanEntry { kept.withLock { $0.entries[place] } }

    /// Takes the entry at a place, once; of what it declares nothing is left there, and of all nothing after the last.
    func take(_ place: Int) -> PlanEntry {
        kept.withLock { kept in
            let entry = kept.entries[place]
            kept.left -= 1
            if kept.left == 0 {
                kept.entries = []
            } else {
                (kept.entries[place].resource, kept.entries[place].intent, kept.entries[place].record) = (nil, nil, nil)
            }
            return entry
        }
    }
}
