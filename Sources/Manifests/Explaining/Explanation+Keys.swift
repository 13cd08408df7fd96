import Campaigns
import JSON

// Muster's own keys.
extension Explanation {
    static func document(_ path: String, _ object: ManifestObject, _ help: String) -> Explanation {
        var explanation = Explanation(path: path, name: path, type: "mapping", help: help)
        explanation.take(object)
        return explanation
    }

    private init(_ key: ManifestKey, below path: String) {
        self.init(path: "\(path).\(key.name)", name: key.name, type: key.type.words, help: key.help)
        isRequired = key.isRequired
        standard = key.standard
        example = key.example
        switch key.type {
        case .words(let words), .list(.words(let words)): values = words
        case .text(let form), .list(.text(let form)), .map(.text(let form)):
            if form.words != "a text" { self.form = form.words }
            if form.takesReferences { references = References.Name.written }
        default: break
        }
        switch key.type {
        case .object(let object), .list(.object(let object)), .map(.object(let object)): take(object)
        case .blocks(let areRequests):
            take(ManifestGrammar.block)
            let kinds = Kind.allCases.filter { $0.isRequest == areRequests }
            rules = ["every other key is a field of the vendor's: see \(kinds.map(\.rawValue).joined(separator: ", "))"]
        case .platforms: take(ManifestGrammar.platform)
        case .credentials:
            take(ManifestGrammar.credential)
            rules = Vendor.allCases.map { vendor in
                let names = vendor.credentialNames.map { "\($0.name) (\($0.variable))" }
                return "for \(vendor.title): \(names.joined(separator: ", "))"
            }
        case .defaults: rules = ["the kinds are \(Kind.allCases.map(\.rawValue).joined(separator: ", "))"]
        default: break
        }
    }

    private mutating func take(_ object: ManifestObject) {
        fields = object.keys.map { key in
            var field = Explanation(key, below: path)
            for group in object.exclusive where group.contains(key.name) {
                field.rules.append("at most one of " + group.joined(separator: ", "))
            }
            for group in object.needed where group.contains(key.name) {
                field.rules.append("at least one of " + group.joined(separator: ", "))
            }
            field.rules += object.rules.compactMap { $0.words(about: key.name) }
            return field
        }
    }
}

extension ManifestRule {
    /// The rule in a sentence, for one of the keys that it is about.
    fileprivate func words(about name: String) -> String? {
        switch self {
        case .needs(let key, let word, let other, let otherWord):
            [key, other].contains(name) ? "`\(key): \(word)` needs `\(other): \(otherWord)`" : nil
        case .excludes(let key, let other, let words):
            key == name ? "not with `\(other)` \(words.joined(separator: " or "))" : nil
        case .varies(let key, let other):
            key == name
                ? "with `\(other)`, a duration or a text with references: a day would be the same in every period" : nil
        }
    }
}

extension ManifestType {
    fileprivate var words: String {
        switch self {
        case .text(let form): form.noun
        case .constant(let number): "the number \(number)"
        case .integer(let range): "whole number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .words: "word"
        case .list(let item): "list of \(item.plural)"
        case .either(let one, let other): "\(one.words), or \(other.words)"
        case .map(let item): "mapping of free keys to \(item.plural)"
        case .object: "mapping"
        case .blocks: "mapping of blocks by key"
        case .platforms: "mapping of platforms by name"
        case .credentials: "mapping of credentials by name"
        case .defaults: "mapping of fields by kind"
        }
    }

    private var plural: String {
        if case .integer(let range) = self {
            return "whole numbers from \(range.lowerBound) to \(range.upperBound)"
        }
        return words + "s"
    }
}

extension References.Name {
    /// As they stand in texts.
    static let written = allCases.map { "${\($0.rawValue)}" }
}
