package import JSON

/// What is known of one of Muster's own keys. It serves the decoders' lists of keys, the JSON Schema and `muster explain`.
package struct ManifestKey: Sendable {
    package let name: String
    package let type: ManifestType
    package let isRequired: Bool
    /// What holds where the key is left out, if that is a value.
    package let standard: JSONValue?
    /// A value as it is written in YAML.
    package let example: String?
    /// One line of help.
    package let help: String

    init(
        _ name: String, _ type: ManifestType, required: Bool = false, default standard: JSONValue? = nil,
        example: String? = nil, help: String
    ) {
        self.name = name
        self.type = type
        isRequired = required
        self.standard = standard
        self.example = example
        self.help = help
    }
}

/// The type of a value that Muster reads itself.
package indirect enum ManifestType: Sendable {
    case text(TextForm)
    /// Only this number.
    case constant(Int)
    case integer(ClosedRange<Int>)
    case boolean
    case words([String])
    case list(ManifestType)
    /// One of two.
    case either(ManifestType, ManifestType)
    /// A mapping with free keys.
    case map(ManifestType)
    /// A mapping with these keys.
    case object(ManifestObject)
    /// Blocks of `reviews` or of `requests`, by key: Muster's keys, and the fields of a vendor's kind.
    case blocks(areRequests: Bool)
    /// Platforms by name.
    case platforms
    /// The variables that hold a platform's credentials, by the names that its vendor has for them.
    case credentials
    /// Fields by kind.
    case defaults

    /// The keys of the value, or of what it lists; those of a block are Muster's only.
    package var keys: [ManifestKey] {
        switch self {
        case .object(let object): object.keys
        case .list(let item), .map(let item): item.keys
        case .blocks: ManifestGrammar.block.keys
        case .platforms: ManifestGrammar.platform.keys
        case .credentials: ManifestGrammar.credential.keys
        default: []
        }
    }
}

/// A mapping with fixed keys.
package struct ManifestObject: Sendable {
    package let keys: [ManifestKey]
    /// Their names, in the same order.
    package let names: [String]
    /// Groups of keys of which at most one may be given.
    package let exclusive: [[String]]
    /// Groups of keys of which at least one must be given.
    package let needed: [[String]]
    /// What words of keys ask of other keys.
    package let rules: [ManifestRule]

    init(
        _ keys: [ManifestKey], exclusive: [[String]] = [], needed: [[String]] = [], rules: [ManifestRule] = []
    ) {
        self.keys = keys
        names = keys.map(\.name)
        self.rules = rules
        self.exclusive = exclusive
        self.needed = needed
    }
}

/// What a key's word asks of other keys.
package enum ManifestRule: Sendable {
    /// Where `key` is `word`, `other` must be `otherWord`.
    case needs(key: String, word: String, other: String, otherWord: String)
    /// `key` has no meaning where `other` is one of `words`.
    case excludes(key: String, other: String, words: [String])
    /// `key` can be no certain day where `other` is given.
    case varies(key: String, other: String)
}
