package import Campaigns
import Diagnostics
package import JSON

/// What is known of a document, a kind, or one of their keys and fields, for `muster explain`.
package struct Explanation: Sendable {
    /// Such as `opal.uar.uar_scope.tags`: the document or kind, and the keys from there, lists and free keys passed over.
    package var path: String
    package var name: String
    /// In a few words: "list of UUIDs, in any order".
    package var type: String
    package var help: String
    /// Whether it must be given; a field of a block may also come from the platform's defaults or from the campaign.
    package var isRequired = false
    /// The words that it takes.
    package var values: [String] = []
    /// Whether other words are taken too, with a warning.
    package var isOpen = false
    /// What holds where it is left out: by Muster, or as the vendor documents it.
    package var standard: JSONValue?
    /// In YAML.
    package var example: String?
    /// How a text is written.
    package var form: String?
    /// What is known of a vendor's field besides.
    package var vendorFacts: VendorFacts?
    /// Which keys stand for or against each other, a sentence each.
    package var rules: [String] = []
    /// Such as `${user:...}`.
    package var references: [String] = []
    /// Where the facts are from; nothing for Muster's own.
    package var source: String?
    package var fields: [Explanation] = []

    /// What is known of a vendor's field.
    package struct VendorFacts: Sendable {
        package var kind: Kind
        /// Whether the vendor takes null.
        package var isNullable: Bool
        /// The campaign's key that fills it where the block doesn't give it.
        package var filledBy: CampaignKey?
        /// The call that carries it: `POST /uar`.
        package var call: String
        package var step: Call.Step
        package var isReadBack: Bool
        package var isDeprecated: Bool
        package var all: AllWord?
        /// What leaving it out would mean, for which that is refused.
        package var absentMeans: String?
        /// What an empty list or mapping would mean, for which it is refused.
        package var emptyMeans: String?
    }

    init(path: String, name: String, type: String, help: String) {
        self.path = path
        self.name = name
        self.type = type
        self.help = help
    }
}

extension Explanation {
    /// Everything that can be explained: both documents, then each kind.
    package static func all() -> [Explanation] { roots.map(\.explanation) }

    /// Both documents and each kind.
    private static let roots = [Root.document(.campaign), .document(.project)] + Kind.allCases.map(Root.kind)

    /// Where paths begin. What is there is made only where it is asked for.
    private enum Root: Sendable {
        case document(ManifestSchema)
        case kind(Kind)

        var path: String {
            switch self {
            case .document(let document): document.rawValue
            case .kind(let kind): kind.rawValue
            }
        }

        var explanation: Explanation {
            switch self {
            case .document(.campaign):
                .document(path, ManifestGrammar.campaign, "One document of a campaign file.")
            case .document(.project):
                .document(
                    path, ManifestGrammar.project, "\(Project.fileName): what the project's campaigns have in common.")
            case .kind(let kind): Explanation(kind)
            }
        }
    }

    /// The kinds of a vendor; nothing where the word is no vendor's.
    package static func kinds(of vendor: String) -> [Explanation] {
        Vendor(rawValue: vendor).map { vendor in Kind.allCases.filter { $0.vendor == vendor }.map(Explanation.init) }
            ?? []
    }

    /// What stands at the path: of a document, a kind, or below. Indices of lists, such as `[0]`, are passed over.
    package static func find(_ path: String) throws(UnknownPath) -> Explanation {
        let written = path.replacing(#/\[[^\]]*\]/#, with: "")
        guard
            let root = roots.filter({ written == $0.path || written.hasPrefix($0.path + ".") })
                .max(by: { $0.path.utf8.count < $1.path.utf8.count })
        else { throw UnknownPath(path, near: nearest(toRoot: written)) }
        var found = root.explanation
        for name in written.dropFirst(root.path.utf8.count).split(separator: ".") {
            guard let field = found.fields.first(where: { $0.name == name }) else {
                throw UnknownPath(path, near: found.nearest(to: String(name)), in: found)
            }
            found = field
        }
        return found
    }

    /// It, and everything below it, each before what is below.
    package var flattened: [Explanation] { [self] + fields.flatMap(\.flattened) }

    /// A vendor's name, or a misspelt one of a kind or document, with whatever stands behind it.
    private static func nearest(toRoot path: String) -> String? {
        // A kind has a point in it.
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        for count in [2, 1] where parts.count >= count {
            let start = parts.prefix(count).joined(separator: ".")
            if let near = Diagnostics.nearest(to: start, among: roots.map(\.path)) {
                return ([near] + parts.dropFirst(count).map(String.init)).joined(separator: ".")
            }
        }
        // A field alone may be one of several kinds'; the first is named.
        let name = parts.last.map(String.init) ?? path
        return all().lazy.flatMap(\.flattened).first { $0.name == name }?.path
    }

    private func nearest(to name: String) -> String? {
        if let near = Diagnostics.nearest(to: name, among: fields.map(\.name)) { return "\(path).\(near)" }
        return flattened.dropFirst().first { $0.name == name }?.path
    }
}

/// A path that leads to nothing.
package struct UnknownPath: Error {
    package let path: String
    /// A path that may have been meant.
    package let near: String?
    /// The names that stand where the path leaves what is known.
    package let known: [String]

    init(_ path: String, near: String?, in found: Explanation? = nil) {
        self.path = path
        self.near = near
        known = found?.fields.map(\.name) ?? Explanation.all().map(\.path)
    }
}
