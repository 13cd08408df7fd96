import Diagnostics

/// Makes a mapping of its keys and values: finds the keys that are given twice, and merges what `<<` names.
struct MappingBuilder {
    private(set) var members: [YAMLMapping.Member]
    private(set) var faults: [Fault] = []
    /// Whether something was left out.
    private(set) var isIncomplete = false
    /// Where each key is among the members, once there are too many to look through.
    private var index: [String: Int] = [:]

    private static let linearSearchLimit = 12

    enum Fault {
        case duplicate(key: YAMLNode, first: YAMLNode)
        /// The value of a `<<`, or an item of it, that can't be merged.
        case invalidMerge(YAMLNode)
    }

    /// `members` are the keys and values as they are written; each key is a scalar.
    init(_ members: [YAMLMapping.Member]) {
        self.members = []
        add(members)
    }

    /// Whether `children`, keys and values in turn, have few keys, all different, and nothing to merge or to leave out.
    /// That is the rule, and needs no builder.
    static func isSimple(_ children: UnsafeMutableBufferPointer<YAMLNode>) -> Bool {
        guard children.count <= 2 * linearSearchLimit else { return false }
        for place in stride(from: 0, to: children.count, by: 2) {
            guard !children[place].isIncomplete, case .scalar(let key) = children[place].content, !key.isMergeKey else {
                return false
            }
            for earlier in stride(from: 0, to: place, by: 2) {
                if case .scalar(let other) = children[earlier].content, other.text == key.text { return false }
            }
        }
        return true
    }

    private mutating func add(_ all: [YAMLMapping.Member]) {
        members.reserveCapacity(all.count)
        var merge: YAMLMapping.Member?
        for member in all {
            guard !member.key.isIncomplete, case .scalar(let key) = member.key.content else {
                isIncomplete = true
                continue
            }
            if key.isMergeKey {
                if let merge {
                    faults.append(.duplicate(key: member.key, first: merge.key))
                } else {
                    merge = member
                }
            } else if let first = position(of: key.text) {
                faults.append(.duplicate(key: member.key, first: members[first].key))
            } else {
                append(member, name: key.text)
            }
        }
        if let merge { self.merge(merge.value) }
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
        for place in members.indices.prefix(Self.linearSearchLimit) {
            if case .scalar(let key) = members[place].key.content, key.text == name { return place }
        }
        return members.count > Self.linearSearchLimit ? index[name] : nil
    }
}

extension [YAMLMapping.Member] {
    /// Moves keys and values in turn into an array of members.
    init(moving children: UnsafeMutableBufferPointer<YAMLNode>) {
        guard let base = children.baseAddress else {
            self = []
            return
        }
        self.init(unsafeUninitializedCapacity: children.count / 2) { storage, count in
            for place in storage.indices {
                let key = base + 2 * place
                storage.initializeElement(
                    at: place, to: YAMLMapping.Member(key: key.move(), value: (key + 1).move(), merge: nil))
            }
            count = storage.count
        }
    }
}

extension YAMLScalar {
    /// Whether this, as a key, merges: a plain `<<` only.
    fileprivate var isMergeKey: Bool { style == .plain && text == "<<" && explicitTag == nil }
}
