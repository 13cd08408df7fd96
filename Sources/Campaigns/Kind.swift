/// A company whose product runs access reviews.
package enum Vendor: String, Sendable, Hashable, CaseIterable {
    case cakewalk
    case conductorone
    case opal

    /// The vendor's own way to write its name.
    package var title: String {
        switch self {
        case .cakewalk: "Cakewalk"
        case .conductorone: "ConductorOne"
        case .opal: "Opal"
        }
    }
}

/// What a vendor can create.
package enum Kind: String, Sendable, Hashable, CaseIterable {
    case cakewalkAccessReview = "cakewalk.access-review"
    case conductorOneAccessReview = "conductorone.access-review"
    case opalUAR = "opal.uar"
    case opalRequest = "opal.request"

    package var vendor: Vendor {
        switch self {
        case .cakewalkAccessReview: .cakewalk
        case .conductorOneAccessReview: .conductorone
        case .opalUAR, .opalRequest: .opal
        }
    }

    /// Whether the kind stands in a campaign's `requests` and not in its `reviews`.
    package var isRequest: Bool { self == .opalRequest }
}
