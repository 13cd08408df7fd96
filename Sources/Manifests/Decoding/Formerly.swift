import Campaigns
import Diagnostics

/// A name or an address that a campaign or a review had before.
struct Formerly {
    enum Meaning {
        case name(String)
        case address(Address)
    }

    let meaning: Meaning
    let located: LocatedNode

    static func read(_ texts: [(text: String, located: LocatedNode)], _ diagnostics: inout [Diagnostic]) -> [Formerly] {
        texts.compactMap { text, located in
            if Address.isName(text) { return Formerly(meaning: .name(text), located: located) }
            if let address = Address(text) { return Formerly(meaning: .address(address), located: located) }
            diagnostics.append(
                located.diagnostic(
                    .invalidName, "`\(text)` is neither a name nor an address",
                    fix: "such as `sox-2027-q1` or `sox-2027-q1/opal`"))
            return nil
        }
    }

    /// The addresses that a resource may have had: each former name of the campaign, of the review and of both put in the present
    /// one's place, and every address that was given whole.
    static func addresses(of address: Address, campaign: [Formerly], review: [Formerly]) -> [FormerAddress] {
        var found: [FormerAddress] = []
        func add(_ address: Address, _ former: Formerly) {
            if !found.contains(where: { $0.address == address }) {
                found.append(FormerAddress(address, at: former.located.location))
            }
        }
        let campaigns = campaign.compactMap { former -> String? in
            if case .name(let name) = former.meaning { name } else { nil }
        }
        for former in review {
            switch former.meaning {
            case .address(let whole): add(whole, former)
            case .name(let name):
                for campaign in [address.campaign] + campaigns {
                    add(Address(campaign: campaign, period: address.period, review: name), former)
                    if address.period != nil { add(Address(campaign: campaign, review: name), former) }
                }
            }
        }
        for former in campaign {
            switch former.meaning {
            case .address(let whole): if whole.review == address.review { add(whole, former) }
            case .name(let name):
                add(Address(campaign: name, period: address.period, review: address.review), former)
                // It may not have recurred then.
                if address.period != nil { add(Address(campaign: name, review: address.review), former) }
            }
        }
        return found
    }
}
