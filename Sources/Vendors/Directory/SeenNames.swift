import Campaigns
import Diagnostics

/// The names that a query showed, kept to say which of them someone may have meant.
struct SeenNames: Sendable {
    /// Longer ones are not what anyone has mistyped.
    private static let longest = 200
    /// More people than a company has; the rest aren't kept.
    private static let most = 200_000
    /// Of names that differ in case alone.
    private static let mostAlike = 3

    /// In the form in which names are compared, each with the ways in which it was written.
    private var written: [String: [String]] = [:]
    /// The first way of each, in the vendor's order.
    private var names: [String] = []
    /// Those of them that are email addresses.
    private var addresses: [EmailAddress] = []

    var count: Int { names.count }

    mutating func insert(_ name: String) {
        guard (1...Self.longest).contains(name.utf8.count), names.count < Self.most else { return }
        let comparable = VendorName.comparable(name)
        guard let known = written[comparable] else {
            written[comparable] = [name]
            names.append(name)
            if let address = EmailAddress(name) { addresses.append(address) }
            return
        }
        if known.count < Self.mostAlike, !known.contains(name) { written[comparable] = known + [name] }
    }

    /// Those that differ from the name in case or in spaces around it alone.
    func alike(_ name: String) -> [String] { written[VendorName.comparable(name)] ?? [] }

    /// The one that someone who typed the name may have meant; it is compared with all, one after the other.
    ///
    /// People at one company share what stands behind the `@`, which must not make every colleague near: of two email addresses one
    /// side is equal, and the other near.
    func guess(_ name: String, of kind: DirectoryName.Kind) -> String? {
        guard kind == .user, let typed = EmailAddress(name) else { return nearest(to: name, among: names) }
        for side in [\EmailAddress.local, \EmailAddress.domain] {
            let other = side == \.local ? \EmailAddress.domain : \EmailAddress.local
            let candidates = addresses.filter { $0[keyPath: other] == typed[keyPath: other] }
            let near = nearest(to: typed[keyPath: side], among: candidates.lazy.map { $0[keyPath: side] })
            if let near { return candidates.first { $0[keyPath: side] == near }?.text }
        }
        return nil
    }

    private struct EmailAddress {
        let text: String
        /// Both in lower case.
        let local: String
        let domain: String

        init?(_ text: String) {
            guard let at = text.lastIndex(of: "@") else { return nil }
            self.text = text
            local = text[..<at].lowercased()
            domain = text[text.index(after: at)...].lowercased()
        }
    }
}
