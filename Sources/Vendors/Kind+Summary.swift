package import Campaigns

extension Kind {
    /// What it is at its vendor, in one line.
    package var summary: String {
        switch self {
        case .cakewalkAccessReview:
            "A review campaign at Cakewalk. It is launched at once, and no call reads, changes or deletes it."
        case .conductorOneAccessReview:
            "A campaign at ConductorOne: made as a draft by one call, scoped by a second and set up by a third."
        case .opalUAR:
            "A user access review at Opal. It starts at once, and no call changes, stops or deletes it."
        case .opalRequest: "An access request at Opal, which its approvers answer."
        }
    }
}
