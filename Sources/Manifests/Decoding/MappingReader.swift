import YAML
import Diagnostics

/// Reads a mapping with a fixed set of keys, collecting what is wrong with it.
struct MappingReader {
    let located: LocatedNode
    /// What the mapping is, for messages: "a platform".
    let title: String
    private let members: [LocatedMember]

    /// Nothing, and a diagnostic, when the node is no mapping. Unknown keys are reported; keys that begin with `x-` are free
    /// where `allowsExtensions`.
    init?(
        _ located: LocatedNode, _ title: String, keys: [String], allowsExtensions: Bool = false,
        _ diagnostics: inout [Diagnostic]
    ) {
        guard let members = located.members else {
            diagnostics.append(located.diagnostic(.wrongType, "\(title) must be a mapping, not \(located.typeName)"))
            return nil
        }
        self.located = located
        self.title = title
        self.members = members
        for member in members where !keys.contains(member.name) {
            if allowsExtensions, member.name.hasPrefix("x-") { continue }
            diagnostics.append(
                member.key.diagnostic(
                    .unknownKey, "unknown key `\(member.name)` in \(title)",
                    fix: nearest(to: member.name, among: keys).map { "did you mean `\($0)`?" }
                        ?? "known are " + keys.map { "`\($0)`" }.joined(separator: ", ")))
        }
    }

    /// The member of that name, if it has a value other than null that could be read.
    subscript(name: String) -> LocatedMember? {
        members.first { $0.name == name && !$0.value.isNull && !$0.value.isPlaceholder }
    }

    /// A text of at least one character.
    func text(_ name: String, with references: References? = nil, _ diagnostics: inout [Diagnostic]) -> String? {
        guard let value = self[name]?.value else { return nil }
        guard let scalar = value.scalar else {
            diagnostics.append(value.diagnostic(.wrongType, "`\(name)` must be a text, not \(value.typeName)"))
            return nil
        }
        guard let text = TextRules.checked(value, scalar.text, with: references, &diagnostics) else { return nil }
        if text.isOnlyWhitespace {
            diagnostics.append(value.diagnostic(.invalidValue, "`\(name)` must not be blank"))
            return nil
        }
        return text
    }

    func flag(_ name: String, _ diagnostics: inout [Diagnostic]) -> Bool? {
        guard let value = self[name]?.value else { return nil }
        switch value.scalar {
        case .some(let scalar) where scalar.style == .plain && scalar.text == "true": return true
        case .some(let scalar) where scalar.style == .plain && scalar.text == "false": return false
        default:
            diagnostics.append(
                value.diagnostic(.wrongType, "`\(name)` must be `true` or `false`, not \(value.typeName)"))
            return nil
        }
    }

    func number(_ name: String, in range: ClosedRange<Int>, _ diagnostics: inout [Diagnostic]) -> Int? {
        guard let value = self[name]?.value else { return nil }
        if let scalar = value.scalar, scalar.style == .plain, case .integer(let number) = scalar.coreType,
            range.contains(number)
        {
            return number
        }
        diagnostics.append(
            value.diagnostic(
                .wrongType,
                "`\(name)` must be a whole number from \(range.lowerBound) to \(range.upperBound), not \(value.typeName)"
            ))
        return nil
    }

    /// A list of texts.
    func texts(_ name: String, _ diagnostics: inout [Diagnostic]) -> [(text: String, located: LocatedNode)]? {
        guard let value = self[name]?.value else { return nil }
        guard let items = value.items else {
            diagnostics.append(value.diagnostic(.wrongType, "`\(name)` must be a list, not \(value.typeName)"))
            return nil
        }
        return items.compactMap { item in
            guard let scalar = item.scalar, !scalar.isNull else {
                diagnostics.append(item.diagnostic(.wrongType, "`\(name)` is a list of texts, not of \(item.typeName)"))
                return nil
            }
            return TextRules.checked(item, scalar.text, &diagnostics).map { ($0, item) }
        }
    }

    /// The members of a mapping with free keys.
    func entries(_ name: String, _ diagnostics: inout [Diagnostic]) -> [LocatedMember]? {
        guard let value = self[name]?.value else { return nil }
        guard let members = value.members else {
            diagnostics.append(value.diagnostic(.wrongType, "`\(name)` must be a mapping, not \(value.typeName)"))
            return nil
        }
        return members
    }
}
