import Calendars
import Campaigns
import Diagnostics
import JSON
import Vendors
import YAML

/// Reads `muster.yaml`.
struct ProjectDecoder: Sendable {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var notices: [Diagnostic] = []
    private(set) var project: Project?
    /// Where the project says its time zone, as the lowest layer of a `time_zone` field.
    private(set) var timeZoneNode: LocatedNode?
    /// The patterns of `include` that can be used, where they stand.
    private(set) var patterns: [(glob: Glob, located: LocatedNode)] = []
    /// The defaults of each platform and kind, field by field.
    private(set) var defaults: [String: [Kind: [LocatedMember]]] = [:]

    init(_ source: SourceText, folder: String, shownFolder: String, hasCampaignsFolder: Bool) {
        let stream = YAMLReader.read(source.bytes, file: source.path)
        diagnostics = stream.diagnostics
        if stream.diagnostics.hasErrors { return }
        let documents = stream.documents.filter { $0.root != nil }
        guard let root = documents.first?.root else {
            diagnostics.append(
                Diagnostic(
                    .missingField, "`\(Project.fileName)` says nothing", at: SourceText.firstLine(of: source.path),
                    fix: "begin with `version: 1`"))
            return
        }
        if documents.count > 1, let second = documents[1].root {
            diagnostics.append(
                LocatedNode(second, in: source).diagnostic(
                    .yamlSyntax, "`\(Project.fileName)` has one document, not several"))
        }
        decode(LocatedNode(root, in: source), folder, shownFolder, hasCampaignsFolder)
    }

    private mutating func decode(
        _ root: LocatedNode, _ folder: String, _ shownFolder: String, _ hasCampaignsFolder: Bool
    ) {
        guard
            let reader = MappingReader(
                root, "`\(Project.fileName)`", keys: ManifestGrammar.project.names, allowsExtensions: true, &diagnostics
            )
        else { return }
        checkVersion(reader, root)
        let zone = timeZone(reader)
        let platforms = platforms(reader, root, zone)
        project = Project(
            folder: folder, shownFolder: shownFolder, lineage: lineage(reader), timeZone: zone,
            include: include(reader, hasCampaignsFolder), state: statePath(reader), platforms: platforms,
            guardrails: guardrails(reader), freezes: freezes(reader, zone), disabledLints: disabledLints(reader))
    }

    private mutating func checkVersion(_ reader: MappingReader, _ root: LocatedNode) {
        guard let version = reader["version"] else {
            diagnostics.append(
                Diagnostic(
                    .missingField, "`version` is missing", at: SourceText.firstLine(of: root.source.path),
                    fix: "begin the file with `version: 1`"))
            return
        }
        if version.value.scalar?.coreType != .integer(1) {
            diagnostics.append(
                version.value.diagnostic(
                    .unsupportedVersion, "this Muster reads `version: 1`, not \(version.value.typeName)",
                    fix: "a newer Muster may read it"))
        }
    }

    private mutating func lineage(_ reader: MappingReader) -> String? {
        guard let text = reader.text("lineage", &diagnostics) else { return nil }
        if Lineage.isValid(text) { return text }
        if let node = reader["lineage"]?.value {
            diagnostics.append(
                node.diagnostic(
                    .invalidLineage, "`lineage` must be the 32 hexadecimal digits that `muster init` wrote",
                    fix: "take them from the state file, or from git's history"))
        }
        return nil
    }

    private mutating func timeZone(_ reader: MappingReader) -> Zone {
        guard let text = reader.text("timeZone", &diagnostics), let node = reader["timeZone"]?.value else {
            return .utc
        }
        timeZoneNode = node
        if let zone = Zone(identifier: text) { return zone }
        diagnostics.append(ZoneFault.diagnostic(node, text))
        return .utc
    }

    /// The patterns that take none of the campaign files: most likely a slip, by which reviews would silently not be declared.
    func unusedPatterns(_ paths: [String]) -> [Diagnostic] {
        patterns.filter { pattern in !paths.contains { pattern.glob.matches($0) } }.map { pattern in
            pattern.located.diagnostic(
                .unusedGlob, "`\(pattern.located.scalar?.text ?? "")` takes no campaign file",
                fix: "is the path right?", severity: .warning)
        }
    }

