import Calendars
import Campaigns
import Diagnostics

/// The rules that concern several campaigns at once.
enum ProjectRules {
    static func faults(_ campaigns: [NamedCampaign], _ resources: [Resource]) -> [Diagnostic] {
        duplicateCampaigns(campaigns) + duplicateNames(resources) + unclearFormers(resources)
            + cycles(resources)
    }

    /// Reviews that wait for each other, or for themselves: each cycle once, at the first of its places.
    private static func cycles(_ resources: [Resource]) -> [Diagnostic] {
        let waiting = resources.indices.filter { !resources[$0].reviews.isEmpty }.map { resources[$0] }
        if waiting.isEmpty { return [] }
        var next: [Address: [ReviewUse]] = [:]
        for resource in waiting { next[resource.address] = resource.reviews }
        var (finished, faults) = (Set<Address>(), [Diagnostic]())
        for resource in waiting {
            var path: [Address] = [resource.address]
            var open: [[ReviewUse]] = [resource.reviews]
            while let use = open.last?.first {
                open[open.count - 1].removeFirst()
                if case .address(let address) = use.target, !finished.contains(address) {
                    if let start = path.firstIndex(of: address) {
                        let names = (path[start...] + [address]).map { "`\($0)`" }.joined(separator: " -> ")
                        faults.append(
                            Diagnostic(.reviewCycle, "reviews wait for each other: \(names)", at: use.location))
                    } else if let uses = next[address] {
                        path.append(address)
                        open.append(uses)
                    }
                }
                while open.last?.isEmpty == true {
                    open.removeLast()
                    finished.insert(path.removeLast())
                }
            }
        }
        return faults
    }

    /// A former address is that of one resource, and of none that is declared now: else it could not be told which record moves.
    private static func unclearFormers(_ resources: [Resource]) -> [Diagnostic] {
        guard resources.contains(where: { !$0.formerly.isEmpty }) else { return [] }
        let declared = Dictionary(resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        var claims: [Address: (former: FormerAddress, by: Address)] = [:]
        return resources.flatMap { resource in
            resource.formerly.compactMap { former in
                let fault = { (message: String, fix: String, note: Diagnostic.Note) in
                    Diagnostic(.invalidFormer, message, at: former.location, fix: fix, notes: [note])
                }
                if let other = declared[former.address] {
                    return fault(
                        other.address == resource.address
                            ? "`\(resource.address)` is its present address"
                            : "`\(resource.address)` can't have been `\(former.address)`, which is declared too",
                        "name only what it was called before", .init("`\(other.address)` is here", at: other.location))
                }
                if let (other, address) = claims[former.address] {
                    // Any period of one review may be the one that it was; its time tells which.
                    if address.campaign == resource.address.campaign, address.review == resource.address.review {
                        return nil
                    }
                    return fault(
                        "`\(former.address)` is said to have been two reviews", "only one can have been it",
                        .init("it is said here too", at: other.location))
                }
                claims[former.address] = (former, resource.address)
                return nil
            }
        }
    }

    private static func duplicateCampaigns(_ campaigns: [NamedCampaign]) -> [Diagnostic] {
        var first: [String: SourceLocation] = [:]
        return campaigns.compactMap { campaign in
            guard let earlier = first[campaign.name] else {
                first[campaign.name] = campaign.location
                return nil
            }
            return Diagnostic(
                .duplicateCampaign, "campaign `\(campaign.name)` is declared twice", at: campaign.location,
                fix: "give one of them another name", notes: [.init("the other one is here", at: earlier)])
        }
    }

    /// Names are unique at Cakewalk for ever; elsewhere two reviews of one name that are due on one day could not be told apart.
    private static func duplicateNames(_ resources: [Resource]) -> [Diagnostic] {
        struct Key: Hashable {
            let platform: String
            let kind: Kind
            let name: String
            let due: Int?
        }
        var first: [Key: Int] = [:]
        first.reserveCapacity(resources.count)
        return resources.indices.compactMap { index in
            // Resources are large, and most need not be copied.
            if resources[index].kind.isRequest { return nil }
            let isUnique = resources[index].kind == .cakewalkAccessReview
            let key = Key(
                platform: resources[index].platform, kind: resources[index].kind,
                name: VendorName.comparable(resources[index].name),
                due: isUnique ? nil : resources[index].due.seconds / 86_400)
            guard let earlierIndex = first[key] else {
                first[key] = index
                return nil
            }
            let resource = resources[index]
            let earlier = resources[earlierIndex]
            return Diagnostic(
                .duplicateVendorName,
                "`\(resource.address)` and `\(earlier.address)` would have the same name on `\(resource.platform)`: \"\(resource.name)\"",
                at: resource.location,
                fix: isUnique
                    ? "names are unique at Cakewalk for ever: give one another `name`" : "give one another name",
                notes: [.init("the other one is here", at: earlier.location)])
        }
    }
}
