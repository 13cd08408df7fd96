import Calendars
import Campaigns
import JSON

extension OpalRequest {
    /// The requests for that user; for a group, of which the list has no filter, those for the first item that was asked for.
    /// `{requests, cursor}`. `start_date_filter` isn't sent: how it reads a time zone is not documented, and a request that it hides
    /// would be made again.
    func listing(of calls: [Call]) -> Listing? {
        let body = Call.of(.create, in: calls)?.body
        let filters = [
            ("target_user_id", body?["target_user_id"]), ("resource_id", body?["resources"]?.arrayValue?.first?["id"]),
            ("group_id", body?["groups"]?.arrayValue?.first?["id"]),
        ]
        let filter = filters.lazy.compactMap { name, value in
            value?.stringValue.map { Listing.Parameter(name, $0) }
        }.first
        return Listing(
            path: "/requests", query: [OpalList.size] + (filter.map { [$0] } ?? []), cursorName: OpalList.cursorName)
    }

    func page(in answer: Answer) -> ListedPage? {
        OpalList.page(in: answer, list: "requests", cursor: "cursor", item: Self.item)
    }

    func reading(of id: String) -> String? { AnswerText.path("/requests", id: id) }

    func item(in answer: Answer) -> ListedItem? { OpalList.body(of: answer).flatMap(Self.item) }

    /// The same reason for the same user or group. A request that says no target may be for this one.
    func isNamesake(_ item: ListedItem, of calls: [Call]) -> Bool {
        guard let sent = Call.of(.create, in: calls)?.body, let reason = sent["reason"]?.stringValue else {
            return false
        }
        let (wanted, found) = (Self.targets(sent.objectValue ?? JSONObject()), Self.targets(item.object))
        return VendorName.comparable(item.name) == VendorName.comparable(Marker.removed(from: reason))
            && (wanted.isEmpty || found.isEmpty || !wanted.isDisjoint(with: found))
    }

    func differences(of item: ListedItem, from calls: [Call]) -> [FieldDifference] {
        shown(of: item, calls).differences(fields).flatMap(\.places)
    }

    func adopted(_ item: ListedItem, over calls: [Call]) -> (calls: [Call], unread: [String]) {
        let shown = shown(of: item, calls)
        let sent = Call.of(.create, in: calls)?.body.objectValue ?? JSONObject()
        let body = sent.replacing(shown.replacements(fields))
        return (
            calls.map { Call(step: $0.step, method: $0.method, path: $0.path, body: .object(body)) },
            unread(calls, shown)
        )
    }

    /// Required are id, reason, status, requester and times (OP-jul, Request). One that was canceled was made all the same.
    private static func item(_ request: JSONObject) -> ListedItem? {
        var reader = ItemReader(request)
        guard let id = AnswerText.identifier(request["id"]), let reason = request["reason"]?.stringValue else {
            return nil
        }
        let item = ListedItem(
            id: id, name: Marker.removed(from: reason), due: nil, createdAt: reader.instant("created_at"),
            createdBy: reader.text("requester_id").flatMap(AnswerText.line),
            state: reader.text("status").flatMap(AnswerText.line), marker: AnswerText.marker(in: reason), isGone: false,
            object: request)
        for key in targetNames { _ = reader.text(key) }
        return reader.isReadable ? item : nil
    }

    private static let targetNames = ["target_user_id", "target_group_id"]

    /// Each target with its field's name, since a user and a group are two things.
    private static func targets(_ object: JSONObject) -> Set<String> {
        Set(
            targetNames.compactMap { name in
                guard let id = object[name]?.stringValue, !id.isEmpty else { return nil }
                return "\(name) \(id.lowercased())"
            })
    }

    // MARK: what the request shows

