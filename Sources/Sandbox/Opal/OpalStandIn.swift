import Calendars
import Campaigns
import JSON

/// Opal's API as far as Muster calls it (docs.opal.dev: post-uar, post-requests, and the lists).
enum OpalStandIn {
    private static let scope = BodyShape.object([
        "group_visibility": .word(["STRICT", "VIEW_VISIBLE_AND_ASSIGNED", "VIEW_ALL"]), "users": .list(.uuid),
        "filter_operator": .word(["ANY", "ALL"]), "entities": .list(.uuid), "apps": .list(.uuid),
        "admins": .list(.uuid),
        "group_types": .list(.openWord), "resource_types": .list(.openWord), "include_group_bindings": .flag,
        "tags": .list(.object(["key": .text(minLength: 1), "value": .text()], required: ["key"])),
        "names": .list(.text()),
    ])

    private static let review = BodyShape.object(
        [
            "name": .text(), "deadline": .dateTime, "time_zone": .text(minLength: 1),
            "send_reviewer_assignment_notification": .flag,
            "reviewer_assignment_policy": .word([
                "MANUALLY", "BY_OWNING_TEAM_ADMIN", "BY_OWNING_TEAM_ADMIN_ALL", "BY_MANAGER", "BY_APPROVERS",
                "BY_APPROVERS_ALL", "BY_SELF",
            ]), "self_review_allowed": .flag, "instantly_action_reviews": .flag,
            "reminder_schedule": .list(.number(minimum: 0)),
            "reminder_include_manager": .flag, "uar_scope": scope,
        ],
        required: [
            "name", "deadline", "reviewer_assignment_policy", "send_reviewer_assignment_notification", "time_zone",
            "self_review_allowed",
        ])

    private static let item: [String: BodyShape] = [
        "id": .uuid, "access_level_remote_id": .text(), "access_level_name": .text(),
    ]

    private static let accessRequest = BodyShape.object(
        [
            "resources": .list(.object(item)), "groups": .list(.object(item, required: ["id"])),
            "target_user_id": .uuid,
            "target_group_id": .uuid, "reason": .text(), "duration_minutes": .number(minimum: -1),
            "support_ticket": .object(
                [
                    "ticketing_provider": .word(["JIRA", "LINEAR", "SERVICE_NOW"]), "remote_id": .text(),
                    "identifier": .text(), "url": .text(),
                ], required: ["ticketing_provider", "remote_id", "identifier", "url"]),
            "custom_metadata": .list(
                .object(["name": .text(), "type": .openWord, "value": .text()], required: ["name", "type", "value"])),
        ], required: ["reason", "duration_minutes", "resources", "groups"],
        oneOf: [["target_user_id", "target_group_id"]])

    static func reply(to call: StandInCall) -> StandInReply {
        guard let token = call.bearer else { return error(401, "ERR_UNAUTHENTICATED") }
        let request = call.request
        if request.method == "POST", token.contains("read-only") { return error(403, "ERR_READ_ONLY_TOKEN") }
        let segments = call.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (request.method, segments.dropFirst().joined(separator: "/")) {
        case ("POST", "v1/uar"): return createReview(call)
        case ("POST", "v1/requests"): return createRequest(call, StandInUser(token: token).opalID)
        case ("GET", "v1/uars"): return reviews(call)
        case ("GET", "v1/requests"): return requests(call)
        case ("GET", "v1/user"): return user(call)
        case ("GET", "v1/users"): return users(call)
        case ("GET", "v1/apps"): return apps(call)
        case ("GET", "v1/groups"): return items(call, .group, filter: "group_name")
        case ("GET", "v1/resources"): return items(call, .resource, filter: "resource_name")
        case ("GET", "v1/owners"): return items(call, .owner, filter: "name")
        default:
            if request.method == "GET", segments.count == 4, segments[1] == "v1" {
                if segments[2] == "uar", let review = call.contents.item(call.account, "uars", segments[3]) {
                    return StandInReply(200, .object(review))
                }
                if segments[2] == "requests", let found = call.contents.item(call.account, "requests", segments[3]) {
                    return StandInReply(200, .object(found))
                }
            }
            return error(404, "ERR_NOT_FOUND")
        }
    }

