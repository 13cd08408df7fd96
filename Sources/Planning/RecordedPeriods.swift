import Calendars
import Campaigns
import State

/// The times that reviews in state cover, by campaign and review: whatever a schedule looks like now, none is opened twice.
struct RecordedPeriods: Sendable {
    struct Covered: Sendable {
        let address: Address
        let time: Range<Instant>
    }

    private struct Key: Hashable {
        let campaign: String
        let review: String

        init(_ address: Address) { (campaign, review) = (address.campaign, address.review) }
    }

    private var covered: [Key: [Covered]] = [:]

    /// Looks only for what recurs and is not in state yet; and for what opens later, only at what reaches beyond that.
    init(_ state: StateContents, for resources: [Resource], at instant: Instant) {
        var wanted: [Key: Instant] = [:]
        for index in resources.indices {
            guard resources[index].recurs, !state.records.keys.contains(resources[index].address),
                let recurrence = resources[index].recurrence
            else { continue }
            let opening = recurrence.period.opening
            for key in Self.keys(of: resources[index]) {
                wanted[key] = min(wanted[key] ?? .endOfTime, opening > instant ? opening : .startOfTime)
            }
        }
        guard let earliest = wanted.values.min() else { return }
        for index in state.records.indices {
            let box = state.records[index]
            // Most are over, and to see that is much less work than to look for their names.
            if let end = box.record.covers?.upperBound, end <= earliest { continue }
            let address = state.records.keys[index]
            guard let from = wanted[Key(address)] else { continue }
            // What did not recur covers the time in which it was worked on.
            let time = box.record.covers ?? box.record.createdAt..<max(box.record.createdAt, box.record.due)
            if time.upperBound > from {
                covered[Key(address), default: []].append(Covered(address: address, time: time))
            }
        }
        for intent in state.intents.values where wanted.keys.contains(Key(intent.address)) {
            let time = intent.covers ?? intent.begun..<max(intent.begun, intent.due)
            covered[Key(intent.address), default: []].append(Covered(address: intent.address, time: time))
        }
    }

    /// What covers some of the time of a resource that is not in state itself; of several, the one that reaches furthest.
    ///
    /// A day or less, and less than half of a period, does not count: an opening that moves by hours, by an edit or by newer zone data,
    /// must not cost the period after it.
    func cover(of resource: Resource) -> Covered? {
        guard let recurrence = resource.recurrence else { return nil }
        return others(resource).filter { Self.covers($0.time, recurrence.covers) }.max {
            $0.time.upperBound < $1.time.upperBound
        }
    }

    private static func covers(_ time: Range<Instant>, _ other: Range<Instant>) -> Bool {
        let both = time.clamped(to: other)
        func seconds(_ range: Range<Instant>) -> Int { range.upperBound.wholeSeconds(since: range.lowerBound) }
        return seconds(both) > min(86_400, min(seconds(time), seconds(other)) / 2)
    }

    /// Until when the periods before a resource's were opened; nothing where none was.
    func end(before resource: Resource) -> Instant? {
        guard let opening = resource.recurrence?.covers.lowerBound else { return nil }
        return others(resource).filter { $0.time.lowerBound < opening }.map { min($0.time.upperBound, opening) }.max()
    }

    /// When the first of the periods that were opened began; nothing where none was.
    func begin(of resource: Resource) -> Instant? { others(resource).map(\.time.lowerBound).min() }

    private func others(_ resource: Resource) -> [Covered] {
        Self.keys(of: resource).flatMap { covered[$0] ?? [] }.filter { $0.address != resource.address }
    }

    /// What it is called, and what it was.
    private static func keys(of resource: Resource) -> Set<Key> {
        Set(resource.formerly.map { Key($0.address) } + [Key(resource.address)])
    }
}
