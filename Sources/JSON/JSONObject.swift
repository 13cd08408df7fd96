/// The members of a JSON object, in the order in which they were written. Two objects with the same members are equal in any order.
package struct JSONObject: Sendable {
    package private(set) var members: [Member]

    package struct Member: Sendable, Hashable {
        package var key: String
        package var value: JSONValue

        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    package init() { members = [] }

    /// The members as given; the keys must differ from each other.
    package init(members: [Member]) { self.members = members }

    /// Adds each pair in turn, so that of equal keys the last value stays.
    package init(_ pairs: some Sequence<(String, JSONValue)>) {
        members = []
        var indices: [String: Int] = [:]
        for (key, value) in pairs {
            // Few keys are faster looked through than hashed.
            if members.count <= 16 {
                self[key] = value
                continue
            }
            if indices.isEmpty { for (index, member) in members.enumerated() { indices[member.key] = index } }
            if let index = indices[key] {
                members[index].value = value
            } else {
                indices[key] = members.count
                members.append(Member(key: key, value: value))
            }
        }
    }

    package var isEmpty: Bool { members.isEmpty }
    package var count: Int { members.count }
    package var keys: [String] { members.map(\.key) }

    /// The member's value. Setting a new key adds it at the end; setting nothing removes the member.
    package subscript(key: String) -> JSONValue? {
        get {
            for index in members.indices where members[index].key == key { return members[index].value }
            return nil
        }
        set {
            let index = members.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        if left.members.count != right.members.count { return false }
        // Few members are faster looked through than hashed; most stand at the same place.
        if left.members.count <= 16 {
            return left.members.indices.allSatisfy { index in
                let member = left.members[index]
                if right.members[index].key == member.key { return right.members[index].value == member.value }
                return right[member.key] == member.value
            }
        }
        if left.members == right.members { return true }
        let values = Dictionary(left.members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        return right.members.allSatisfy { values[$0.key] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(members.reduce(into: 0) { sum, member in sum ^= member.hashValue })
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
