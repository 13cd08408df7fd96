package import Campaigns
package import Diagnostics

extension Resource {
    /// Where its due date is written.
    package var dueLocation: SourceLocation {
        kind.vendorKind.dueField.flatMap { origins[$0]?.location } ?? location
    }
}
