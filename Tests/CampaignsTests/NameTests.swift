import Campaigns
import Testing

@Suite("Addresses and names")
struct NameTests {
    static let addresses = [
        Address(campaign: "a", review: "x"), Address(campaign: "a", review: "y"), Address(campaign: "a-b", review: "x"),
        Address(campaign: "a", period: "2027-Q1", review: "x"), Address(campaign: "a0", review: "x"),
        Address(campaign: "ab", period: "2027", review: "x"), Address(campaign: "b", review: "a"),
    ]

    @Test("addresses stand in the order of their written form", arguments: addresses, addresses)
    func order(left: Address, right: Address) {
        #expect((left < right) == (left.description < right.description))
    }

    @Test("an address reads as it is written", arguments: addresses)
    func reading(address: Address) { #expect(Address(address.description) == address) }

    @Test(
        "what only looks like an address is none",
        arguments: [
            "", "a", "/", "a/", "/x", "a/b/c", "a@/x", "@1/x", "a@1@2/x", "a@q1/x", "a/-x", "-a/x", "A/x", "a/x y",
            "a/\u{308}x", "a@\u{308}1/x", "a/\(String(repeating: "x", count: 64))",
        ])
    func noAddress(text: String) { #expect(Address(text) == nil) }

    @Test("a plain name and one with other characters are compared alike")
    func names() {
        #expect(VendorName.comparable("SOX Review") == VendorName.comparable(" \u{A0}sox review\n"))
        #expect(VendorName.comparable("Überprüfung") == VendorName.comparable("U\u{308}BERPRU\u{308}FUNG "))
        #expect(VendorName.comparable("a b") != VendorName.comparable("a  b"))
    }
}