    private static func createReview(_ call: StandInCall) -> StandInReply {
        guard let body = call.request.json else { return error(400, "the body is not JSON") }
        let faults = review.faults(in: body)
        guard faults.isEmpty, let sent = body.objectValue else { return error(400, faults.joined(separator: "; ")) }
        guard Zone(identifier: sent["time_zone"]?.stringValue ?? "") != nil else {
            return error(400, "time_zone is unknown")
        }
        let id = StandInCall.uuid(call.nextNumber)
        // The answer has neither reminders nor a state or a time.
        var made: JSONObject = ["uar_id": .string(id)]
        for member in sent.members where !member.key.hasPrefix("reminder_") { made[member.key] = member.value }
        if made["instantly_action_reviews"] == nil { made["instantly_action_reviews"] = false }
        return StandInReply(200, .object(made), [call.put("uars", id, made)])
    }

    private static func createRequest(_ call: StandInCall, _ user: String) -> StandInReply {
        guard let body = call.request.json else { return error(400, "the body is not JSON") }
        let faults = accessRequest.faults(in: body)
        guard faults.isEmpty, let sent = body.objectValue else { return error(400, faults.joined(separator: "; ")) }
        let id = StandInCall.uuid(call.nextNumber)
        var made: JSONObject = [
            "id": .string(id), "created_at": .string(call.now.rfc3339), "updated_at": .string(call.now.rfc3339),
            "requester_id": .string(user), "status": "PENDING", "requested_items_list": requested(sent),
        ]
        for key in ["reason", "duration_minutes", "target_user_id", "target_group_id"] { made[key] = sent[key] }
        if let metadata = sent["custom_metadata"]?.arrayValue {
            made["custom_fields_responses"] = .array(
                metadata.map {
                    [
                        "field_name": $0["name"] ?? .null, "field_type": $0["type"] ?? .null,
                        "field_value": $0["value"] ?? .null,
                    ]
                })
        }
        return StandInReply(200, ["id": .string(id)], [call.put("requests", id, made)])
    }

    /// The items as a request shows them: resources and groups in one list.
    private static func requested(_ sent: JSONObject) -> JSONValue {
        .array(
            [("resources", "resource_id"), ("groups", "group_id")].flatMap { list, id in
                (sent[list]?.arrayValue ?? []).map { item in
                    var shown: JSONObject = [:]
                    shown[id] = item["id"]
                    for key in ["access_level_remote_id", "access_level_name"] { shown[key] = item[key] ?? "" }
                    return .object(shown)
                }
            })
    }

    private static func reviews(_ call: StandInCall) -> StandInReply {
        guard call.hasOnly(["cursor", "page_size"]), let size = pageSize(call),
            let page = call.page("uars", from: call.request.query["cursor"], size: size, where: { _ in true })
        else { return error(400, "only cursor and page_size are taken, within their range") }
        return StandInReply(
            200,
            [
                "next": page.next.map { JSONValue.string($0) } ?? .null, "previous": .null,
                "results": .array(page.items.map { .object($0) }),
            ])
    }

    /// Of the filters by date, and of `show_pending_only`, nothing is known here.
    private static func requests(_ call: StandInCall) -> StandInReply {
        let query = call.request.query
        let ids = ["requester_id", "target_user_id", "resource_id", "group_id"]
        guard call.hasOnly(Set(ids + ["cursor", "page_size"])), let size = pageSize(call),
            ids.allSatisfy({ name in query[name].map { BodyShape.uuid.faults(in: .string($0)).isEmpty } ?? true })
        else { return error(400, "a parameter is unknown or out of range") }
        let page = call.page("requests", from: query["cursor"], size: size) { request in
            ids.allSatisfy { name in
                guard let wanted = query[name]?.lowercased() else { return true }
                let places = name.hasSuffix("er_id") ? [.object(request)] : request["requested_items_list"]?.arrayValue
                return places?.contains { $0[name]?.stringValue?.lowercased() == wanted } ?? false
            }
        }
        guard let page else { return error(400, "the cursor is unknown") }
        return StandInReply(
            200, ["requests": .array(page.items.map { .object($0) }), "cursor": .string(page.next ?? "")])
    }

    static func pageSize(_ call: StandInCall) -> Int? {
        guard let text = call.request.query["page_size"] else { return 200 }
        return Int(text).flatMap { (1...1000).contains($0) ? $0 : nil }
    }

    /// Opal's specification has no body for errors.
    static func error(_ status: Int, _ message: String) -> StandInReply {
        StandInReply(status, ["code": .integer(status), "message": .string(message)])
    }
}
