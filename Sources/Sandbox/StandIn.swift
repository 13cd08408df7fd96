import Calendars
import Campaigns
import JSON

/// What a stand-in answers, and what its answer changes.
struct StandInReply: Sendable {
    var answer: Answer
    var effects: [SandboxContents.Effect] = []

    init(_ answer: Answer, _ effects: [SandboxContents.Effect] = []) {
        self.answer = answer
        self.effects = effects
    }

    /// An answer with a JSON body.
    init(_ status: Int, _ body: JSONValue, _ effects: [SandboxContents.Effect] = []) {
        self.init(
            Answer(status: status, headers: [.init("Content-Type", "application/json")], body: JSONWriter.write(body)),
            effects)
    }
}

/// What a stand-in is asked with: a pure function of this gives its reply.
struct StandInCall: Sendable {
    let request: SandboxRequest
    /// The path behind the account's name.
    let path: String
    let account: String
    let contents: SandboxContents
    let company: Company
    let now: Instant
    /// When it came, which is what its credential must be good for; before `now` where the effect comes late.
    let arrived: Instant

    /// The first number that no object has yet.
    var nextNumber: Int { contents.count + 1 }

    func put(_ collection: String, _ id: String, _ object: JSONObject) -> SandboxContents.Effect {
        .init(account: account, collection: collection, id: id, object: object)
    }

    /// The objects of a collection that `isShown` takes, from a cursor on, and the cursor behind them; nothing for a cursor that was
    /// never given.
    func page(
        _ collection: String, from cursor: String?, size: Int, where isShown: (JSONObject) -> Bool
    ) -> (items: [JSONObject], next: String?)? {
        Self.page(of: contents.list(account, collection).map(\.object).filter(isShown), from: cursor, size: size)
    }

    /// The same of any list.
    static func page<Item>(
        of all: [Item], from cursor: String?, size: Int
    ) -> (items: [Item], next: String?)? {
        let cursor = cursor ?? ""
        guard let start = cursor.isEmpty ? 0 : Int(cursor), (0...all.count).contains(start) else { return nil }
        let end = min(start + size, all.count)
        return (Array(all[start..<end]), end < all.count ? String(end) : nil)
    }

    /// What the account's vendor has.
    func directory(_ vendor: Vendor) -> Company.Directory { company.directories[vendor] ?? Company.Directory() }

    /// Whether the query has only these parameters.
    func hasOnly(_ parameters: Set<String>) -> Bool { parameters.isSuperset(of: request.query.keys) }

    /// The bearer token; nothing where there is none.
    var bearer: String? {
        guard let header = request.header("Authorization"), header.hasPrefix("Bearer ") else { return nil }
        let token = header.dropFirst(7)
        return token.allSatisfy(\.isWhitespace) ? nil : String(token)
    }

    /// A number as a UUID that sorts as it does.
    static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "5a0db0c5-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
}
