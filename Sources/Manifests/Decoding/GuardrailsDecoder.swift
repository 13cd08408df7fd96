import Campaigns
import Diagnostics
import YAML

/// Reads `guardrails` of `muster.yaml`.
struct GuardrailsDecoder {
    private(set) var diagnostics: [Diagnostic] = []
    /// Those that a limit may name.
    private let platforms: [String]

    init(platforms: [String]) { self.platforms = platforms }

    mutating func guardrails(_ node: LocatedNode) -> Guardrails {
        var guardrails = Guardrails()
        guard let reader = MappingReader(node, "`guardrails`", keys: ManifestGrammar.guardrails.names, &diagnostics)
        else { return guardrails }
        if let maxCreates = reader.number("maxCreates", in: ManifestGrammar.creates, &diagnostics) {
            guardrails.maxCreates = maxCreates
            guardrails.maxCreatesLocation = reader["maxCreates"]?.value.location
        }
        guardrails.maxPerPlatform = maxPerPlatform(reader)
        guardrails.minReviewDays = reader.number("minReviewDays", in: ManifestGrammar.days, &diagnostics) ?? 0
        guardrails.maxReviewDays = maxReviewDays(reader, atLeast: guardrails.minReviewDays)
        guardrails.requiresDescription = reader.flag("requireDescription", &diagnostics) ?? false
        guardrails.requiredLabels = requiredLabels(reader)
        guardrails.forbidsAll = reader.flag("forbidAll", &diagnostics) ?? false
        guardrails.forbidsSelfReview = reader.flag("forbidSelfReview", &diagnostics) ?? false
        guardrails.allowedPlatforms = allowedPlatforms(reader)
        guardrails.requiresDirectory = reader.flag("requireDirectory", &diagnostics) ?? false
        return guardrails
    }

    /// A number for each platform, or a mapping with the platforms that have one.
    private mutating func maxPerPlatform(_ reader: MappingReader) -> [String: PlatformLimit] {
        guard let node = reader["maxPerPlatform"]?.value else { return [:] }
        guard let members = node.members else {
            guard let limit = reader.number("maxPerPlatform", in: ManifestGrammar.creates, &diagnostics) else {
                return [:]
            }
            let limits = platforms.map { ($0, PlatformLimit(limit, at: node.location)) }
            return Dictionary(limits, uniquingKeysWith: { first, _ in first })
        }
        guard let inner = MappingReader(node, "`maxPerPlatform`", keys: members.map(\.name), &diagnostics) else {
            return [:]
        }
        return members.reduce(into: [:]) { limits, member in
            guard isKnown(member.name, member.key) else { return }
            limits[member.name] = inner.number(member.name, in: ManifestGrammar.creates, &diagnostics)
                .map { PlatformLimit($0, at: member.value.location) }
        }
    }

    private mutating func maxReviewDays(_ reader: MappingReader, atLeast minReviewDays: Int) -> Int? {
        guard let days = reader.number("maxReviewDays", in: ManifestGrammar.days, &diagnostics) else { return nil }
        if days < minReviewDays, let node = reader["maxReviewDays"]?.value {
            diagnostics.append(
                node.diagnostic(
                    .invalidValue, "`maxReviewDays` must not be less than `minReviewDays`, which is \(minReviewDays)",
                    fix: "nothing could be created"))
        }
        return days
    }

    private mutating func requiredLabels(_ reader: MappingReader) -> [String] {
        let labels = reader.texts("requireLabels", &diagnostics) ?? []
        for (label, located) in labels where label.isOnlyWhitespace {
            diagnostics.append(located.diagnostic(.invalidValue, "a label's name must not be blank"))
        }
        return labels.map(\.text)
    }

    private mutating func allowedPlatforms(_ reader: MappingReader) -> [String]? {
        guard let names = reader.texts("allowedPlatforms", &diagnostics) else { return nil }
        if names.isEmpty, let node = reader["allowedPlatforms"]?.value {
            diagnostics.append(
                node.diagnostic(
                    .invalidValue, "`allowedPlatforms: []` would allow none",
                    fix: "name those that are allowed, or leave it out for all"))
        }
        return names.filter { isKnown($0.text, $0.located) }.map(\.text)
    }

    /// Whether there is such a platform: a misspelt one would limit nothing.
    private mutating func isKnown(_ name: String, _ node: LocatedNode) -> Bool {
        if platforms.contains(name) { return true }
        let names = platforms.sorted()
        diagnostics.append(
            node.diagnostic(
                .unknownPlatform, "`\(name)` is no platform of `\(Project.fileName)`",
                fix: nearest(to: name, among: names).map { "did you mean `\($0)`?" }
                    ?? "one of " + names.prefix(50).map { "`\($0)`" }.joined(separator: ", ")))
        return false
    }
}
