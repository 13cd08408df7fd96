import Calendars
import Campaigns
import JSON

/// How Opal's lists are read. 200 is the default size of a page, and 1000 the largest (OP-jul); reviews whose filters name hundreds of
/// ids come to several megabytes by the thousand, and an answer that is too long can't be read at all.
enum OpalList {
    static let size = Listing.Parameter("page_size", "200")
    /// A cursor and not a URL (OP-jul: "The pagination cursor value"), unlike the `next` of other vendors' envelopes.
    static let cursorName = "cursor"

    /// The page in an envelope. A list that isn't there is not an empty one: any other service may answer `{}`.
    static func page(in answer: Answer, list: String, cursor: String, item: (JSONObject) -> ListedItem?) -> ListedPage?
    {
        guard let body = body(of: answer), let listed = body[list] else { return nil }
        return ListedPage(list: listed, cursor: body[cursor]) { $0.objectValue.flatMap(item) }
    }

    static func body(of answer: Answer) -> JSONObject? {
        (200..<300).contains(answer.status) ? AnswerText.json(answer)?.objectValue : nil
    }
}

extension OpalUAR {
    /// Every review of the organisation: the list takes no filter. `{results, next, previous}`.
    func listing(of calls: [Call]) -> Listing? {
        Listing(path: "/uars", query: [OpalList.size], cursorName: OpalList.cursorName)
    }

    func page(in answer: Answer) -> ListedPage? {
        OpalList.page(in: answer, list: "results", cursor: "next", item: Self.item)
    }

    func reading(of id: String) -> String? { AnswerText.path("/uar", id: id) }

    func item(in answer: Answer) -> ListedItem? { OpalList.body(of: answer).flatMap(Self.item) }

    func differences(of item: ListedItem, from calls: [Call]) -> [FieldDifference] {
        shown(of: item, calls).differences(fields).flatMap(\.places)
    }

    func adopted(_ item: ListedItem, over calls: [Call]) -> (calls: [Call], unread: [String]) {
        let shown = shown(of: item, calls)
        let body = shown.sent.replacing(shown.replacements(fields), always: ["uar_scope"])
        // A scope that isn't set covers everything, and is what `all` stands for; it is never unread.
        let unread = unread(calls, shown).filter { $0 != "uar_scope" }
        return (calls.map { Call(step: $0.step, method: $0.method, path: $0.path, body: .object(body)) }, unread)
    }

    /// UAR says no state, no time and no user; name and deadline are required (OP-jul).
    private static func item(_ review: JSONObject) -> ListedItem? {
        var reader = ItemReader(review)
        guard let id = AnswerText.identifier(review["uar_id"]), let name = review["name"]?.stringValue,
            let due = reader.instant("deadline")
        else { return nil }
        return ListedItem(id: id, name: name, due: due, object: review)
    }

    /// What the review shows of what was sent, its scope even if none was sent: without one it covers everything.
    private func shown(of item: ListedItem, _ calls: [Call]) -> ShownFields {
        let sent = Call.of(.create, in: calls)?.body.objectValue ?? JSONObject()
        var found = JSONObject()
        for member in sent.members { found[member.key] = item.object[member.key] }
        found["uar_scope"] = Self.scope(item.object["uar_scope"], sent: sent["uar_scope"]?.objectValue)
        if let due = item.due, let declared = sent["deadline"]?.stringValue {
            found["deadline"] = .string(Self.isSameDay(declared, due, sent) ? declared : due.rfc3339)
        }
        return ShownFields(sent: sent, found: found)
    }

    /// "The last day for reviewers", read in `time_zone` (OP-jul): the day is what counts, at whatever time of it Opal puts it.
    private static func isSameDay(_ declared: String, _ due: Instant, _ sent: JSONObject) -> Bool {
        guard let declared = Instant(rfc3339: declared) else { return false }
        guard let zone = sent["time_zone"]?.stringValue.flatMap(Zone.init(identifier:)) else {
            return declared.seconds == due.seconds
        }
        return zone.civil(at: declared).date == zone.civil(at: due).date
    }

    /// The members that say what is reviewed; null where none does. Who sees what (`group_visibility`) Opal may fill in itself.
    private static func scope(_ found: JSONValue?, sent: JSONObject?) -> JSONValue {
        guard case .object(let scope)? = found else { return found ?? .null }
        let members = scope.members.filter { member in
            switch (member.key, member.value) {
            case (_, .null), (_, .array([])), (_, .bool(false)), (_, .string("")): false
            case ("filter_operator", "ANY"): false
            case ("group_visibility", _): sent?.given("group_visibility") != nil
            default: true
            }
        }
        return members.isEmpty ? .null : .object(JSONObject(members: members))
    }
}
