import Calendars
import Campaigns
import Diagnostics
import YAML

/// Reads `muster.directory.yaml`.
struct DirectoryDecoder {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var directory = Directory()

    init(_ source: SourceText) {
        let stream = YAMLReader.read(source.bytes, file: source.path)
        diagnostics = stream.diagnostics
        if stream.diagnostics.hasErrors { return }
        guard let root = stream.documents.compactMap(\.root).first.map({ LocatedNode($0, in: source) }) else { return }
        guard let reader = MappingReader(root, "the directory", keys: ["version", "platforms"], &diagnostics) else {
            return
        }
        if reader.number("version", in: 1...1, &diagnostics) == nil, reader["version"] == nil {
            diagnostics.append(
                root.diagnostic(.invalidDirectory, "`version` is missing", fix: "`muster resolve` writes the file anew")
            )
        }
        for platform in reader.entries("platforms", &diagnostics) ?? [] {
            for kind in members(platform) {
                guard let word = DirectoryName.Kind(rawValue: kind.name) else {
                    let words = DirectoryName.Kind.allCases.map(\.rawValue)
                    diagnostics.append(
                        kind.key.diagnostic(
                            .invalidDirectory, "`\(kind.name)` is no kind of name",
                            fix: nearest(to: kind.name, among: words).map { "did you mean `\($0)`?" }
                                ?? "one of " + words.map { "`\($0)`" }.joined(separator: ", ")))
                    continue
                }
                for entry in members(kind) { add(entry, word, platform.name) }
            }
        }
    }

    private mutating func members(_ member: LocatedMember) -> [LocatedMember] {
        if let members = member.value.members { return members }
        if !member.value.isNull {
            diagnostics.append(
                member.value.diagnostic(
                    .wrongType, "`\(member.name)` must be a mapping, not \(member.value.typeName)"))
        }
        return []
    }

    private mutating func add(_ entry: LocatedMember, _ kind: DirectoryName.Kind, _ platform: String) {
        let name: DirectoryName
        do {
            name = try DirectoryName(kind, written: entry.name)
        } catch {
            diagnostics.append(entry.key.diagnostic(.invalidDirectory, "`\(entry.name)` is no name: \(error.reason)"))
            return
        }
        let keys = (kind.isWithinApp ? ["app"] : []) + ["id", "lookedUp", "name"]
        guard let reader = MappingReader(entry.value, "an entry", keys: keys, &diagnostics) else { return }
        for key in keys where reader[key] == nil {
            diagnostics.append(
                entry.key.diagnostic(
                    .invalidDirectory, "`\(entry.name)` has no `\(key)`", fix: "`muster resolve` writes it"))
        }
        let app = kind.isWithinApp ? id("app", reader) : nil
        guard let id = id("id", reader), !kind.isWithinApp || app != nil,
            let lookedUp = instant(reader), let title = reader.text("name", &diagnostics)
        else { return }
        directory[platform, name] = Directory.Entry(
            DirectoryID(id, appID: app), lookedUp: lookedUp, displayName: title)
    }

    private mutating func instant(_ reader: MappingReader) -> Instant? {
        guard let node = reader["lookedUp"]?.value, let text = reader.text("lookedUp", &diagnostics) else { return nil }
        if let instant = Instant(rfc3339: text) { return instant }
        diagnostics.append(node.diagnostic(.invalidDirectory, "`lookedUp` must be an RFC 3339 instant"))
        return nil
    }

    /// Letters, digits, `-` and `_`, as all the vendors' ids are: they stand in bodies and expressions as they are.
    private mutating func id(_ key: String, _ reader: MappingReader) -> String? {
        guard let node = reader[key]?.value, let text = reader.text(key, &diagnostics) else { return nil }
        let isID =
            text.utf8.count <= 200
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        if isID { return text }
        diagnostics.append(
            node.diagnostic(.invalidDirectory, "`\(key)` must be an id: letters, digits, `-` and `_`"))
        return nil
    }
}
