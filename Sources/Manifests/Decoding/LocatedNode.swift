import Diagnostics
import YAML

/// A node, the file it was read from, and the alias through which it was reached.
struct LocatedNode: Sendable {
    let node: YAMLNode
    let source: SourceText
    /// The outermost alias on the way to the node: faults are shown there, with a note at the node itself.
    private let via: SourceRange?

    init(_ node: YAMLNode, in source: SourceText, via: SourceRange? = nil) {
        self.node = node
        self.source = source
        self.via = via
    }

    /// The members of a mapping; nothing for any other node.
    var members: [LocatedMember]? {
        guard case .mapping(let mapping) = node.content else { return nil }
        return mapping.members.map { member in
            let inner = innerVia ?? member.mergedAt
            return LocatedMember(
                key: LocatedNode(member.key, in: source, via: inner),
                value: LocatedNode(member.value, in: source, via: inner))
        }
    }

    /// The items of a list; nothing for any other node.
    var items: [LocatedNode]? {
        guard case .sequence(let items) = node.content else { return nil }
        return items.map { LocatedNode($0, in: source, via: innerVia) }
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

    private var innerVia: SourceRange? { via ?? (node.anchor == nil ? nil : node.range) }
}

/// A key and its value.
struct LocatedMember: Sendable {
    let key: LocatedNode
    let value: LocatedNode

    var name: String { key.scalar?.text ?? "" }
}