    private func shown(of item: ListedItem, _ calls: [Call]) -> ShownFields {
        var (sent, found) = (Call.of(.create, in: calls)?.body.objectValue ?? JSONObject(), JSONObject())
        let object = item.object
        found["reason"] = object["reason"]
        if let reason = sent["reason"]?.stringValue, item.marker == nil {
            sent["reason"] = .string(Marker.removed(from: reason))
        }
        if !Self.targets(object).isEmpty {
            for name in Self.targetNames where sent.given(name) != nil { found[name] = object[name] ?? .null }
        }
        found["duration_minutes"] = object.given("duration_minutes")
        if let items = object["requested_items_list"]?.arrayValue {
            let groups = items.filter { $0["resource_id"]?.stringValue == nil && $0["group_id"]?.stringValue != nil }
            let others = items.filter { !groups.contains($0) }
            found["resources"] = RequestedItems.declared(others, id: "resource_id", sent: sent["resources"])
            found["groups"] = RequestedItems.declared(groups, id: "group_id", sent: sent["groups"])
        }
        if sent.given("custom_metadata") != nil, let answers = object["custom_fields_responses"]?.arrayValue {
            found["custom_metadata"] = RequestedItems.metadata(answers, sent: sent["custom_metadata"])
        }
        return ShownFields(sent: sent, found: found)
    }
}

/// What a request shows of the items that it asks for, in the words of the call that asked for them.
private enum RequestedItems {
    private static let levels = ["access_level_remote_id", "access_level_name"]

    /// The items as they were sent where nothing says otherwise: a level that wasn't asked for is Opal's to fill in.
    static func declared(_ items: [JSONValue], id: String, sent: JSONValue?) -> JSONValue {
        // Those that say most are matched first.
        var wanted = (sent?.arrayValue ?? []).sorted { ($0.objectValue?.count ?? 0) > ($1.objectValue?.count ?? 0) }
        return .array(
            items.map { item in
                if let place = wanted.firstIndex(where: { shows(item, $0, id) }) { return wanted.remove(at: place) }
                var other = JSONObject([("id", item[id] ?? item)])
                for level in levels { other[level] = item[level].flatMap { isSet($0) ? $0 : nil } }
                return .object(other)
            })
    }

    private static func shows(_ item: JSONValue, _ wanted: JSONValue, _ id: String) -> Bool {
        guard let found = item[id]?.stringValue, found.lowercased() == wanted["id"]?.stringValue?.lowercased() else {
            return false
        }
        return levels.allSatisfy { level in
            guard let asked = wanted[level], isSet(asked), let shown = item[level], !shown.isNull else { return true }
            return asked == shown
        }
    }

    private static func isSet(_ value: JSONValue) -> Bool { !value.isNull && value != "" }

    /// `{field_name, field_type, field_value}` as `{name, type, value}`, in the order in which they were sent. A field that nobody
    /// answered says nothing.
    static func metadata(_ answers: [JSONValue], sent: JSONValue?) -> JSONValue {
        let wanted = sent?.arrayValue ?? []
        var rest = answers.filter { $0["field_value"].map(isSet) ?? true }
        var found: [JSONValue] = []
        for entry in wanted {
            guard let place = rest.firstIndex(where: { $0["field_name"] == entry["name"] }) else { continue }
            let answer = rest.remove(at: place)
            let isSame =
                text(answer["field_value"]) == text(entry["value"]) && isType(answer["field_type"], entry["type"])
            found.append(isSame ? entry : declared(answer))
        }
        return .array(found + rest.map(declared))
    }

    private static func declared(_ answer: JSONValue) -> JSONValue {
        [
            "name": answer["field_name"] ?? .null, "type": answer["field_type"] ?? .null,
            "value": text(answer["field_value"]).map { .string($0) } ?? answer["field_value"] ?? .null,
        ]
    }

    /// A value is sent as a text and may come back as a boolean (OP-jul, RequestCustomFieldResponse).
    private static func text(_ value: JSONValue?) -> String? { value?.stringValue ?? value?.boolValue.map { "\($0)" } }

    private static func isType(_ found: JSONValue?, _ sent: JSONValue?) -> Bool {
        guard let found = found?.stringValue, let sent = sent?.stringValue else { return true }
        return found.lowercased() == sent.lowercased()
    }
}
