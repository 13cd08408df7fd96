import Campaigns
import JSON

/// Opal's users, apps, groups, resources and owners (OP-jul).
///
/// `/user` gives the one user of an email address. What it answers where there is none, and whether it minds case, is not documented; so
/// a user whom it doesn't have, or has by another spelling, is looked for once more among all users. Whether the filters by name take
/// a part of it is not documented either, so every page is read and compared.
struct OpalDirectory: VendorDirectory {
    let kinds: [DirectoryName.Kind] = [.user, .app, .group, .resource, .owner]

    func queries(for name: DirectoryName, appID: String?) -> [DirectoryQuery] {
        // The list of apps has neither filter nor pages.
        name.kind == .app ? [DirectoryQuery(.app)] : name.forms.map { DirectoryQuery(name.kind, named: $0) }
    }

    func confirmation(of kind: DirectoryName.Kind) -> DirectoryQuery? { kind == .user ? DirectoryQuery(.user) : nil }

    func read(_ query: DirectoryQuery, from cursor: String?) -> DirectoryRead {
        if query.kind == .app { return DirectoryRead(.get, "/apps") }
        if query.kind == .user, let email = query.name {
            return DirectoryRead(.get, "/user", query: [.init("email", email)], mayBeAbsent: true)
        }
        let (path, filter): (String, String?) =
            switch query.kind {
            case .group: ("/groups", "group_name")
            case .resource: ("/resources", "resource_name")
            case .owner: ("/owners", "name")
            default: ("/users", nil)
            }
        var parameters = filter.map { [Listing.Parameter($0, query.name ?? "")] } ?? []
        // All users are many, and each is small; 1000 is the largest page.
        parameters.append(query.kind == .user ? .init("page_size", "1000") : OpalList.size)
        if let cursor { parameters.append(.init(OpalList.cursorName, cursor)) }
        return DirectoryRead(.get, path, query: parameters)
    }

    func page(in answer: Answer, to query: DirectoryQuery) -> DirectoryPage? {
        guard let body = OpalList.body(of: answer) else { return nil }
        if query.kind == .user, query.name != nil {
            return Self.entry(body, .user).map { DirectoryPage(entries: [$0], next: nil) }
        }
        guard let list = body[query.kind == .app ? "apps" : "results"] else { return nil }
        return DirectoryPage(list: list, cursor: query.kind == .app ? nil : body["next"]) {
            Self.entry($0, query.kind)
        }
    }

    private static func entry(_ object: JSONObject, _ kind: DirectoryName.Kind) -> DirectoryPage.Entry? {
        switch kind {
        case .user:
            // Required is the address, unlike the names of groups, resources and owners.
            guard object["email"]?.stringValue != nil else { return nil }
            return DirectoryPage.Entry(
                object, id: AnswerText.uuid(object["user_id"]), name: "email", shown: "full_name", absence: absence)
        case .app:
            guard object["name"]?.stringValue != nil else { return nil }
            return DirectoryPage.Entry(object, id: AnswerText.uuid(object["app_id"]), name: "name")
        default:
            return DirectoryPage.Entry(object, id: AnswerText.uuid(object["\(kind.rawValue)_id"]), name: "name")
        }
    }

    /// The status in the directory or HR system, where one is connected. NOT_FOUND may be an outsider who was never in it; that such a
    /// person is still there isn't documented, so a person says so.
    private static func absence(_ user: inout ItemReader) -> String? {
        switch user.text("hr_idp_status") {
        case nil, "ACTIVE"?: nil
        case "SUSPENDED"?: "is suspended (hr_idp_status SUSPENDED)"
        case "DEPROVISIONED"?: "is deprovisioned (hr_idp_status DEPROVISIONED)"
        case "DELETED"?: "was deleted (hr_idp_status DELETED)"
        case "NOT_FOUND"?: "is not in the identity provider (hr_idp_status NOT_FOUND)"
        case let status?: "is not active (hr_idp_status \(AnswerText.line(status) ?? ""))"
        }
    }
}
