import Campaigns
import Testing

@Suite struct PercentEncodingTests {
    @Test("what was encoded is decoded to the same bytes", arguments: ["", "a b+c=&%", "é\u{301}", "\u{0}\n", "👩‍👩‍👧‍👦"])
    func roundTrip(text: String) {
        let decoded = PercentEncoding.decode(PercentEncoding.encode(text))
        #expect(decoded.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test(
        "a percent sign begins a byte, a plus sign is one, and bytes are UTF-8",
        arguments: [
            ("a+b%2B", "a+b+"), ("%3d%3D", "=="), ("%", nil), ("%4", nil), ("%g0", nil), ("%+1", nil), ("%FF", nil),
        ]
            as [(String, String?)])
    func decode(text: String, decoded: String?) { #expect(PercentEncoding.decode(text) == decoded) }
}
