import CLibYAML
import Diagnostics

/// The anchor and the tag that libyaml gives with a node, as C strings.
struct Properties {
    var anchor: UnsafeMutablePointer<yaml_char_t>?
    var tag: UnsafeMutablePointer<yaml_char_t>?

    var isEmpty: Bool { anchor == nil && tag == nil }
    var count: Int { (anchor == nil ? 0 : 1) + (tag == nil ? 0 : 1) }
    var name: String? { anchor.map { String(cString: $0) } }
}

/// What a tag can stand on.
enum NodeSort: String {
    case scalar
    case sequence = "list"
    case mapping

    func takes(_ tag: YAMLScalar.Tag) -> Bool {
        switch tag {
        case .nonSpecific: true
        case .mapping: self == .mapping
        case .sequence: self == .sequence
        case .string, .integer, .boolean, .null, .float: self == .scalar
        }
    }
}

extension Composer {
    /// The place of a node without the properties before it, which libyaml's mark includes; and its tag, or a fault for
    /// one that is not read. A node of nothing but properties stands where these do.
    mutating func takeProperties(
        _ properties: Properties, at place: CompactRange, of sort: NodeSort
    ) -> (place: CompactRange, tag: YAMLScalar.Tag?) {
        let (content, tagBytes) = source.skipProperties(properties.count, in: place)
        var tag: YAMLScalar.Tag?
        if let written = properties.tag, let tagBytes {
            let start = source.position(atByte: tagBytes.lowerBound, from: place.start)
            let range = CompactRange(start, source.position(atByte: tagBytes.upperBound, from: start))
            tag = YAMLScalar.Tag(full: String(cString: written))
            if let known = tag, !sort.takes(known) {
                report(.misplacedTag(known.rawValue, on: sort.rawValue, at: location(range)))
                tag = nil
            } else if tag == nil {
                let text = String(decoding: source.bytes[tagBytes], as: UTF8.self)
                report(.unsupportedTag(text, at: location(range)))
            }
        }
        guard sort != .scalar || content < place.end.offset else { return (place, tag) }
        return (CompactRange(source.position(atByte: content, from: place.start), place.end), tag)
    }
}

extension YAMLScalar.Tag {
    /// `tag:yaml.org,2002:str`, as libyaml resolves `!!str`.
    fileprivate init?(full: String) {
        let prefix = "tag:yaml.org,2002:"
        if full == "!" {
            self = .nonSpecific
        } else if full.hasPrefix(prefix), let tag = Self(rawValue: "!!" + full.dropFirst(prefix.count)) {
            self = tag
        } else {
            return nil
        }
    }
}
