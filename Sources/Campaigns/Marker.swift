/// The note at the end of a text that a vendor returns, by which Muster knows its own: `[muster sox-2027-q1/conductorone 7f3a]`.
package struct Marker: Sendable, Hashable, CustomStringConvertible {
    package var address: Address
    /// The first four characters of the state's lineage; `sandbox` in the sandbox.
    package var lineageStart: String

    package init(address: Address, lineage: String) {
        self.address = address
        self.lineageStart = lineage == Lineage.sandbox ? lineage : String(lineage.prefix(4))
    }

    package var description: String { "[muster \(address) \(lineageStart)]" }

    /// The text with the marker behind it.
    package func appended(to text: String) -> String { text.isEmpty ? description : "\(text) \(description)" }

    /// The text without the marker at its end, if it has one.
    package static func removed(from text: String) -> String { split(text)?.rest ?? text }

    /// Whose marker a text ends in; nothing where it ends in none.
    package static func address(atEndOf text: String) -> Address? { split(text)?.address }

    private static func split(_ text: String) -> (rest: String, address: Address)? {
        guard text.utf8.last == UInt8(ascii: "]"), let start = text.ranges(of: "[muster ").last else { return nil }
        let inside = text[start.upperBound...].dropLast().split(separator: " ", omittingEmptySubsequences: false)
        guard inside.count == 2, let address = Address(String(inside[0])), !inside[1].isEmpty else { return nil }
        var rest = text[..<start.lowerBound]
        if rest.hasSuffix(" ") { rest.removeLast() }
        return (String(rest), address)
    }
}
