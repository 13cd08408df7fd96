package import JSON

/// What is known of one field of a vendor's call. It serves decoding, validation, comparison and documentation.
///
/// A class, since tables of fields are looked through for every value, and a reference is cheaper to hand on than all of this.
package final class Field: Sendable {
    package let name: String
    package let type: FieldType
    package let isRequired: Bool
    /// Whether the vendor takes `null`.
    package let isNullable: Bool
    /// What the vendor documents an absent field to mean, for comparison.
    package let documentedDefault: JSONValue?
    /// The call that carries it.
    package let step: Call.Step
    /// Whether a later read of the resource returns it.
    package let isReadBack: Bool
    /// Whether the vendor has deprecated it.
    package let isDeprecated: Bool
    /// The campaign's key that fills this field where the block does not give it.
    package let filledBy: CampaignKey?
    /// Whether the word `all` may stand here, and what is then sent.
    package let all: AllWord?
    /// What leaving it out would mean, for which that is refused; nothing where it may be left out, or is required.
    package let absentMeans: String?
    /// What an empty list or mapping would mean, for which it is refused in a block; nothing where it may be empty.
    package let emptyMeans: String?
    /// Of these fields of the value one must be given, or it would say nothing.
    package let needsOneOf: [String]
    /// What its value must state besides, by what another field of the resource says.
    package let parts: [StatedParts]
    /// The kinds of names that may stand in place of an id, or of a pair of ids.
    package let names: [DirectoryName.Kind]
    /// Whether another review may stand in place of an id.
    package let takesReview: Bool
    /// One line of help.
    package let help: String
    /// Where the facts are from.
    package let source: String
    /// What rules there are for the field or for anything in it, so that most values need no look.
    package let concerns: FieldConcerns
    /// The fields of the value, or of what it lists; none where it has none.
    package let inner: FieldTable

    package init(
        _ name: String, _ type: FieldType, required: Bool = false, nullable: Bool = false,
        default documentedDefault: JSONValue? = nil,
        step: Call.Step = .create, readBack: Bool = true, deprecated: Bool = false, filledBy: CampaignKey? = nil,
        all: AllWord? = nil, absentMeans: String? = nil, emptyMeans: String? = nil, needsOneOf: [String] = [],
        parts: [StatedParts] = [], names: [DirectoryName.Kind] = [],
        takesReview: Bool = false, help: String, source: String
    ) {
        self.absentMeans = absentMeans
        self.emptyMeans = emptyMeans
        self.needsOneOf = needsOneOf
        self.parts = parts
        self.names = names
        self.takesReview = takesReview
        self.name = name
        self.type = type
        self.isRequired = required
        self.isNullable = nullable
        self.documentedDefault = documentedDefault
        self.step = step
        self.isReadBack = readBack
        self.isDeprecated = deprecated
        self.filledBy = filledBy
        self.all = all
        self.help = help
        self.source = source
        concerns = FieldConcerns(of: type).union(deprecated ? .deprecation : [])
        inner = FieldTable(type.fields)
    }
}

/// Rules that concern a field or any field in it.
package struct FieldConcerns: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Some names exclude each other.
    package static let choice = FieldConcerns(rawValue: 1)
    /// Something is deprecated.
    package static let deprecation = FieldConcerns(rawValue: 2)
    /// There is a list in which no value may stand twice.
    package static let set = FieldConcerns(rawValue: 4)

    fileprivate init(of type: FieldType) {
        switch type {
        case .object(let fields, let oneOf):
            self = fields.reduce(oneOf.isEmpty ? [] : .choice) { $0.union($1.concerns) }
        case .list(let item, let isSet, _): self = FieldConcerns(of: item).union(isSet ? .set : [])
        case .map(let item): self = FieldConcerns(of: item)
        default: self = []
        }
    }
}

/// A key that a campaign says once for all its blocks.
package enum CampaignKey: String, Sendable, Hashable, CaseIterable {
    case name
    case description
    case due
    case timeZone
}

/// What is sent for the word `all`, and how a plan says it.
package struct AllWord: Sendable, Hashable {
    /// The value that is sent; nothing when the field is left out of the call.
    package var sends: JSONValue?
    /// Such as "all work apps".
    package var meaning: String

    package init(sends: JSONValue?, meaning: String) {
        self.sends = sends
        self.meaning = meaning
    }
}

/// The type of a field's value.
package indirect enum FieldType: Sendable {
    /// A text; `minLength` counts characters.
    case string(minLength: Int = 0)
    /// A vendor's identifier: not blank, no white space.
    case identifier
    case uuid
    case integer(ClosedRange<Int>)
    case boolean
    case enumeration(Enumeration)
    /// An RFC 3339 instant in the call; a manifest may also give a date. `asap` is a word where `allowsASAP`.
    case instant(allowsASAP: Bool = false)
    /// A protobuf duration such as `86400s`.
    case protobufDuration
    /// An IANA time zone.
    case timeZone
    /// A list; `isSet` where its order means nothing. `maxCount` is the vendor's limit.
    case list(FieldType, isSet: Bool, maxCount: Int? = nil)
    /// A mapping with free keys.
    case map(FieldType)
    /// A mapping with these fields. Of each group of names in `oneOf` at most one may be given.
    case object([Field], oneOf: [OneOf] = [])

    /// The fields of an object, or of a list's items if they are objects.
    package var fields: [Field] {
        switch self {
        case .object(let fields, _): fields
        case .list(let item, _, _), .map(let item): item.fields
        default: []
        }
    }
}

/// A vendor's words for one field.
package struct Enumeration: Sendable, Hashable {
    package var values: [String]
    /// Whether the vendor keeps adding words, so that an unknown one is only a warning.
    package var isOpen: Bool

    package init(_ values: [String], open: Bool = false) {
        self.values = values
        self.isOpen = open
    }
}

/// Names of fields of which a vendor takes at most one.
package struct OneOf: Sendable, Hashable {
    /// The vendor's name for the choice.
    package var name: String
    package var members: [String]

    package init(_ name: String, _ members: [String]) {
        self.name = name
        self.members = members
    }
}

/// Parts of a value that must be stated, one field of each, where another field of the resource is a certain word.
package struct StatedParts: Sendable, Hashable {
    /// The other field.
    package var field: String
    package var word: String
    package var parts: [OneOf]

    package init(where field: String, is word: String, _ parts: [OneOf]) {
        self.field = field
        self.word = word
        self.parts = parts
    }
}

/// The way from a resource's fields down to one value.
package struct FieldPath: Sendable, Hashable, CustomStringConvertible {
    package enum Element: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    package var elements: [Element]

    package init(_ elements: [Element] = []) { self.elements = elements }
    /// The path of keys only.
    package init(_ keys: String...) { elements = keys.map { .key($0) } }

    package func appending(_ key: String) -> FieldPath { FieldPath(elements + [.key(key)]) }
    package func appending(_ index: Int) -> FieldPath { FieldPath(elements + [.index(index)]) }

    /// Such as `uar_scope.tags[0].key`.
    package var description: String {
        elements.reduce(into: "") { text, element in
            switch element {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}
