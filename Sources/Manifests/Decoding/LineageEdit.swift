import Diagnostics
import YAML

/// Writes the lineage into the text of `muster.yaml`, every other byte kept.
package enum LineageEdit {
    /// The text with the lineage behind `version`, or in place of an earlier one; nothing where the text has not the form for it.
    package static func setting(_ lineage: String, in bytes: [UInt8]) -> [UInt8]? {
        let stream = YAMLReader.read(bytes, file: Project.fileName)
        guard stream.diagnostics.isEmpty, case .mapping(let mapping)? = stream.documents.first?.root?.content else {
            return nil
        }
        var edited = bytes
        if let member = mapping["lineage"] {
            edited.replaceSubrange(member.value.range.start.offset..<member.value.range.end.offset, with: lineage.utf8)
        } else {
            guard let version = mapping["version"], isAloneOnItsLine(version, in: bytes) else { return nil }
            let lineFeed = bytes[version.value.range.end.offset...].firstIndex(of: UInt8(ascii: "\n"))
            let ending = bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
            let line = "lineage: \(lineage)\(ending)"
            if let lineFeed {
                edited.insert(contentsOf: line.utf8, at: lineFeed + 1)
            } else {
                edited.append(contentsOf: (ending + line).utf8)
            }
        }
        // What was written must be what is read.
        guard
            case .mapping(let check)? = YAMLReader.read(edited, file: Project.fileName).documents.first?.root?.content,
            case .scalar(let scalar)? = check["lineage"]?.value.content, scalar.text == lineage
        else { return nil }
        return edited
    }

    /// A block mapping's key begins its line, and nothing but a comment follows its value.
    private static func isAloneOnItsLine(_ member: YAMLMapping.Member, in bytes: [UInt8]) -> Bool {
        guard member.key.range.start.column == 1 else { return false }
        let rest = bytes[member.value.range.end.offset...].prefix {
            $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r")
        }
        let text = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return text.isEmpty || text.first == UInt8(ascii: "#")
    }
}
