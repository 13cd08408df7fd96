import Foundation
import Testing
import YAML

/// A pipeline's file as texts, lists and maps.
indirect enum PipelineTree {
    case text(String)
    case list([PipelineTree])
    case map([(key: String, value: PipelineTree)])

    init(contentsOf file: URL) throws {
        let stream = YAMLReader.read([UInt8](try Data(contentsOf: file)), file: file.lastPathComponent)
        try #require(stream.diagnostics.isEmpty, "\(stream.diagnostics)")
        self.init(try #require(stream.documents.first?.root))
    }

    private init(_ node: YAMLNode) {
        if let mapping = node.mapping {
            self = .map(mapping.members.map { ($0.name, PipelineTree($0.value)) })
        } else if let sequence = node.sequence {
            self = .list(sequence.map { PipelineTree($0) })
        } else {
            self = .text(node.scalar?.text ?? "")
        }
    }

    subscript(key: String) -> PipelineTree? { members.first { $0.key == key }?.value }

    var members: [(key: String, value: PipelineTree)] {
        if case .map(let members) = self { members } else { [] }
    }

    var elements: [PipelineTree] {
        if case .list(let elements) = self { elements } else { [] }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// All texts, those of keys left out, with the path to each.
    var texts: [(path: String, text: String)] {
        switch self {
        case .text(let text): [("", text)]
        case .list(let elements): elements.flatMap { $0.texts }
        case .map(let members):
            members.flatMap { key, value in value.texts.map { ($0.path.isEmpty ? key : "\(key)/\($0.path)", $0.text) } }
        }
    }
}
