import Campaigns
import JSON

/// What was sent for an item's fields, and what the vendor shows of them, by the names of the kind's table.
///
/// A field that stands in `found` was returned; `null` there says that nothing is set. One that doesn't was not returned, and is not
/// compared.
struct ShownFields {
    var sent: JSONObject
    var found: JSONObject

    /// The fields that were found otherwise, each with where and how.
    func differences(_ fields: [Field]) -> [(name: String, places: [FieldDifference])] {
        fields.compactMap { field in
            // What `asap` stood for is worked out when the call is made; it isn't known here.
            guard let found = found[field.name], sent[field.name] != "asap" else { return nil }
            // Vendors return what was never set as `false`, `""` or `[]`, whether they document it or not.
            var comparison = Comparison(ignoresProto3Defaults: true)
            let left = JSONObject(members: sent[field.name].map { [.init(key: field.name, value: $0)] } ?? [])
            comparison.compare(left, JSONObject([(field.name, found)]), [field], FieldPath())
            if comparison.found.isEmpty { return nil }
            let places = comparison.found.map { place in
                // Of the whole field, what stands there is told, such as `false`.
                place.path == field.name
                    ? FieldDifference(
                        path: place.path, declared: sent[field.name], recorded: self.found.given(field.name))
                    : place
            }
            return (field.name, places)
        }
    }

    /// The fields that were found otherwise, with the values found; nothing for one that isn't set.
    func replacements(_ fields: [Field]) -> [String: JSONValue?] {
        Dictionary(
            differences(fields).map { difference in
                (difference.name, found.given(difference.name))
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension VendorKind {
    /// The declared fields of which the vendor showed nothing, in the table's order.
    func unread(_ calls: [Call], _ shown: ShownFields) -> [String] {
        let declared = self.fields(of: calls)
        return table.names.filter { declared.given($0) != nil && shown.found[$0] == nil }
    }
}

extension JSONObject {
    /// The same object with each of those members that it has, or that is always sent, replaced.
    func replacing(_ values: [String: JSONValue?], always: Set<String> = []) -> JSONObject {
        values.keys.sorted().reduce(into: self) { object, key in
            guard object[key] != nil || always.contains(key), let value = values[key] else { return }
            object[key] = value
        }
    }
}
