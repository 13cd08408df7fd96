import Diagnostics
import Support
import YAML

func read(_ source: MarkedSource) -> YAMLStream { YAMLReader.read(source.bytes, file: "a.yaml") }

func read(_ text: String, limits: YAMLLimits = .standard) -> YAMLStream {
    YAMLReader.read(Array(text.utf8), file: "a.yaml", limits: limits)
}

/// The root of a text that holds one document without faults.
func root(of source: MarkedSource) -> YAMLNode? {
    let stream = read(source)
    return stream.diagnostics.isEmpty && stream.documents.count == 1 ? stream.documents.first?.root : nil
}

func root(of text: String) -> YAMLNode? { root(of: MarkedSource(text)) }

/// What a text means, in one line: `{a: [1, "x"]}`, quoted scalars in double quotes; documents apart by ` --- `; then
/// the codes of its faults after `!`.
func meaning(_ text: String) -> String {
    let stream = read(text)
    let documents = stream.documents.map { $0.root.map(outline) ?? "" }.joined(separator: " --- ")
    let codes = stream.diagnostics.map(\.code.rawValue).joined(separator: " ")
    return codes.isEmpty ? documents : documents + " ! " + codes
}

func outline(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar):
        let text = scalar.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
        let shown = scalar.style == .plain ? text : "\"\(text)\""
        return scalar.tag.map { "\($0) \(shown)" } ?? shown
    case .sequence(let items): return "[" + items.map(outline).joined(separator: ", ") + "]"
    case .mapping(let mapping):
        return "{" + mapping.members.map { "\(outline($0.key)): \(outline($0.value))" }.joined(separator: ", ") + "}"
    }
}

/// A fault in short: its code and the text that it stands at, with the position of its start.
struct Found: Hashable, CustomStringConvertible {
    var code: String
    var range: SourceRange

    init(_ code: DiagnosticCode, _ range: SourceRange) {
        self.code = code.rawValue
        self.range = range
    }

    var description: String {
        "\(code) \(range.start.line):\(range.start.column)+\(range.start.offset) to "
            + "\(range.end.line):\(range.end.column)+\(range.end.offset)"
    }
}

/// Codes and places of a source's faults.
func faults(in source: MarkedSource) -> [Found] {
    read(source).diagnostics.compactMap { fault in fault.location.map { Found(fault.code, $0.range) } }
}
