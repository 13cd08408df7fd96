package import Applying
package import Campaigns

extension ApplyResult {
    /// How each address ended.
    package var outcomes: [Address: Outcome] {
        Dictionary(ends.map { ($0.address, $0.outcome) }, uniquingKeysWith: { _, last in last })
    }
}
