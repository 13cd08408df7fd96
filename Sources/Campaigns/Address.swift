/// A resource's identity: `sox-2027-q1/opal`, or `sox-quarterly@2027-Q1/opal` for one period of a recurring campaign.
package struct Address: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var campaign: String
    package var period: String?
    /// The key of the block in the campaign's `reviews` or `requests`.
    package var review: String

    package init(campaign: String, period: String? = nil, review: String) {
        self.campaign = campaign
        self.period = period
        self.review = review
    }

    /// Reads the written form; nothing if it is not one.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, Address.isName(parts[1]) else { return nil }
        let names = parts[0].split(separator: "@", omittingEmptySubsequences: false)
        guard (1...2).contains(names.count), Address.isName(names[0]) else { return nil }
        if names.count == 2, !Address.isPeriod(names[1]) { return nil }
        self.init(
            campaign: String(names[0]), period: names.count == 2 ? String(names[1]) : nil, review: String(parts[1]))
    }

    package var description: String {
        if let period { "\(campaign)@\(period)/\(review)" } else { "\(campaign)/\(review)" }
    }

    /// By the written form.
    package static func < (left: Address, right: Address) -> Bool {
        if left.campaign == right.campaign, left.period == right.period { return left.review < right.review }
        // Where one name only begins with the other, what stands behind it decides too.
        if left.campaign.hasPrefix(right.campaign) || right.campaign.hasPrefix(left.campaign) {
            return left.description < right.description
        }
        return left.campaign < right.campaign
    }

    /// The grammar of campaign and review names: `[a-z0-9][a-z0-9-]{0,62}`.
    package static func isName(_ text: some StringProtocol) -> Bool {
        let bytes = text.utf8
        guard (1...63).contains(bytes.count), bytes.first != UInt8(ascii: "-") else { return false }
        return bytes.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
    }

    private static func isPeriod(_ text: some StringProtocol) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }
}
