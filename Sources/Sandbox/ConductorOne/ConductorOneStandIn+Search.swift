import Campaigns
import JSON

/// The searches (the vendor's OpenAPI file, search operations), with the filters that Muster sends. Those for users, entitlements and
/// resource types compare exactly, by bytes; those for apps and policies ignore case.
extension ConductorOneStandIn {
    static let searchPath = "/api/v1/search/"

    private static let paging: [String: BodyShape] = ["pageSize": .number(minimum: 0), "pageToken": .text()]
    private static let byEmail = shape(["email": .text()])
    private static let byName = shape(["displayName": .text()])
    private static let byNameAndType = shape([
        "displayName": .text(), "policyTypes": .nullable(.list(.openWord)),
    ])
    private static let byNameWithinApps = shape(["displayName": .text(), "appIds": .nullable(.list(.text()))])

    private static func shape(_ filters: [String: BodyShape]) -> BodyShape {
        .object(filters.merging(paging) { filter, _ in filter })
    }

    static func search(_ call: StandInCall, _ collection: String) -> StandInReply {
        let directory = call.directory(.conductorone)
        func items(_ kind: DirectoryName.Kind) -> [Company.Item] { directory.items[kind] ?? [] }
        switch collection {
        case "users":
            return list(call, byEmail, directory.users, matching: { isFilter($0["email"], $1.email) }, shown: view)
        case "apps":
            return list(call, byName, items(.app), matching: isNamed, shown: { .object(object($0)) })
        case "policies":
            return list(call, byNameAndType, items(.policy), matching: isNamed) { policy in
                var object = object(policy)
                object["policyType"] = .string(policy.type ?? "POLICY_TYPE_UNSPECIFIED")
                return .object(object)
            }
        case "entitlements":
            return list(call, byNameWithinApps, items(.entitlement), matching: isWithinApp) { entitlement in
                ["appEntitlement": .object(object(entitlement)), "appPath": ""]
            }
        case "app_resource_types":
            return list(
                call, byNameWithinApps, items(.resourceType), matching: isWithinApp, shown: { .object(object($0)) })
        default: return error(404, 5, "not found")
        }
    }

    private static func list<Item>(
        _ call: StandInCall, _ shape: BodyShape, _ items: [Item], matching: (JSONObject, Item) -> Bool,
        shown: (Item) -> JSONValue
    ) -> StandInReply {
        switch body(call, shape) {
        case .failure(let refusal): return refusal.reply
        case .success(let sent):
            // Less than 10 is 10, none is 25, and 100 the most (C1-spec, pageSize).
            let size = sent["pageSize"]?.integerValue ?? 0
            let found = items.filter { matching(sent, $0) }
            let page = StandInCall.page(
                of: found, from: sent["pageToken"]?.stringValue, size: size == 0 ? 25 : min(100, max(10, size)))
            guard let page else { return error(400, 3, "invalid page_token") }
            return StandInReply(
                200, ["list": .array(page.items.map(shown)), "nextPageToken": .string(page.next ?? "")])
        }
    }

    /// Whether a filter that compares exactly lets a text through; an empty one is none.
    private static func isFilter(_ filter: JSONValue?, _ text: String) -> Bool {
        guard let filter = filter?.stringValue, !filter.isEmpty else { return true }
        return filter.utf8.elementsEqual(text.utf8)
    }

    private static func isNamed(_ sent: JSONObject, _ item: Company.Item) -> Bool {
        if let types = sent["policyTypes"]?.arrayValue, !types.isEmpty, !types.contains(.string(item.type ?? "")) {
            return false
        }
        return isFilter(sent["displayName"]?.stringValue.map { .string($0.lowercased()) }, item.name.lowercased())
    }

    /// What was deleted is only shown by `includeDeleted`, which isn't taken here.
    private static func isWithinApp(_ sent: JSONObject, _ item: Company.Item) -> Bool {
        if let apps = sent["appIds"]?.arrayValue, !apps.isEmpty, !apps.contains(.string(item.appID ?? "")) {
            return false
        }
        return item.deletedAt == nil && isFilter(sent["displayName"], item.name)
    }

    private static func view(_ user: Company.User) -> JSONValue {
        [
            "user": [
                "id": .string(user.id), "displayName": .string(user.name), "email": .string(user.email),
                "emails": [.string(user.email)], "status": .string(user.status), "deletedAt": .null,
            ], "rolesPath": "", "managersPath": "",
        ]
    }

    private static func object(_ item: Company.Item) -> JSONObject {
        var object: JSONObject = [
            "id": .string(item.id), "displayName": .string(item.name),
            "deletedAt": item.deletedAt.map { .string($0) } ?? .null,
        ]
        if let app = item.appID { object["appId"] = .string(app) }
        return object
    }
}
