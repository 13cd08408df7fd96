import Campaigns
import Diagnostics
import YAML

/// What vendors may keep otherwise of a name: a review under such a name could not be found again.
enum NameRules {
    /// More are only counted.
    private static let mostShown = 8

    /// The characters of a name that hold its review back, as errors; as warnings those that are only worth a look. Each at its place.
    ///
    /// - Parameters:
    ///   - name: what is sent, references replaced.
    ///   - word: what the name is to people: `name` or `reason`.
    static func flaws(
        of name: String, _ word: String, at located: LocatedNode, with references: References
    ) -> [Diagnostic] {
        let flaws = VendorName.flaws(in: name)
        if flaws.isEmpty { return [] }
        let origins = origins(in: located.scalar?.text ?? "", with: references)
        let places = located.scalar.map { ScalarPlaces($0, in: located.source, at: located.textRange) }
        return flaws.prefix(mostShown).enumerated().map { number, flaw in
            let place = origins.indices.contains(flaw.index) ? places?[origins[flaw.index]] : nil
            let more = number + 1 == mostShown && flaws.count > mostShown ? ", and \(flaws.count - mostShown) more" : ""
            let column = place.map { " in column \($0.start.column) of line \($0.start.line)" } ?? ""
            return located.diagnostic(
                .unfitName, "the \(word) has \(flaw.character)\(column)\(more): \(consequence(flaw.sort))",
                fix: fix(flaw.sort, located), severity: flaw.sort == .serving ? .warning : .error, within: place)
        }
    }

    private static func consequence(_ sort: NameFlaw.Sort) -> String {
        sort == .serving
            ? "nobody sees it, and a vendor that drops it keeps another name than was sent"
            : "vendors keep such names otherwise, and then what was made can't be found again by its name"
    }

    private static func fix(_ sort: NameFlaw.Sort, _ located: LocatedNode) -> String? {
        switch sort {
        case .surplus, .invisible: "remove it"
        case .blank:
            switch located.scalar?.style {
            case .literal?, .folded?: "write it in one line, without `|` or `>`"
            default: "write a plain blank, or none"
            }
        case .serving: nil
        }
    }

    /// For each code point of a text with its references replaced, which of the written ones it comes from.
    private static func origins(in written: String, with references: References) -> [Int] {
        var (origins, place) = ([Int](), 0)
        for part in ReferenceText.parts(of: written) {
            switch part {
            case .literal(let literal):
                // `$${` is read as `${`.
                let count = literal.unicodeScalars.count
                let rest = written.unicodeScalars.dropFirst(place)
                if !rest.starts(with: literal.unicodeScalars), rest.dropFirst().starts(with: literal.unicodeScalars) {
                    place += 1
                }
                origins += place..<(place + count)
                place += count
            case .reference(let name, _):
                let value = References.Name(rawValue: name).flatMap { references[$0]?.text } ?? ""
                origins += Array(repeating: place, count: value.unicodeScalars.count)
                place += name.unicodeScalars.count + 3
            }
        }
        return origins
    }
}
