import State
package import Applying
package import Campaigns
import JSON
import Vendors

/// What a vendor has that is to be taken for an address's, for people.
package enum AdoptionText {
    /// Field by field: `=` as declared, `!` otherwise, `?` what can't be read.
    package static func report(_ adoption: Adoption, of resource: Resource) -> String {
        let record = adoption.record
        var lines = [
            record.vendorID.map { "\(resource.platform) has `\(Printable.line($0))` for \(resource.address):" }
                ?? "\(resource.platform) can't be read; at your word, it has this for \(resource.address):"
        ]
        let fields = resource.kind.vendorKind.fields(of: record.calls)
        for member in fields.members {
            let text = PlanText.value(member.value)
            if adoption.unread.contains(member.key) {
                lines.append("  ? \(member.key): \(text) as declared, which no read shows")
            } else if !adoption.differences.contains(where: { isAbout($0, member.key) }) {
                lines.append("  = \(member.key): \(text)")
            }
        }
        lines += adoption.differences.map { "  ! \(Printable.line($0))" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whether a line of differences is about a top-level field.
    private static func isAbout(_ line: String, _ field: String) -> Bool {
        line.hasPrefix(field) && (line.dropFirst(field.count).first.map { ":.[".contains($0) } ?? true)
    }
}
