import Diagnostics
import YAML

/// A node, the file it was read from, and the alias through which it was reached.
struct LocatedNode: Sendable {
    let node: YAMLNode
    let source: SourceText
    /// The outermost alias on the way to the node: faults are shown there, with a note at the node itself.
    private let alias: Alias?

    /// The place of an alias. Few nodes have one, so that those without it pay one word.
    private final class Alias: Sendable {
        let range: SourceRange

        init(_ range: SourceRange) { self.range = range }
    }

    init(_ node: YAMLNode, in source: SourceText) { self.init(node, in: source, through: nil) }

    private init(_ node: YAMLNode, in source: SourceText, through alias: Alias?) {
        self.node = node
        self.source = source
        self.alias = alias
    }

    private var via: SourceRange? { alias?.range }

    /// The members of a mapping; nothing for any other node.
    var members: [LocatedMember]? {
        guard case .mapping(let mapping) = node.content else { return nil }
        let innerAlias = innerAlias
        return mapping.members.indices.map { index in
            let inner = innerAlias ?? mapping.members[index].mergedAt.map(Alias.init)
            return LocatedMember(
                key: LocatedNode(mapping.members[index].key, in: source, through: inner),
                value: LocatedNode(mapping.members[index].value, in: source, through: inner))
        }
    }

    var isMapping: Bool { if case .mapping = node.content { true } else { false } }

    /// The items of a list; nothing for any other node.
    var items: [LocatedNode]? {
        guard case .sequence(let items) = node.content else { return nil }
        let innerAlias = innerAlias
        return items.map { LocatedNode($0, in: source, through: innerAlias) }
    }

    /// One item of a list, found without making the others; nothing where there is none.
    func item(_ index: Int) -> LocatedNode? {
        guard case .sequence(let items) = node.content, items.indices.contains(index) else { return nil }
        return LocatedNode(items[index], in: source, through: innerAlias)
    }

    var scalar: YAMLScalar? {
        if case .scalar(let scalar) = node.content { scalar } else { nil }
    }

    /// Whether the node stands for one that could not be read, which was reported already.
    var isPlaceholder: Bool { node.isIncomplete && scalar != nil }

    var isNull: Bool { !isPlaceholder && (scalar?.isNull ?? false) }

    /// What the node is, as a person would call it.
    var typeName: String {
        switch node.content {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let scalar):
            switch scalar.coreType {
            case .null: "null"
            case .bool(let value): "the boolean `\(value)`"
            case .integer, .float: "the number `\(scalar.text)`"
            case .string: scalar.text.count <= 40 ? "\"\(scalar.text)\"" : "a text"
            }
        }
    }

    /// Where a fault of this node is shown.
    var location: SourceLocation { source.location(via ?? node.range) }

    /// A diagnostic at this node; one that was reached through an alias points at the alias and notes the anchor.
    func diagnostic(
        _ code: DiagnosticCode, _ message: String, fix: String? = nil, severity: Diagnostic.Severity = .error,
        within range: SourceRange? = nil, notes: [Diagnostic.Note] = []
    ) -> Diagnostic {
        var notes = notes
        if via != nil {
            notes.append(
                .init("what the alias stands for is here", at: source.location(range ?? node.anchor ?? node.range)))
        } else if let anchor = node.anchor {
            notes.append(.init("anchored here", at: source.location(anchor)))
        }
        let place = via ?? (node.anchor == nil ? range ?? node.range : node.range)
        return Diagnostic(code, message, at: source.location(place), fix: fix, severity: severity, notes: notes)
    }

    /// The range of this node's own text, which for an alias is the anchor's.
    var textRange: SourceRange { node.anchor ?? node.range }

    private var innerAlias: Alias? { alias ?? (node.anchor == nil ? nil : Alias(node.range)) }
}

/// A key and its value. A class, since members are handed on much more often than they are made.
final class LocatedMember: Sendable {
    let key: LocatedNode
    let value: LocatedNode
    /// The key's text.
    let name: String

    init(key: LocatedNode, value: LocatedNode) {
        self.key = key
        self.value = value
        name = key.scalar?.text ?? ""
    }
}
