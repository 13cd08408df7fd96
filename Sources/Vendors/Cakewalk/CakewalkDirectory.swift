import Campaigns
import JSON

/// Cakewalk's users and apps. No filter is documented (docs.getcakewalk.io, users and work apps), so all of them are read once, however
/// many names are looked for.
struct CakewalkDirectory: VendorDirectory {
    let kinds: [DirectoryName.Kind] = [.user, .app]

    func queries(for name: DirectoryName, appID: String?) -> [DirectoryQuery] { [DirectoryQuery(name.kind)] }

    func read(_ query: DirectoryQuery, from cursor: String?) -> DirectoryRead {
        DirectoryRead(
            .get, query.kind == .user ? "/api/v1/Users" : "/api/v1/WorkApps",
            query: cursor.map { [.init("cursor", $0)] } ?? [])
    }

    /// `{data: [...], links: {self, next}}`. Without its links a page doesn't say whether another follows.
    func page(in answer: Answer, to query: DirectoryQuery) -> DirectoryPage? {
        guard (200..<300).contains(answer.status), let body = AnswerText.json(answer)?.objectValue,
            let data = body["data"]?.arrayValue, let links = body["links"]?.objectValue
        else { return nil }
        let cursor: JSONValue?
        switch links.given("next") {
        case nil, .string("")?: cursor = nil
        case .string(let link)?:
            guard let text = Self.cursor(in: link) else { return nil }
            cursor = .string(text)
        default: return nil
        }
        return DirectoryPage(list: .array(data), cursor: cursor) { object in
            let id = AnswerText.uuid(object["id"])
            return switch query.kind {
            case .user: DirectoryPage.Entry(object, id: id, name: "email", shown: "name", absence: Self.absence)
            // What an app's status means for a review is not documented ("Managed" alone is shown), so that none makes it useless.
            default: DirectoryPage.Entry(object, id: id, name: "name")
            }
        }
    }

    /// Documented are Active and Invited (get-users-id). Whether a review takes a creator who never signed in isn't, so only the
    /// first is taken for usable.
    private static func absence(_ user: inout ItemReader) -> String? {
        switch user.text("statusName") {
        case "Active"?: nil
        case "Invited"?: "has not accepted the invitation (statusName Invited)"
        case let status?: "is not active (statusName \(AnswerText.line(status) ?? ""))"
        case nil: "shows no statusName"
        }
    }

    /// The cursor in a link to the next page. The link's path is not a public one, and its parameter is `cursor` or `page[cursor]`,
    /// depending on the page of the documentation; so only the value is taken, whatever the sole parameter's name. A plus sign is
    /// one, as the examples leave Base64 as it is.
    static func cursor(in link: String) -> String? {
        guard let mark = link.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        let query = link[link.utf8.index(after: mark)...].split(separator: "#", omittingEmptySubsequences: false)[0]
        let parameters = query.split(separator: "&").map { parameter in
            let sides = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: sides[0], value: sides.count > 1 ? sides[1] : "")
        }
        let named = parameters.filter { PercentEncoding.decode($0.name)?.lowercased().contains("cursor") ?? false }
        let candidates = named.isEmpty ? parameters : named
        guard candidates.count == 1, let cursor = PercentEncoding.decode(candidates[0].value), !cursor.isEmpty else {
            return nil
        }
        return cursor
    }
}
