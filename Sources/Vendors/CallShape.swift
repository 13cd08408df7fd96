package import Campaigns

/// What a call of a kind looks like, whatever is declared: where it goes, and what its body may hold.
///
/// What an earlier run began is sent only where it still fits. So a path or a member that some released version could send stays in the
/// shape for ever, also where no manifest may have it any more: it is then given to the shape and left out of the table of fields.
package struct CallShape: Sendable {
    package enum Body: Sendable {
        /// These members.
        case members([Field])
        /// An update: `member` holds fields of these, and `mask` names exactly those that it holds, with commas.
        case update(member: String, mask: String, [Field])
    }

    package let step: Call.Step
    /// Behind the platform's base URL, `{id}` standing for the vendor's id.
    package let path: String
    package let body: Body

    package init(_ step: Call.Step, _ path: String, _ body: Body) {
        self.step = step
        self.path = path
        self.body = body
    }
}

extension VendorKind {
    /// The fields that the call of a step carries.
    func fields(in step: Call.Step) -> [Field] { fields.filter { $0.step == step } }
}
