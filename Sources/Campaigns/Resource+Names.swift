import JSON

extension Resource {
    /// The names that the project's directory does not have.
    package var unknownNames: Set<DirectoryName> { Set(names.filter { $0.id == nil }.map(\.name)) }

    /// The resource with these ids in the places of names that it has none of yet.
    package func filled(_ ids: [DirectoryName: DirectoryID]) -> Resource {
        let found = unknownNames.filter { ids[$0] != nil }
        if found.isEmpty { return self }
        var filled = self
        for index in filled.names.indices where filled.names[index].id == nil {
            filled.names[index].id = ids[filled.names[index].name]
        }
        for name in found {
            guard let id = ids[name] else { continue }
            filled.fields = JSONObject(
                members: filled.fields.members.map {
                    JSONObject.Member(key: $0.key, value: $0.value.replacing(name, by: id, under: $0.key))
                })
            filled.calls = filled.calls.map { call in
                var call = call
                call.body = call.body.replacing(name, by: id, under: nil)
                return call
            }
        }
        return filled
    }

    /// The ids of the names that it uses, by reference, as state keeps them.
    package var recordedNames: [String: String] {
        if names.isEmpty { return [:] }
        return Dictionary(
            names.compactMap { use in use.id.map { (use.name.reference, $0.text) } },
            uniquingKeysWith: { first, _ in first })
    }
}

extension JSONValue {
    /// The value with an id in each place of a name's reference. Of a pair of ids, `appId` is that of the app.
    fileprivate func replacing(_ name: DirectoryName, by id: DirectoryID, under key: String?) -> JSONValue {
        switch self {
        case .string(let text):
            guard text.contains(name.reference) else { return self }
            let own = name.kind.isWithinApp && key == "appId" ? id.appID ?? id.id : id.id
            return .string(text == name.reference ? own : text.replacing(name.reference, with: own))
        case .array(let items): return .array(items.map { $0.replacing(name, by: id, under: key) })
        case .object(let object):
            return .object(
                JSONObject(
                    members: object.members.map {
                        .init(key: $0.key, value: $0.value.replacing(name, by: id, under: $0.key))
                    }))
        default: return self
        }
    }
}
