package import JSON
package import YAML

extension YAMLNode {
    /// The node as an editor sees it: by YAML's core schema, knowing nothing of Muster's fields.
    ///
    /// - Parameter mergesStand: whether what `<<` brought stands under that key, as for an editor that does not resolve it.
    package func json(mergesStand: Bool = false) -> JSONValue {
        switch content {
        case .scalar(let scalar): return scalar.json
        case .sequence(let items): return .array(items.map { $0.json(mergesStand: mergesStand) })
        case .mapping(let mapping):
            var object = JSONObject()
            var merged = JSONObject()
            for member in mapping.members {
                let value = member.value.json(mergesStand: mergesStand)
                if mergesStand, member.mergedAt != nil {
                    merged[member.name] = value
                } else {
                    object[member.name] = value
                }
            }
            if !merged.isEmpty { object["<<"] = .object(merged) }
            return .object(object)
        }
    }
}

extension YAMLScalar {
    fileprivate var json: JSONValue {
        switch coreType {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        // JSON has no infinity; it is a number all the same.
        case .float(let value): .double(value.isFinite ? value : 1e300)
        case .string: .string(text)
        }
    }
}
