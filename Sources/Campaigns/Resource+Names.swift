import JSON

extension Resource {
    /// The names that the project's directory does not have.
    package var unknownNames: Set<DirectoryName> { Set(names.filter { $0.id == nil }.map(\.name)) }

    /// Whether something stands in it whose id is not known yet.
    package var lacksIDs: Bool { names.contains { $0.id == nil } || reviews.contains { $0.id == nil } }

    /// The resource with these ids in the places of names that it has none of yet.
    package func filled(_ ids: [DirectoryName: DirectoryID]) -> Resource {
        var filled = self
        for name in unknownNames {
            guard let id = ids[name] else { continue }
            filled.replace(name.reference, by: id, isPair: name.kind.isWithinApp)
            for index in filled.names.indices where filled.names[index].name == name { filled.names[index].id = id }
        }
        return filled
    }

    /// The resource with the vendor's id of another review in its place.
    package func filled(_ use: ReviewUse, by id: String) -> Resource {
        var filled = self
        filled.replace(use.reference, by: DirectoryID(id), isPair: false)
        for index in filled.reviews.indices where filled.reviews[index].reference == use.reference {
            filled.reviews[index].id = id
        }
        return filled
    }

    /// The ids of names and reviews that it uses, by reference, as state keeps them.
    package var recordedNames: [String: String] {
        if names.isEmpty, reviews.isEmpty { return [:] }
        let ids =
            names.compactMap { use in use.id.map { (use.name.reference, $0.text) } }
            + reviews.compactMap { use in use.id.map { (use.reference, $0) } }
        return Dictionary(ids, uniquingKeysWith: { first, _ in first })
    }

    private mutating func replace(_ reference: String, by id: DirectoryID, isPair: Bool) {
        fields = JSONObject(
            members: fields.members.map {
                .init(key: $0.key, value: $0.value.replacing(reference, by: id, isPair, under: $0.key))
            })
        for index in calls.indices {
            calls[index].body = calls[index].body.replacing(reference, by: id, isPair, under: nil)
        }
    }
}

extension [Call] {
    /// The calls with ids in the places of references.
    ///
    /// - Parameter recorded: ids by reference, as state keeps them.
    package func filled(with recorded: [String: String]) -> [Call] {
        if recorded.isEmpty { return self }
        return map { call in
            var call = call
            for (reference, text) in recorded {
                let id = DirectoryID(text: text)
                call.body = call.body.replacing(reference, by: id, id.appID != nil, under: nil)
            }
            return call
        }
    }
}

extension JSONValue {
    /// The value with an id in each place of a reference. Of a pair of ids, `appId` is that of the app.
    fileprivate func replacing(_ reference: String, by id: DirectoryID, _ isPair: Bool, under key: String?) -> JSONValue
    {
        switch self {
        case .string(let text):
            guard text.contains(reference) else { return self }
            let own = isPair && key == "appId" ? id.appID ?? id.id : id.id
            return .string(text == reference ? own : text.replacing(reference, with: own))
        case .array(let items): return .array(items.map { $0.replacing(reference, by: id, isPair, under: key) })
        case .object(let object):
            return .object(
                JSONObject(
                    members: object.members.map {
                        .init(key: $0.key, value: $0.value.replacing(reference, by: id, isPair, under: $0.key))
                    }))
        default: return self
        }
    }
}
