import Diagnostics

/// Makes a mapping of its keys and values: finds the keys that are given twice, and merges what `<<` names.
struct MappingBuilder {
    private(set) var members: [YAMLMapping.Member] = []
    private(set) var faults: [Fault] = []
    /// Whether something was left out.
    private(set) var isIncomplete = false
    private var merge: YAMLNode?
    private var mergeKey: YAMLNode?
    /// Where each key is among the members, once there are too many to look through.
    private var index: [String: Int] = [:]

    private static let linearSearchLimit = 12

    enum Fault {
        case duplicate(key: YAMLNode, first: YAMLNode)
        /// The value of a `<<`, or an item of it, that can't be merged.
        case invalidMerge(YAMLNode)
    }

    /// `children` are keys and values in turn; each key is a scalar.
    init(_ children: ArraySlice<YAMLNode>) {
        members.reserveCapacity(children.count / 2)
        var place = children.startIndex
        while place + 1 < children.endIndex {
            add(children[place], children[place + 1])
            place += 2
        }
        if let merge { self.merge(merge) }
    }

    private mutating func add(_ key: YAMLNode, _ value: YAMLNode) {
        guard !key.isIncomplete, case .scalar(let scalar) = key.content else {
            isIncomplete = true
            return
        }
        if scalar.isMergeKey {
            if let mergeKey {
                faults.append(.duplicate(key: key, first: mergeKey))
            } else {
                (mergeKey, merge) = (key, value)
            }
        } else if let first = position(of: scalar.text) {
            faults.append(.duplicate(key: key, first: members[first].key))
        } else {
            append(YAMLMapping.Member(key: key, value: value, merge: nil), name: scalar.text)
        }
    }

    /// What stands before wins: the mapping's own members over merged ones, and the first of a list over the next.
    private mutating func merge(_ value: YAMLNode) {
        switch value.content {
        case .mapping(let mapping): merge(mapping, of: value)
        case .sequence(let items):
            for item in items {
                if case .mapping(let mapping) = item.content {
                    // What came through an alias to the whole list is merged where that alias stands.
                    merge(mapping, of: value.anchor == nil ? item : value)
                    isIncomplete = isIncomplete || item.isIncomplete
                } else {
                    refuse(item)
                }
            }
        case .scalar: refuse(value)
        }
    }

    private mutating func merge(_ mapping: YAMLMapping, of source: YAMLNode) {
        isIncomplete = isIncomplete || source.isIncomplete
        let place = SharedRange(source.compactRange)
        for member in mapping.members {
            guard case .scalar(let key) = member.key.content, position(of: key.text) == nil else { continue }
            append(YAMLMapping.Member(key: member.key, value: member.value, merge: place), name: key.text)
        }
    }

    private mutating func refuse(_ value: YAMLNode) {
        isIncomplete = true
        // A node that is incomplete already has its fault.
        if !value.isIncomplete { faults.append(.invalidMerge(value)) }
    }

    private mutating func append(_ member: YAMLMapping.Member, name: String) {
        members.append(member)
        if members.count > Self.linearSearchLimit { index[name] = members.count - 1 }
    }

    /// Looks through the first members, and up the others: most mappings need no index.
    private func position(of name: String) -> Int? {
        for (place, member) in members.prefix(Self.linearSearchLimit).enumerated() {
            if case .scalar(let key) = member.key.content, key.text == name { return place }
        }
        return members.count > Self.linearSearchLimit ? index[name] : nil
    }
}

extension YAMLScalar {
    /// Whether this, as a key, merges: a plain `<<` only.
    fileprivate var isMergeKey: Bool { style == .plain && text == "<<" && explicitTag == nil }
}
