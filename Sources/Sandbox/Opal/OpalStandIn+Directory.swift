import Campaigns
import JSON

/// Users, apps, groups, resources and owners (docs.opal.dev; OP-jul). How filters by name compare is not documented: here they take a
/// part of a name in any case, which is the least that a client can count on. What `/user` answers where it has nobody isn't either.
extension OpalStandIn {
    static func user(_ call: StandInCall) -> StandInReply {
        guard call.hasOnly(["email"]), let email = call.request.query["email"], !email.isEmpty else {
            return error(400, "email is needed, and nothing else is taken")
        }
        let users = call.directory(.opal).users
        let user = users.first { $0.email == email } ?? users.first { $0.email.lowercased() == email.lowercased() }
        return user.map { StandInReply(200, shown($0)) } ?? error(404, "ERR_NOT_FOUND")
    }

    static func users(_ call: StandInCall) -> StandInReply {
        page(call, [], call.directory(.opal).users, matching: { _ in true }, shown: shown)
    }

    /// Without pages.
    static func apps(_ call: StandInCall) -> StandInReply {
        guard call.hasOnly([]) else { return error(400, "no parameter is taken") }
        let apps = (call.directory(.opal).items[.app] ?? []).map { app -> JSONValue in
            [
                "app_id": .string(app.id), "name": .string(app.name), "description": "",
                "admin_owner_id": .string(StandInCall.uuid(0)), "app_type": .string(app.type ?? "CUSTOM"),
            ]
        }
        return StandInReply(200, ["apps": .array(apps)])
    }

    static func items(_ call: StandInCall, _ kind: DirectoryName.Kind, filter: String) -> StandInReply {
        let part = (call.request.query[filter] ?? "").lowercased()
        return page(
            call, [filter], call.directory(.opal).items[kind] ?? [],
            matching: { part.isEmpty || $0.name.lowercased().contains(part) }
        ) { item in
            var object: JSONObject = ["\(kind.rawValue)_id": .string(item.id), "name": .string(item.name)]
            if let type = item.type { object["\(kind.rawValue)_type"] = .string(type) }
            if let app = item.appID { object["app_id"] = .string(app) }
            return .object(object)
        }
    }

    private static func page<Item>(
        _ call: StandInCall, _ filters: Set<String>, _ items: [Item], matching: (Item) -> Bool,
        shown: (Item) -> JSONValue
    ) -> StandInReply {
        guard call.hasOnly(filters.union(["cursor", "page_size"])), let size = pageSize(call),
            let page = StandInCall.page(of: items.filter(matching), from: call.request.query["cursor"], size: size)
        else { return error(400, "a parameter is unknown or out of range") }
        return StandInReply(
            200,
            [
                "next": page.next.map { JSONValue.string($0) } ?? .null, "previous": .null,
                "results": .array(page.items.map(shown)),
            ])
    }

    private static func shown(_ user: Company.User) -> JSONValue {
        let names = user.name.split(separator: " ", maxSplits: 1).map(String.init)
        return [
            "user_id": .string(user.id), "email": .string(user.email), "full_name": .string(user.name),
            "first_name": .string(names.first ?? ""), "last_name": .string(names.count > 1 ? names[1] : ""),
            "position": "", "hr_idp_status": .string(user.status),
        ]
    }
}
