package import Diagnostics

/// Another review whose vendor's id stands in a resource: `${review:sox-2026-q4/conductorone}`.
package struct ReviewUse: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        case address(Address)
        /// Of a review that recurs, the last one before the period in which this stands.
        case previous(campaign: String, review: String)
    }

    package var target: Target
    /// As it stands in fields until the id is known.
    package var reference: String
    /// Nothing until state has it.
    package var id: String?
    package var location: SourceLocation

    /// Reads what stands behind `${review:`; nothing if it is no address.
    package init?(_ written: String, at location: SourceLocation) {
        let previous = "@previous/"
        if let range = written.firstRange(of: previous) {
            let (campaign, review) = (String(written[..<range.lowerBound]), String(written[range.upperBound...]))
            guard Address.isName(campaign), Address.isName(review) else { return nil }
            target = .previous(campaign: campaign, review: review)
        } else {
            guard let address = Address(written) else { return nil }
            target = .address(address)
        }
        reference = "${review:\(written)}"
        self.location = location
    }
}
