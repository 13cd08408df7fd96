import Campaigns
import Diagnostics
import JSON

extension OpalUAR {
    func faults(in fields: JSONObject) -> [FieldFault] {
        var faults = Faults()
        faults.checkNotBlank("name", in: fields)
        switch fields.given("uar_scope") {
        case nil:
            faults.wide(
                at: FieldPath(), "without `uar_scope`, Opal reviews every resource and group",
                fix: "write `uar_scope: all` if everything is meant, else what is to be reviewed")
        case .object(let scope)?: checkScope(scope, &faults)
        default: break
        }
        faults.checkDuplicates(in: fields, of: table)
        return faults.found
    }

    private static let scopePath = FieldPath("uar_scope")

    private func checkScope(_ scope: JSONObject, _ faults: inout Faults) {
        let path = Self.scopePath
        let given = Self.filters.filter { scope.given($0) != nil }
        if given.isEmpty {
            let others = scope.keys.map { "`\($0)`" }.joined(separator: ", ")
            faults.wide(
                at: path,
                scope.isEmpty
                    ? "an empty `uar_scope` means every resource and group"
                    : "\(others) narrow nothing down, so `uar_scope` means every resource and group",
                fix: "write `uar_scope: all` if everything is meant, else a filter: "
                    + Self.filters.map { "`\($0)`" }.joined(separator: ", "))
        }
        for name in given where scope[name] == [] {
            faults.wide(
                at: path.appending(name), "an empty `\(name)` filters nothing",
                fix: "remove it, or name what is meant")
        }
        faults.checkBlankItems(scope["names"], at: path.appending("names"))
        for name in ["group_types", "resource_types"] { faults.checkBlankItems(scope[name], at: path.appending(name)) }
        for (index, tag) in (scope["tags"]?.arrayValue ?? []).enumerated() {
            if tag["key"]?.stringValue?.isBlank ?? false {
                faults.wide(
                    at: path.appending("tags").appending(index).appending("key"),
                    "a tag with a blank key may match everything", fix: "write the tag's key")
            }
            if tag["value"]?.stringValue?.isBlank ?? false {
                faults.wide(
                    at: path.appending("tags").appending(index).appending("value"),
                    "a blank value may match every value of the tag",
                    fix: "remove `value` if every value is meant, else write it")
            }
        }
    }
}

extension OpalRequest {
    func faults(in fields: JSONObject) -> [FieldFault] {
        var faults = Faults()
        faults.checkNotBlank("reason", in: fields)
        faults.checkNoMarker("reason", in: fields)
        if fields.given("target_user_id") == nil, fields.given("target_group_id") == nil {
            faults.wide(
                at: FieldPath(), "the request names nobody who is to have access",
                fix: "add `target_user_id` or `target_group_id`")
        }
        if fields["resources"] == [], fields["groups"] == [] {
            faults.wide(
                at: FieldPath("resources"), "the request asks for nothing: `resources` and `groups` are both empty",
                fix: "name at least one resource or group")
        }
        if fields["duration_minutes"] == 0 {
            faults.add(
                .invalidValue, at: FieldPath("duration_minutes"),
                "Opal does not say what a duration of 0 minutes means",
                fix: "write a number of minutes, or -1 for access without end")
        }
        checkItems(fields, &faults)
        checkTexts(fields, &faults)
        faults.checkDeprecated(in: fields, of: table)
        faults.checkDuplicates(in: fields, of: table)
        return faults.found
    }

    private func checkItems(_ fields: JSONObject, _ faults: inout Faults) {
        for name in ["resources", "groups"] {
            for (index, item) in (fields[name]?.arrayValue ?? []).enumerated() {
                let path = FieldPath(name).appending(index)
                for level in ["access_level_remote_id", "access_level_name"] {
                    guard item[level]?.stringValue?.isBlank ?? false else { continue }
                    faults.wide(
                        at: path.appending(level), "a blank `\(level)` leaves open which access is asked for",
                        fix: "remove it for the item's default, or write the access level")
                }
            }
        }
    }

    private func checkTexts(_ fields: JSONObject, _ faults: inout Faults) {
        if let ticket = fields["support_ticket"]?.objectValue {
            for name in ["remote_id", "identifier", "url"] {
                faults.checkNotBlank(name, in: ticket, at: FieldPath("support_ticket"))
            }
        }
        for (index, item) in (fields["custom_metadata"]?.arrayValue ?? []).enumerated() {
            guard let item = item.objectValue else { continue }
            faults.checkNotBlank("name", in: item, at: FieldPath("custom_metadata").appending(index))
        }
    }
}
