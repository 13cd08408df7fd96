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
    package init?(_ text: String) {
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let review = text[text.utf8.index(after: slash)...]
        let sign = text[..<slash].utf8.firstIndex(of: UInt8(ascii: "@"))
        let campaign = text[..<(sign ?? slash)]
        let period = sign.map { text[text.utf8.index(after: $0)..<slash] }
        guard Address.isName(campaign.utf8), Address.isName(review.utf8),
            period.map({ Address.isPeriod($0.utf8) }) ?? true
        else { return nil }
        self.init(campaign: String(campaign), period: period.map { String($0) }, review: String(review))
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
    package static func isName(_ text: String) -> Bool { isName(text[...].utf8) }

    private static func isName(_ bytes: Substring.UTF8View) -> Bool {
        guard (1...63).contains(bytes.count), bytes.first != UInt8(ascii: "-") else { return false }
        return bytes.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
    }

    private static func isPeriod(_ bytes: Substring.UTF8View) -> Bool {
        (1...32).contains(bytes.count)
            && bytes.allSatisfy { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }
}
