import Diagnostics
import YAML

/// Reads any bytes as YAML, and holds what comes of it against the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func testYAML(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: count)
    let text = Array(bytes)
    let tree = TreeCheck(bytes: bytes, places: Places(bytes))
    let wide = YAMLLimits(maxNodes: 2000)
    let stream = YAMLReader.read(text, file: "a.yaml", limits: wide)
    tree.check(stream, wide)
    if bytes.choice & 3 > 0 { return 0 }
    let tight = YAMLLimits(maxBytes: 3000, maxDepth: 6, maxNodes: 60)
    let limited = YAMLReader.read(text, file: "a.yaml", limits: tight)
    tree.check(limited, tight)
    // Where no limit is met, limits change nothing; nor does anything else between two readings.
    let limits: Set<DiagnosticCode> = [.fileTooLarge, .tooDeep, .tooManyNodes]
    if !limited.diagnostics.contains(where: { limits.contains($0.code) }) {
        check(stream.diagnostics == limited.diagnostics, "\(stream.diagnostics) and then \(limited.diagnostics)")
        check(areEqual(stream.documents, limited.documents), "two readings differ")
    }
    return 0
}

struct TreeCheck {
    let bytes: UnsafeBufferPointer<UInt8>
    let places: Places

    func check(_ stream: YAMLStream, _ limits: YAMLLimits) {
        places.check(stream.diagnostics, file: "a.yaml")
        var last = 0
        for diagnostic in stream.diagnostics {
            let offset = diagnostic.location?.range.start.offset ?? 0
            if offset < last { fatalError("\(diagnostic) is out of order") }
            last = offset
        }
        last = 0
        for document in stream.documents {
            places.check(document.range, "a document")
            if document.range.start.offset < last { fatalError("a document begins before the one above it ends") }
            last = document.range.end.offset
            guard let root = document.root else { continue }
            var left = limits.maxNodes
            check(root, within: document.range, depth: 0, limits, &left)
        }
    }

    /// A node, and all below it, with what aliases stand for.
    private func check(
        _ node: YAMLNode, within parent: SourceRange?, depth: Int, _ limits: YAMLLimits, _ left: inout Int
    ) {
        left -= 1
        if left < 0 { fatalError("more than \(limits.maxNodes) nodes") }
        places.check(node.range, "a node")
        if let anchor = node.anchor {
            places.check(anchor, "an anchor")
            if anchor.start.offset > node.range.start.offset { fatalError("an alias stands before its anchor") }
            if bytes[node.range.start.offset] != UInt8(ascii: "*") { fatalError("\(node.range) is no alias") }
        }
        if let parent, node.range.start < parent.start || node.range.end > parent.end {
            fatalError("a node at \(node.range) leaves the one around it, \(parent)")
        }
        let place = node.anchor ?? node.range
        if !node.isIncomplete, let scalar = node.scalar { check(scalar, at: place) }
        let depth = depth + (node.scalar == nil ? 1 : 0)
        if depth > limits.maxDepth { fatalError("deeper than \(limits.maxDepth) levels") }
        for item in node.sequence ?? [] { check(item, within: place, depth: depth, limits, &left) }
        guard let members = node.mapping?.members else { return }
        var names: Set<String> = []
        for member in members {
            guard member.key.scalar != nil else { fatalError("a key is no scalar") }
            if !names.insert(member.name).inserted { fatalError("a key is there twice") }
            // What was merged has its place elsewhere.
            let around = member.mergedAt == nil ? place : nil
            if let merge = member.mergedAt { places.check(merge, "a merge") }
            check(member.key, within: around, depth: depth, limits, &left)
            check(member.value, within: around, depth: depth, limits, &left)
        }
    }

    /// The text of a scalar is what stands at its place.
    private func check(_ scalar: YAMLScalar, at place: SourceRange) {
        _ = scalar.coreType
        let source = bytes[place.start.offset..<place.end.offset]
        let isOneLine = place.start.line == place.end.line
        let isAsWritten =
            switch scalar.style {
            // Of nothing but properties, a scalar stands where these do; other line ends than an editor's are folded.
            case .plain where scalar.text.isEmpty: source.isEmpty || scalar.tag != nil || hasProperty(source)
            case .plain: isOneLine && source.elementsEqual(scalar.text.utf8) || isFolded(source, scalar.text)
            case .singleQuoted: isEnclosed(source, by: UInt8(ascii: "'"))
            case .doubleQuoted: isEnclosed(source, by: UInt8(ascii: "\""))
            case .literal: source.first == UInt8(ascii: "|")
            case .folded: source.first == UInt8(ascii: ">")
            }
        if !isAsWritten { fatalError("\"\(scalar.text)\" is not what stands at \(place)") }
    }

    private func hasProperty(_ source: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        source.first == UInt8(ascii: "&") || source.first == UInt8(ascii: "!")
    }

    private func isEnclosed(_ source: Slice<UnsafeBufferPointer<UInt8>>, by quote: UInt8) -> Bool {
        source.count >= 2 && source.first == quote && source.last == quote
    }

    /// Whether both have the same bytes but for white space and line ends (NEL, LS and PS too).
    private func isFolded(_ source: Slice<UnsafeBufferPointer<UInt8>>, _ text: String) -> Bool {
        func isKept(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value > 0x20 && ![0x85, 0x2028, 0x2029].contains(scalar.value)
        }
        let written = String(decoding: source, as: UTF8.self).unicodeScalars
        guard let first = written.first, let last = written.last, isKept(first), isKept(last) else { return false }
        return written.lazy.filter(isKept).elementsEqual(text.unicodeScalars.lazy.filter(isKept))
    }
}

private func areEqual(_ left: [YAMLDocument], _ right: [YAMLDocument]) -> Bool {
    left.count == right.count
        && zip(left, right).allSatisfy { left, right in
            guard left.range == right.range else { return false }
            guard let one = left.root, let other = right.root else { return (left.root == nil) == (right.root == nil) }
            return areEqual(one, other)
        }
}

private func areEqual(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    guard left.range == right.range, left.anchor == right.anchor, left.isIncomplete == right.isIncomplete else {
        return false
    }
    switch (left.content, right.content) {
    case (.scalar(let left), .scalar(let right)): return left == right
    case (.sequence(let left), .sequence(let right)):
        return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
    case (.mapping(let left), .mapping(let right)):
        return left.members.count == right.members.count
            && zip(left.members, right.members).allSatisfy { left, right in
                areEqual(left.key, right.key) && areEqual(left.value, right.value) && left.mergedAt == right.mergedAt
            }
    default: return false
    }
}
