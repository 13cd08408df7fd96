import Campaigns
import JSON

@testable import Vendors

/// What a vendor shows of what calls made, by its documentation; and values that are others of their type.
enum ShownItems {
    static let id = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b199"
    static let creator = "2NlXme"
    static let listable = Kind.allCases.filter { $0 != .cakewalkAccessReview }

    static func object(_ kind: Kind, _ calls: [Call]) -> JSONObject {
        let sent = calls.first?.body.objectValue ?? JSONObject()
        switch kind {
        case .cakewalkAccessReview: return sent
        case .conductorOneAccessReview:
            let settings = calls.first { $0.step == .settings }?.body["accessReview"]?.objectValue ?? JSONObject()
            let unset: JSONObject = [
                "id": .string(id), "state": "ACCESS_REVIEW_STATE_DRAFT", "createdAt": "2026-11-20T10:00:00.25Z",
                "createdById": .string(creator), "description": "", "autoResolve": false, "columnConfig": .null,
                "completionDate": .null, "scopeV2": .null, "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_UNSPECIFIED",
            ]
            let hidden = ["ownerIds", "expandMask", "duplicateFrom"]
            let shown = unset.with(JSONObject(members: sent.members.filter { !hidden.contains($0.key) })).with(settings)
            return shown["scheduledStartDate"] == "asap"
                ? shown.with(["scheduledStartDate": "2027-01-04T05:00:00Z"]) : shown
        case .opalUAR:
            let shown = sent.members.filter { !$0.key.hasPrefix("reminder_") }
            let always: JSONObject = ["uar_id": .string(id), "instantly_action_reviews": false]
            return always.with(JSONObject(members: shown))
        case .opalRequest:
            var shown: JSONObject = [
                "id": .string(id), "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-20T10:00:00Z",
                "requester_id": .string(Samples.user), "status": "PENDING",
                "requested_items_list": .array(
                    items(sent["resources"], "resource_id") + items(sent["groups"], "group_id")),
            ]
            for key in ["reason", "duration_minutes", "target_user_id", "target_group_id"] { shown[key] = sent[key] }
            if let metadata = sent["custom_metadata"]?.arrayValue {
                shown["custom_fields_responses"] = .array(
                    metadata.map {
                        [
                            "field_name": $0["name"] ?? .null, "field_type": $0["type"] ?? .null,
                            "field_value": $0["value"] ?? .null,
                        ]
                    })
            }
            return shown
        }
    }

    private static func items(_ list: JSONValue?, _ name: String) -> [JSONValue] {
        (list?.arrayValue ?? []).map { item in
            let known: JSONObject = [
                name: item["id"] ?? .null, "access_level_remote_id": item["access_level_remote_id"] ?? "",
                "access_level_name": item["access_level_name"] ?? "", "name": "Engineering",
            ]
            return .object(known)
        }
    }

    /// The list's envelope around some objects.
    static func page(_ kind: Kind, _ objects: [JSONObject], next: JSONValue = "") -> Answer {
        let body: JSONValue =
            switch kind {
            case .conductorOneAccessReview:
                [
                    "list": .array(objects.map { ["accessReview": .object($0), "policyPath": ""] }),
                    "nextPageToken": next,
                ]
            case .opalRequest: ["requests": .array(objects.map { .object($0) }), "cursor": next]
            default: ["results": .array(objects.map { .object($0) }), "next": next, "previous": .null]
            }
        return Answer(status: 200, body: JSONWriter.write(body))
    }

    /// The answer to a read of one.
    static func one(_ kind: Kind, _ object: JSONObject) -> Answer {
        let body: JSONValue =
            kind == .conductorOneAccessReview
            ? ["accessReview": ["accessReview": .object(object)]] : .object(object)
        return Answer(status: 200, body: JSONWriter.write(body))
    }

    static func item(_ kind: Kind, _ object: JSONObject) -> ListedItem? {
        kind.vendorKind.item(in: one(kind, object))
    }

    /// Another value of the type.
    static func other(_ value: JSONValue, _ type: FieldType) -> JSONValue {
        switch (type, value) {
        case (.uuid, _): "6a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b1aa"
        case (.instant, _): "2027-03-01T00:00:00Z"
        case (.protobufDuration, _): "1s"
        case (.timeZone, _): "Asia/Tokyo"
        case (_, .string(let text)): .string(text + "_OTHER")
        case (_, .bool(let flag)): .bool(!flag)
        case (_, .integer(let number)): .integer(number + 5)
        case (.list(let item, _, _), .array(let items)):
            .array([other(items.first ?? .null, item)] + items.dropFirst())
        case (.map, .object): [:]
        case (.object(let fields, _), .object(let object)): .object(other(object, fields))
        default: .null
        }
    }

    /// The object with another value in the first member that has more than its presence to say, else without its first member.
    private static func other(_ object: JSONObject, _ fields: [Field]) -> JSONObject {
        for member in object.members {
            guard let field = fields.first(where: { $0.name == member.key }), !member.value.isNull, member.value != [:]
            else { continue }
            return object.with(JSONObject([(member.key, other(member.value, field.type))]))
        }
        return JSONObject(members: Array(object.members.dropFirst()))
    }
}