    private mutating func include(_ reader: MappingReader, _ hasCampaignsFolder: Bool) -> [String] {
        guard let patterns = reader.texts("include", &diagnostics) else {
            return hasCampaignsFolder ? ["campaigns/**"] : ["**"]
        }
        for (pattern, located) in patterns {
            if let glob = Glob(pattern) {
                self.patterns.append((glob, located))
                continue
            }
            diagnostics.append(
                located.diagnostic(
                    .invalidGlob, "`\(pattern)` is no pattern within the project",
                    fix: "such as `campaigns/**`: relative, without `.`, `..` or empty parts"))
        }
        return patterns.map(\.text)
    }

    private mutating func statePath(_ reader: MappingReader) -> String {
        guard let text = reader.text("state", &diagnostics), let node = reader["state"]?.value else {
            return Project.defaultState
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains(where: { $0.isEmpty || $0 == ".." || $0 == "." }) {
            diagnostics.append(
                node.diagnostic(
                    .outsideProject, "`state` must be a path within the project",
                    fix: "`--state PATH` or MUSTER_STATE puts it elsewhere"))
            return Project.defaultState
        }
        return text
    }

    private mutating func guardrails(_ reader: MappingReader) -> Guardrails {
        guard let node = reader["guardrails"]?.value else { return Guardrails() }
        var decoder = GuardrailsDecoder(platforms: reader["platforms"]?.value.members?.map(\.name) ?? [])
        let guardrails = decoder.guardrails(node)
        diagnostics += decoder.diagnostics
        return guardrails
    }

    /// The codes that `lint` switches off.
    private mutating func disabledLints(_ reader: MappingReader) -> Set<String> {
        guard let node = reader["lint"]?.value,
            let reader = MappingReader(node, "`lint`", keys: ManifestGrammar.lint.names, &diagnostics)
        else { return [] }
        let known = Lint.codes.map(\.rawValue)
        let codes = (reader.texts("disable", &diagnostics) ?? []).filter { code, located in
            if known.contains(code) { return true }
            diagnostics.append(
                located.diagnostic(
                    .notDisableable, "`\(code)` is no warning that can be switched off",
                    fix: "one of " + known.map { "`\($0)`" }.joined(separator: ", ")))
            return false
        }
        return Set(codes.map(\.text))
    }

    private mutating func freezes(_ reader: MappingReader, _ zone: Zone) -> FreezeWindows {
        guard let node = reader["freezes"]?.value else { return FreezeWindows([], in: zone) }
        guard let items = node.items else {
            diagnostics.append(node.diagnostic(.wrongType, "`freezes` must be a list, not \(node.typeName)"))
            return FreezeWindows([], in: zone)
        }
        return FreezeWindows(items.compactMap { freeze($0) }, in: zone)
    }

    private mutating func freeze(_ item: LocatedNode) -> Freeze? {
        guard let reader = MappingReader(item, "a freeze", keys: ManifestGrammar.freeze.names, &diagnostics) else {
            return nil
        }
        for key in ManifestGrammar.freeze.names where reader[key] == nil {
            diagnostics.append(
                item.diagnostic(
                    .missingField, "a freeze needs `\(key)`",
                    fix: "such as `{ from: 2027-12-15, to: 2028-01-03, reason: year-end close }`"))
        }
        let (from, to) = (day("from", reader), day("to", reader))
        guard let reason = reader.text("reason", &diagnostics), let from, let to else { return nil }
        if to < from, let node = reader["to"]?.value {
            diagnostics.append(
                node.diagnostic(
                    .invalidDate, "the freeze would end before it begins on \(from)", fix: "`to` is its last day"))
            return nil
        }
        return Freeze(from: from, to: to, reason: reason)
    }

    private mutating func day(_ key: String, _ reader: MappingReader) -> CivilDate? {
        guard let node = reader[key]?.value, let text = reader.text(key, &diagnostics) else { return nil }
        if let date = CivilDate(text) { return date }
        diagnostics.append(
            node.diagnostic(.invalidDate, "`\(key)` must be a date (`2027-12-15`), not \(node.typeName)"))
        return nil
    }

    private mutating func platforms(_ reader: MappingReader, _ root: LocatedNode, _ zone: Zone) -> [String: Platform] {
        guard let entries = reader.entries("platforms", &diagnostics), !entries.isEmpty else {
            if reader["platforms"] == nil || reader["platforms"]?.value.members?.isEmpty == true {
                diagnostics.append(
                    Diagnostic(
                        .missingField, "`platforms` is missing", at: SourceText.firstLine(of: root.source.path),
                        fix: "name at least one, such as `platforms: { opal: {} }`"))
            }
            return [:]
        }
        var platforms: [String: Platform] = [:]
        for entry in entries {
            guard NameFault.check(entry.key, entry.name, "a platform's name", &diagnostics) else { continue }
            var decoder = PlatformDecoder(entry, zone: zone)
            diagnostics += decoder.diagnostics
            notices += decoder.notices
            guard let platform = decoder.takePlatform() else { continue }
            platforms[platform.name] = platform
            defaults[platform.name] = decoder.defaults
        }
        checkSharedCredentials(platforms)
        return platforms
    }

    /// A vendor's default variables serve its sole platform only.
    private mutating func checkSharedCredentials(_ platforms: [String: Platform]) {
        for (_, group) in Dictionary(grouping: platforms.values, by: \.vendor) where group.count > 1 {
            for platform in group where platform.credentialVariables.isEmpty {
                diagnostics.append(
                    Diagnostic(
                        .ambiguousCredentials,
                        "`\(platform.name)` must name its own credentials, since \(platform.vendor.title) has several platforms here",
                        at: platform.location,
                        fix:
                            "such as `credentials: { \(platform.vendor.credentialNames[0].name): { env: \(variableExample(platform)) } }`"
                    ))
            }
            checkEqualCredentials(group)
        }
    }

    /// Platforms with the same variables would be one account under two names, and each review could be created twice.
    private mutating func checkEqualCredentials(_ platforms: [Platform]) {
        let named = platforms.filter { !$0.credentialVariables.isEmpty }
        for (_, same) in Dictionary(grouping: named, by: \.credentialVariables) where same.count > 1 {
            let same = same.sorted { $0.location.range.start.offset < $1.location.range.start.offset }
            for platform in same.dropFirst() {
                diagnostics.append(
                    Diagnostic(
                        .ambiguousCredentials,
                        "`\(platform.name)` names the same variables as `\(same[0].name)`, so both would be one account",
                        at: platform.location, fix: "one platform for each account",
                        notes: [.init("`\(same[0].name)` is here", at: same[0].location)]))
            }
        }
    }

    private func variableExample(_ platform: Platform) -> String {
        var name = platform.name.uppercased().replacing("-", with: "_")
        // A name of the vendor's is one that nobody has to accept.
        let prefix = platform.vendor.variablePrefix
        if !"\(name)_".hasPrefix(prefix) { name = prefix + name }
        let suffix = platform.vendor.credentialNames[0].variable.split(separator: "_").dropFirst().joined(
            separator: "_")
        return "\(name)_\(suffix)"
    }
}

/// The faults of a name.
enum NameFault {
    static func check(_ key: LocatedNode, _ name: String, _ title: String, _ diagnostics: inout [Diagnostic]) -> Bool {
        if Address.isName(name) { return true }
        diagnostics.append(
            key.diagnostic(
                .invalidName, "\(title) is made of a-z, 0-9 and `-`, at most 63 of them, and does not begin with `-`",
                fix: suggestion(for: name).map { "such as `\($0)`" }))
        return false
    }

    private static func suggestion(for name: String) -> String? {
        let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let words = String(letters).split(separator: "-").joined(separator: "-")
        return Address.isName(words) ? words : nil
    }
}

/// The fault of a time zone that does not exist.
enum ZoneFault {
    static func diagnostic(_ node: LocatedNode, _ text: String) -> Diagnostic {
        node.diagnostic(
            .invalidTimeZone, "`\(text)` is no time zone of the IANA database",
            fix: Zone.nearestIdentifier(to: text).map { "did you mean `\($0)`?" } ?? "such as `America/New_York`")
    }
}
