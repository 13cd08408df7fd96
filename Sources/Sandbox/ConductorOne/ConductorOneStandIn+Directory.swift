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
            return list(call, byEmail, directory.users, matching: hasEmail, shown: view)
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
        _ call: StandInCall, _ shape: BodyShape, _ items: [Item], matching: (JSONObject) -> (Item) -> Bool,
        shown: (Item) -> JSONValue
    ) -> StandInReply {
        switch body(call, shape) {
        case .failure(let refusal): return refusal.reply
        case .success(let sent):
            // Less than 10 is 10, none is 25, and 100 the most (C1-spec, pageSize).
            let size = sent["pageSize"]?.integerValue ?? 0
            let found = items.filter(matching(sent))
            let page = StandInCall.page(
                of: found, from: sent["pageToken"]?.stringValue, size: size == 0 ? 25 : min(100, max(10, size)))
            guard let page else { return error(400, 3, "invalid page_token") }
            return StandInReply(
                200, ["list": .array(page.items.map(shown)), "nextPageToken": .string(page.next ?? "")])
        }
    }

    /// An empty filter is none.
    private static func text(_ filter: JSONValue?) -> String? { filter?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }

    private static func list(_ filter: JSONValue?) -> [JSONValue]? {
        filter?.arrayValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Canonical equivalence is told quickly, and bytes decide.
    private static func isExactly(_ wanted: String?, _ text: String) -> Bool {
        guard let wanted else { return true }
        return wanted == text && wanted.utf8.elementsEqual(text.utf8)
    }

    private static func hasEmail(_ sent: JSONObject) -> (Company.User) -> Bool {
        let email = text(sent["email"])
        return { isExactly(email, $0.email) }
    }

    private static func isNamed(_ sent: JSONObject) -> (Company.Item) -> Bool {
        let (name, types) = (text(sent["displayName"])?.lowercased(), list(sent["policyTypes"]))
        return { item in
            (types?.contains(.string(item.type ?? "")) ?? true) && isExactly(name, item.name.lowercased())
        }
    }

    /// What was deleted is only shown by `includeDeleted`, which isn't taken here.
    private static func isWithinApp(_ sent: JSONObject) -> (Company.Item) -> Bool {
        let (name, apps) = (text(sent["displayName"]), list(sent["appIds"]))
        return { item in
            item.deletedAt == nil && (apps?.contains(.string(item.appID ?? "")) ?? true) && isExactly(name, item.name)
        }
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
