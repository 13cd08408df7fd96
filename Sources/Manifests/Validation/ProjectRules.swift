import Calendars
import Campaigns
import Diagnostics

/// The rules that concern several campaigns at once.
enum ProjectRules {
    /// A campaign's name and where it is given.
    struct NamedCampaign: Sendable {
        let name: String
        let location: SourceLocation
    }

    static func faults(_ campaigns: [NamedCampaign], _ resources: [Resource]) -> [Diagnostic] {
        duplicateCampaigns(campaigns) + duplicateNames(resources)
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
        var first: [Key: Resource] = [:]
        return resources.compactMap { resource in
            if resource.kind.isRequest { return nil }
            let isUnique = resource.kind == .cakewalkAccessReview
            let key = Key(
                platform: resource.platform, kind: resource.kind, name: VendorName.comparable(resource.name),
                due: isUnique ? nil : resource.due.seconds / 86_400)
            guard let earlier = first[key] else {
                first[key] = resource
                return nil
            }
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
