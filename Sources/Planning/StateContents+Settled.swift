package import Campaigns
package import State

extension StateContents {
    /// Whether it has the resource exactly as it is declared, and nothing of it is open: no plan will say more of it than that it is
    /// unchanged, whenever it is made.
    package func isSettled(_ resource: Resource) -> Bool {
        guard let record = records[resource.address], intents[resource.address] == nil, resource.formerly.isEmpty,
            record.name == resource.name, record.due == resource.due
        else { return false }
        return Planner.differences(resource, record).isEmpty
    }

    /// Whether manifests that were read may share a name with settled ones, or speak of their addresses: what is wrong then can only be
    /// said by whoever reads all of them.
    package func mayClash(_ resources: [Resource], campaigns: Set<String>, withSettled settled: Set<Address>) -> Bool {
        if resources.contains(where: { $0.formerly.contains { settled.contains($0.address) } }) { return true }
        if settled.contains(where: { campaigns.contains($0.campaign) }) { return true }
        let names = Set(resources.filter { !$0.kind.isRequest }.map(TakenNames.Key.init))
        if names.isEmpty { return false }
        return settled.contains { address in
            guard let record = records[address] else { return true }
            return names.contains(TakenNames.Key(record.platform, record.kind, record.name))
        }
    }
}
