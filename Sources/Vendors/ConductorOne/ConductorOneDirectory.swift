import Campaigns
import JSON

/// ConductorOne's users, apps, policies, and the entitlements and resource types of apps (C1-spec, the search operations). A group is an
/// entitlement of its directory's app, and has no kind of its own.
///
/// One search a name. That for users, entitlements and resource types is documented as exact, that for apps and policies as one that
/// ignores case, so that every answer is compared again.
struct ConductorOneDirectory: VendorDirectory {
    let kinds: [DirectoryName.Kind] = [.user, .app, .policy, .entitlement, .resourceType]

    func queries(for name: DirectoryName, appID: String?) -> [DirectoryQuery] {
        name.forms.map { DirectoryQuery(name.kind, named: $0, appID: appID) }
    }

    func read(_ query: DirectoryQuery, from cursor: String?) -> DirectoryRead {
        var body: JSONObject = [query.kind == .user ? "email" : "displayName": .string(query.name ?? "")]
        if let app = query.appID { body["appIds"] = [.string(app)] }
        if query.kind == .policy { body["policyTypes"] = [Self.reviewPolicy] }
        // "Each AppEntitlementView row is large - request a small page_size (<= 10)"; of the others 25 is the default.
        body["pageSize"] = query.kind == .entitlement ? 10 : 25
        if let cursor { body["pageToken"] = .string(cursor) }
        return DirectoryRead(.post, Self.path(query.kind), body: .object(body))
    }

    /// `{list, nextPageToken}`. proto3's JSON may leave an empty list out; an answer with neither list nor token is not
    /// ConductorOne's, though.
    func page(in answer: Answer, to query: DirectoryQuery) -> DirectoryPage? {
        guard (200..<300).contains(answer.status), let body = AnswerText.json(answer)?.objectValue,
            let list = body["list"] ?? (body["nextPageToken"] == nil ? nil : .null)
        else { return nil }
        return DirectoryPage(list: list, cursor: body["nextPageToken"]) { Self.entry($0, query) }
    }

    /// The type of policy that reviews follow.
    private static let reviewPolicy: JSONValue = "POLICY_TYPE_CERTIFY"

    private static func path(_ kind: DirectoryName.Kind) -> String {
        let collection =
            switch kind {
            case .user: "users"
            case .policy: "policies"
            case .entitlement: "entitlements"
            case .resourceType: "app_resource_types"
            default: "apps"
            }
        return "/api/v1/search/\(collection)"
    }

    private static func entry(_ listed: JSONObject, _ query: DirectoryQuery) -> DirectoryPage.Entry? {
        let object: JSONObject? =
            switch query.kind {
            case .user: listed["user"]?.objectValue
            case .entitlement: listed["appEntitlement"]?.objectValue
            default: listed
            }
        guard let object, let id = AnswerText.identifier(object["id"]) else { return nil }
        switch query.kind {
        // `email` is "the user's email"; `emails`, those of all accounts, may be another's too.
        case .user:
            return DirectoryPage.Entry(object, id: id, name: "email", shown: "displayName", absence: userAbsence)
        case .entitlement, .resourceType:
            // An id means something only beside its app's, so that another app's is no answer to what was asked.
            guard let app = query.appID, object["appId"]?.stringValue == app else { return nil }
            return DirectoryPage.Entry(object, id: id, appID: app, name: "displayName", absence: deletion)
        case .policy:
            let entry = DirectoryPage.Entry(object, id: id, name: "displayName", absence: deletion)
            // A review can't follow a policy of another type.
            guard let entry, object["policyType"] != reviewPolicy else { return entry }
            return DirectoryPage.Entry(name: nil, item: entry.item)
        default: return DirectoryPage.Entry(object, id: id, name: "displayName", absence: deletion)
        }
    }

    /// Statuses are UNKNOWN, ENABLED, DISABLED and DELETED; what UNKNOWN means is not documented, so only ENABLED is taken for usable.
    private static func userAbsence(_ user: inout ItemReader) -> String? {
        if let deleted = deletion(&user) { return deleted }
        return switch user.text("status") {
        case "ENABLED"?: nil
        case "DISABLED"?: "is disabled (status DISABLED)"
        case "DELETED"?: "was deleted (status DELETED)"
        case let status?: "is not enabled (status \(AnswerText.line(status) ?? ""))"
        case nil: "shows no status"
        }
    }

    private static func deletion(_ object: inout ItemReader) -> String? {
        object.text("deletedAt").flatMap(AnswerText.line).map { "was deleted (deletedAt \($0))" }
    }
}
