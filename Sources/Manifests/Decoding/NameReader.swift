import Campaigns
import Diagnostics
import Vendors

/// Reads names that stand for ids, in the fields of one block: `${user:dana@acme.com}`.
final class NameReader {
    private let platform: String
    private let vendor: Vendor
    /// Nothing where it is only asked whether a name may stand somewhere.
    private let directory: Directory?
    /// Every name that was read.
    private(set) var uses: [NameUse] = []
    /// The field that is read, which says what fits; nothing where it is none of a vendor's.
    var field: Field?
    /// Every review that was read.
    private(set) var reviews: [ReviewUse] = []
    private var fitting: [DirectoryName.Kind] { field?.names ?? [] }
    private var takesReview: Bool { field?.takesReview ?? false }
    /// Whether what was read last has an id that is not known yet.
    private var isUnknown = false

    init(_ platform: String, of vendor: Vendor, directory: Directory?) {
        self.platform = platform
        self.vendor = vendor
        self.directory = directory
    }

    /// Why a name can't stand somewhere.
    struct Fault: Error {
        let code: DiagnosticCode
        let message: String
        let fix: String?

        /// No name can stand there, of whatever kind.
        static let nowhere = Fault(
            code: .unknownReference, message: "names of people and things can't stand here",
            fix: "they stand in a vendor's fields for ids; write `$${` for a literal `${`")
    }

    /// Whether a name without a known id was read since this was asked last.
    func takeUnknown() -> Bool {
        defer { isUnknown = false }
        return isUnknown
    }

    /// The name that stands behind `${`; nothing where there is none, but a reference of another sort.
    static func name(_ text: String) -> (kind: String, written: String)? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    /// The id that a name stands for in a text: its reference where that is not known yet.
    func text(_ kind: String, _ written: String, at location: SourceLocation) throws(Fault) -> String {
        if kind == "review" { return try review(written, at: location) }
        let (name, id) = try use(kind, written, at: location)
        return id?.id ?? name.reference
    }

    /// The two ids that a name stands for, of its app and of itself.
    func pair(_ kind: String, _ written: String, at location: SourceLocation) throws(Fault) -> (app: String, id: String)
    {
        let (name, id) = try use(kind, written, at: location)
        return (id.map { $0.appID ?? $0.id } ?? name.reference, id?.id ?? name.reference)
    }

    private func review(_ written: String, at location: SourceLocation) throws(Fault) -> String {
        guard takesReview else {
            throw Fault(code: .unfittingName, message: "a review can't stand here", fix: "`duplicateFrom` takes one")
        }
        guard let use = ReviewUse(written, at: location) else {
            throw Fault(
                code: .unknownReference, message: "`\(written)` is no review's address",
                fix: "such as `sox-2027-q1/conductorone`, `sox@2027-Q1/conductorone` or `sox@previous/conductorone`")
        }
        reviews.append(use)
        isUnknown = true
        return use.reference
    }

    private func use(_ kind: String, _ written: String, at location: SourceLocation) throws(Fault) -> (
        DirectoryName, DirectoryID?
    ) {
        let name = try name(kind, written)
        let id = directory?[platform, name]?.id
        uses.append(NameUse(name, id: id, at: location))
        if id == nil { isUnknown = true }
        return (name, id)
    }

    private func name(_ word: String, _ written: String) throws(Fault) -> DirectoryName {
        if fitting.isEmpty {
            if takesReview {
                throw Fault(
                    code: .unfittingName, message: "a \(word) can't stand here", fix: "this field takes `${review:...}`"
                )
            }
            throw .nowhere
        }
        let known = vendor.directory.kinds
        let names = DirectoryName.Kind.allCases.filter(known.contains).map(\.rawValue)
        let list = names.map { "`\($0)`" }.joined(separator: ", ")
        guard let kind = DirectoryName.Kind(rawValue: word) else {
            throw Fault(
                code: .unknownReference, message: "unknown reference `${\(word):...}`",
                fix: nearest(to: word, among: names).map { "did you mean `${\($0):...}`?" }
                    ?? "\(vendor.title) has \(list); write `$${` for a literal `${`")
        }
        guard known.contains(kind) else {
            throw Fault(
                code: .unfittingName, message: "\(vendor.title) has no look-up by name for a \(word)",
                fix: "it has \(list)")
        }
        guard fitting.contains(kind) else {
            throw Fault(
                code: .unfittingName, message: "a \(word) can't stand here",
                fix: "this field takes "
                    + fitting.map { "`${\($0.rawValue):...}`" }.joined(separator: " or "))
        }
        do {
            return try DirectoryName(kind, written: written)
        } catch {
            throw Fault(code: .unknownReference, message: "`\(written)` is no name: \(error.reason)", fix: nil)
        }
    }
}
