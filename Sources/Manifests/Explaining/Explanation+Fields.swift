import Campaigns
import JSON
import Vendors

// Vendors' fields.
extension Explanation {
    init(_ kind: Kind) {
        self.init(
            path: kind.rawValue, name: kind.rawValue, type: "kind of \(kind.isRequest ? "request" : "review")",
            help: kind.summary)
        let vendorKind = kind.vendorKind
        fields = Self.fields(vendorKind.fields, vendorKind.oneOf, of: kind, below: path)
    }

    private static func fields(_ fields: [Field], _ oneOf: [OneOf], of kind: Kind, below path: String) -> [Explanation]
    {
        fields.map { field in
            var explanation = Explanation(field, of: kind, below: path)
            for group in oneOf where group.members.contains(field.name) {
                explanation.rules.append("at most one of \(group.members.joined(separator: ", ")) (\(group.name))")
            }
            return explanation
        }
    }

    private init(_ field: Field, of kind: Kind, below path: String) {
        self.init(path: "\(path).\(field.name)", name: field.name, type: field.type.words, help: field.help)
        isRequired = field.isRequired
        standard = field.documentedDefault
        source = field.source
        references = field.names.map { "${\($0.rawValue):...}" } + (field.takesReview ? ["${review:...}"] : [])
        if field.type.isText { references += References.Name.written }
        if let words = field.type.enumeration { (values, isOpen) = (words.values, words.isOpen) }
        form = field.type.form
        vendorFacts = VendorFacts(
            kind: kind, isNullable: field.isNullable, filledBy: field.filledBy,
            call: Self.call(of: kind, at: path, field),
            step: field.step, isReadBack: field.isReadBack, isDeprecated: field.isDeprecated, all: field.all,
            absentMeans: field.absentMeans, emptyMeans: field.emptyMeans)
        if !field.needsOneOf.isEmpty { rules.append("at least one of \(field.needsOneOf.joined(separator: ", "))") }
        rules += field.parts.map { stated in
            "with `\(stated.field): \(stated.word)` one of "
                + stated.parts.map { $0.members.joined(separator: ", ") }.joined(separator: "; one of ")
        }
        fields = Self.fields(field.type.fields, field.type.innerOneOf, of: kind, below: self.path)
    }

    /// The call that carries a field. What stands within another goes with that.
    private static func call(of kind: Kind, at path: String, _ field: Field) -> String {
        let outermost = path.dropFirst(kind.rawValue.utf8.count + 1).split(separator: ".").first.map(String.init)
        let name = outermost ?? field.name
        let step = kind.vendorKind.table[name]?.step ?? field.step
        let calls = kind.vendorKind.calls(for: JSONObject(members: [.init(key: name, value: "x")]), marker: nil)
        return calls.first { $0.step == step }.map { "\($0.method.rawValue) \($0.path)" } ?? ""
    }
}

extension FieldType {
    fileprivate var words: String {
        switch self {
        case .list(let item, let isSet, let maxCount):
            "list of \(item.noun)s" + (isSet ? ", in any order" : "") + (maxCount.map { ", at most \($0)" } ?? "")
        case .map(let item): "mapping of free keys to \(item.noun)s"
        case .object(let fields, _) where fields.isEmpty: "marker: an empty mapping"
        case .integer(let range):
            switch (range.lowerBound, range.upperBound) {
            case (let low, .max): "whole number from \(low)"
            case (let low, let high): "whole number from \(low) to \(high)"
            }
        default: noun
        }
    }

    private var noun: String {
        switch self {
        case .string: "text"
        case .identifier: "id"
        case .uuid: "UUID"
        case .integer: "whole number"
        case .boolean: "true or false"
        case .enumeration: "word"
        case .instant: "date"
        case .protobufDuration: "duration"
        case .timeZone: "time zone"
        case .list: "list"
        case .map, .object: "mapping"
        }
    }

    /// How a text of the type is written.
    fileprivate var form: String? {
        switch self {
        case .instant(let allowsASAP): DateReader.forms + (allowsASAP ? ", or `asap`" : "")
        case .protobufDuration: "a number of seconds such as `86400s`"
        case .timeZone: TextForm.timeZone.words
        case .list(let item, _, _): item.form
        default: nil
        }
    }

    /// Whether the campaign's own references are of use in it.
    fileprivate var isText: Bool {
        switch self {
        case .string, .instant: true
        case .list(let item, _, _): item.isText
        default: false
        }
    }

    fileprivate var enumeration: Enumeration? {
        switch self {
        case .enumeration(let words): words
        case .list(let item, _, _), .map(let item): item.enumeration
        default: nil
        }
    }

    fileprivate var innerOneOf: [OneOf] {
        switch self {
        case .object(_, let oneOf): oneOf
        case .list(let item, _, _), .map(let item): item.innerOneOf
        default: []
        }
    }
}
