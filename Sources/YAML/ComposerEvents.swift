import CLibYAML
import Diagnostics

extension Composer {
    /// Takes an event inside a document. False when nothing after it can be read.
    mutating func take(_ event: UnsafePointer<yaml_event_t>) -> Bool {
        switch event.pointee.type {
        case YAML_SCALAR_EVENT: if !isSkipping { takeScalar(event) }
        case YAML_ALIAS_EVENT: if !isSkipping { takeAlias(event) }
        case YAML_MAPPING_START_EVENT:
            let data = event.pointee.data.mapping_start
            return begin(
                event, isMapping: true, isFlow: data.style == YAML_FLOW_MAPPING_STYLE,
                Properties(anchor: data.anchor, tag: data.tag))
        case YAML_SEQUENCE_START_EVENT:
            let data = event.pointee.data.sequence_start
            return begin(
                event, isMapping: false, isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE,
                Properties(anchor: data.anchor, tag: data.tag))
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
            depth -= 1
            if !isSkipping { end(event) }
        default: break
        }
        return true
    }

    private mutating func takeScalar(_ event: UnsafePointer<yaml_event_t>) {
        let data = event.pointee.data.scalar
        let style = YAMLScalar.Style(data.style)
        var place = range(of: event)
        var tag: YAMLScalar.Tag?
        let properties = Properties(anchor: data.anchor, tag: data.tag)
        if properties.isEmpty {
            if style == .literal || style == .folded {
                place.end = source.endOfBlockScalar(place)
            } else if place.start.offset == place.end.offset, expectsValue {
                place = source.emptyValue(at: place.start, after: lastEnd)
            }
        } else {
            (place, tag) = takeProperties(properties, at: place, of: .scalar)
            if style == .literal || style == .folded { place.end = source.endOfBlockScalar(place) }
        }
        lastEnd = place.end
        guard count(at: place) else { return }
        textCount += data.length
        let text = texts.text(UnsafeBufferPointer(start: data.value, count: data.length))
        let node = YAMLNode(.scalar(YAMLScalar(text, style: style, tag: tag)), at: place)
        if let name = properties.name {
            anchors.define(name, as: .init(place: SharedRange(place), node: node, textCount: data.length))
        }
        add(node, height: 0)
    }

    private mutating func takeAlias(_ event: UnsafePointer<yaml_event_t>) {
        let place = range(of: event)
        lastEnd = place.end
        let name = String(cString: event.pointee.data.alias.anchor)
        guard let entry = anchors[name] else {
            suggestionsLeft -= 1
            let suggestion = suggestionsLeft >= 0 ? anchors.suggestion(for: name) : nil
            report(.undefinedAlias(name, suggestion: suggestion, at: location(place)))
            return replace(place)
        }
        guard let node = entry.node else {
            report(.recursiveAlias(name, at: location(place), anchor: location(entry.place.range)))
            return replace(place)
        }
        guard depth + entry.height <= limits.maxDepth else {
            report(.tooDeep(limit: limits.maxDepth, at: location(place), anchor: location(entry.place.range)))
            return replace(place)
        }
        guard count(entry.nodeCount, at: place), countText(entry.textCount, at: place) else { return }
        add(node.aliased(at: place, anchor: entry.place), height: entry.height)
    }

    /// Goes on without the node that an alias should have given.
    private mutating func replace(_ place: CompactRange) {
        if count(at: place) { add(.placeholder(at: place), height: 0) }
    }

    private mutating func begin(
        _ event: UnsafePointer<yaml_event_t>, isMapping: Bool, isFlow: Bool, _ properties: Properties
    ) -> Bool {
        depth += 1
        if isSkipping, depth <= limits.maxDepth { return true }
        var place = range(of: event)
        if !properties.isEmpty {
            place = takeProperties(properties, at: place, of: isMapping ? .mapping : .sequence).place
        }
        let first = source.character(at: place.start)
        guard depth <= limits.maxDepth else {
            report(.tooDeep(limit: limits.maxDepth, at: location(first)))
            return false
        }
        guard count(at: first) else { return true }
        if let name = properties.name { anchors.begin(name, at: first) }
        openFrame(isMapping: isMapping, isFlow: isFlow, at: place.start, isAnchored: properties.anchor != nil)
        return true
    }

    private mutating func end(_ event: UnsafePointer<yaml_event_t>) {
        guard let (frame, content, isIncomplete) = closeFrame() else { return }
        // A block ends where its last child does: libyaml's mark stands before whatever comes next. So does a pair in
        // `[ ]`.
        if frame.isFlow {
            let bracket = range(of: event)
            if bracket.start.offset < bracket.end.offset { lastEnd = bracket.end }
        }
        let node = YAMLNode(content, at: CompactRange(frame.start, lastEnd), isIncomplete: isIncomplete)
        let height = frame.childHeight + 1
        if frame.isAnchored {
            anchors.end(
                AnchorTable.Entry(
                    place: SharedRange(node.compactRange), node: node, nodeCount: nodeCount - frame.nodesBefore,
                    textCount: textCount - frame.textBefore, height: height))
        }
        add(node, height: height)
    }
}

extension YAMLScalar.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        self =
            switch style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
    }
}
