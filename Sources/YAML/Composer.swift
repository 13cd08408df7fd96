import CLibYAML
import Diagnostics

/// Turns libyaml's events into documents.
///
/// Children wait on one stack until their collection ends, so that each collection allocates once. Aliases share the
/// storage of what they name; only the count of nodes grows as if they were copies.
struct Composer: ~Copyable {
    var source: SourceText
    let file: String
    let limits: YAMLLimits
    private(set) var documents: [YAMLDocument] = []
    private(set) var diagnostics: [Diagnostic] = []

    var anchors = AnchorTable()
    private(set) var frames: [Frame] = []
    private var stack = NodeStack()
    var texts = TextCache()
    private var root: YAMLNode?
    private var documentMarker = CompactRange(.start, .start)
    private(set) var nodeCount = 0
    /// The bytes of all texts of the document so far, with aliases expanded; and of those that aliases stand for.
    var textCount = 0
    private var aliasedTextCount = 0
    /// How many collections are open, in a document that is passed over too.
    var depth = 0
    /// Where the last scalar, alias or bracket ended.
    var lastEnd = CompactPosition.start
    /// Whether the rest of the document is only passed over.
    private(set) var isSkipping = false
    /// Suggestions cost time, so a file gets some, not any number.
    var suggestionsLeft = 20

    init(_ source: SourceText, file: String, limits: YAMLLimits) {
        self.source = source
        self.file = file
        self.limits = limits
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    func location(_ range: CompactRange) -> SourceLocation { SourceLocation(file: file, range: range.expanded) }

    /// Forgets everything found since `mark`: what stood there was cut off by a fault in the text.
    mutating func rewind(to mark: Mark) {
        documents.removeLast(documents.count - mark.documents)
        diagnostics.removeLast(diagnostics.count - mark.diagnostics)
    }

    /// How much had been found at some point.
    struct Mark {
        var documents = 0
        var diagnostics = 0
    }

    var mark: Mark { Mark(documents: documents.count, diagnostics: diagnostics.count) }
}

// MARK: Documents

extension Composer {
    mutating func beginDocument(_ event: UnsafePointer<yaml_event_t>) {
        passOver()
        isSkipping = false
        root = nil
        nodeCount = 0
        textCount = 0
        aliasedTextCount = 0
        depth = 0
        documentMarker = range(of: event)
        lastEnd = documentMarker.end
    }

    mutating func endDocument() {
        guard !isSkipping else { return }
        if case .scalar(let scalar) = root?.content, scalar.style == .plain, scalar.isNull { root = nil }
        documents.append(YAMLDocument(root: root, range: (root?.compactRange ?? documentMarker).expanded))
    }

    /// Drops the document so far, and the rest of it.
    private mutating func passOver() {
        isSkipping = true
        frames.removeAll(keepingCapacity: true)
        stack.removeAll()
        anchors.removeAll()
    }

    mutating func range(of event: UnsafePointer<yaml_event_t>) -> CompactRange {
        CompactRange(
            source.position(of: event.pointee.start_mark), source.position(of: event.pointee.end_mark))
    }
}

// MARK: Nodes

extension Composer {
    /// Whether the next node is a mapping's key, or a key's value.
    var expectsKey: Bool { isAtMember(isKey: true) }
    var expectsValue: Bool { isAtMember(isKey: false) }

    private func isAtMember(isKey: Bool) -> Bool {
        guard let frame = frames.last, frame.isMapping else { return false }
        return ((stack.count - frame.base) & 1 == 0) == isKey
    }

    /// Counts what stands at `place` among the document's nodes. False when those are too many; the document is dropped
    /// then.
    mutating func count(_ nodes: Int = 1, at place: CompactRange) -> Bool {
        nodeCount += nodes
        if nodeCount <= limits.maxNodes { return true }
        report(.tooManyNodes(limit: limits.maxNodes, at: location(place)))
        passOver()
        return false
    }

    /// Counts the text that an alias at `place` stands for. False when that is more than a file may have; the document is
    /// dropped then.
    mutating func countText(_ bytes: Int, at place: CompactRange) -> Bool {
        textCount += bytes
        aliasedTextCount += bytes
        if aliasedTextCount <= limits.maxBytes { return true }
        report(.tooMuchText(limit: limits.maxBytes, at: location(place)))
        passOver()
        return false
    }

    /// Gives a node to the collection that it stands in. `height` is how many collections it nests.
    mutating func add(_ node: consuming YAMLNode, height: Int) {
        guard !frames.isEmpty else {
            root = node
            return
        }
        if height > 0 {
            if expectsKey {
                report(.complexKey(at: location(node.compactRange)))
                node = .placeholder(at: node.compactRange)
            }
            frames[frames.count - 1].raise(to: height)
        }
        stack.push(node)
    }

    mutating func openFrame(isMapping: Bool, isFlow: Bool, at start: CompactPosition, isAnchored: Bool) {
        frames.append(
            Frame(
                isMapping: isMapping, isFlow: isFlow, start: start, base: stack.count, nodesBefore: nodeCount - 1,
                textBefore: textCount, isAnchored: isAnchored))
    }

    /// Ends the innermost collection and makes its content of the children on the stack.
    mutating func closeFrame() -> (frame: Frame, content: YAMLNode.Content, isIncomplete: Bool)? {
        guard let frame = frames.popLast() else { return nil }
        guard frame.isMapping else {
            return (frame, .sequence(stack.popAll(from: frame.base) { Array(moving: $0) }), false)
        }
        let (members, isSimple) = stack.popAll(from: frame.base) { children in
            let isSimple = MappingBuilder.isSimple(children)
            return ([YAMLMapping.Member](moving: children), isSimple)
        }
        if isSimple { return (frame, .mapping(YAMLMapping(members: members)), false) }
        let builder = MappingBuilder(members)
        for fault in builder.faults {
            switch fault {
            case .duplicate(let key, let first):
                report(.duplicateKey(key, at: location(key.compactRange), first: location(first.compactRange)))
            case .invalidMerge(let value): report(.invalidMerge(value, at: location(value.compactRange)))
            }
        }
        return (frame, .mapping(YAMLMapping(members: builder.members)), builder.isIncomplete)
    }
}

extension [YAMLNode] {
    /// Moves all of `nodes` into an array.
    fileprivate init(moving nodes: UnsafeMutableBufferPointer<YAMLNode>) {
        self.init(unsafeUninitializedCapacity: nodes.count) { storage, count in
            count = storage.moveInitialize(fromContentsOf: nodes)
        }
    }
}

extension YAMLNode {
    /// What stands in for a node that a fault made unreadable.
    static func placeholder(at place: CompactRange) -> YAMLNode {
        YAMLNode(.scalar(YAMLScalar("")), at: place, isIncomplete: true)
    }
}
