/// The user that a token belongs to. Equal tokens are one user's, and so are all tokens that were signed in for with one client id;
/// any other token is another user's.
struct StandInUser: Sendable {
    private let name: String

    init(token: String) {
        // A token that was signed in for names its user behind its end.
        let signedIn = token.hasPrefix("sandbox-token-") ? token.firstIndex(of: ".") : nil
        name = signedIn.map { String(token[token.index(after: $0)...]) } ?? token
    }

    /// A client id as a part of a token.
    static func name(_ clientID: String) -> String {
        String(clientID.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
    }

    /// In the form of ConductorOne's ids: 27 letters and digits.
    var conductorOneID: String { "2User" + Self.padded(String(number, radix: 36), 22) }

    /// In the form of Opal's ids: a UUID.
    var opalID: String { "5a0db0c5-0000-4000-9000-" + String(Self.padded(String(number, radix: 16), 16).suffix(12)) }

    private static func padded(_ digits: String, _ count: Int) -> String {
        String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    /// FNV-1a: a number that is the same in every run.
    private var number: UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
