package import Campaigns

extension Kind {
    /// What Muster knows of the kind.
    package var vendorKind: any VendorKind {
        switch self {
        case .cakewalkAccessReview: CakewalkAccessReview()
        case .conductorOneAccessReview: ConductorOneAccessReview()
        case .opalUAR: OpalUAR()
        case .opalRequest: OpalRequest()
        }
    }
}

extension Vendor {
    /// What an answer says went wrong, for a person: one line of at most 500 characters. It is the vendor's text, so hostile.
    package func message(of answer: Answer) -> String {
        let text =
            switch self {
            case .cakewalk: CakewalkAccessReview.message(of: answer)
            case .conductorone: ConductorOneAccessReview.message(of: answer)
            case .opal: nil as String?
            }
        return AnswerText.line(text ?? AnswerText.raw(answer)) ?? "HTTP \(answer.status) with an empty body"
    }
}
