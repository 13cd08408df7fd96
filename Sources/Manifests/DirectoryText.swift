import Calendars
package import Campaigns

/// `muster.directory.yaml`: one line an entry, in one order, so that a change of one name is a change of one line.
package enum DirectoryText {
    package static func text(_ directory: Directory) -> String {
        var text =
            "# The ids of the names in this project's manifests, as `muster resolve` found them. Commit it with them.\nversion: 1\n"
        let platforms = directory.platforms.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        if platforms.isEmpty { return text + "platforms: {}\n" }
        text += "platforms:\n"
        for (platform, entries) in platforms {
            text += "  \(platform):\n"
            var kind: DirectoryName.Kind?
            for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
                if name.kind != kind { text += "    \(name.kind.rawValue):\n" }
                kind = name.kind
                let app = entry.id.appID.map { "app: \(quoted($0)), " } ?? ""
                text +=
                    "      \(quoted(name.written)): { \(app)id: \(quoted(entry.id.id)), lookedUp: \(entry.lookedUp.rfc3339), name: \(quoted(entry.displayName)) }\n"
            }
        }
        return text
    }

    /// A double-quoted scalar of YAML, in which nothing but printable characters stands as it is.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20 || TextRules.isForbidden(scalar) || isHidden(scalar):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// What a reader can't see, or YAML takes for the end of a line.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x85 || scalar.value == 0x2028
            || scalar.value == 0x2029 || scalar.value == 0xFEFF || scalar.properties.generalCategory == .unassigned
    }
}
