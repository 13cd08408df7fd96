import Diagnostics

/// The rules for every text of a manifest: no reference that does not exist, and nothing that a terminal or a vendor's page would
/// act upon instead of showing it.
enum TextRules {
    /// The text that is meant, `$${` read as `${` and references replaced; nothing where it breaks a rule, which is then reported.
    ///
    /// - Parameters:
    ///   - references: what `${...}` stands for; nothing where there are none.
    ///   - isInstant: whether the text is read as a date-time.
    ///   - names: reads names of people and things; nothing where none may stand.
    static func checked(
        _ located: LocatedNode, _ text: String, with references: References? = nil, isInstant: Bool = false,
        names: NameReader? = nil, _ diagnostics: inout [Diagnostic]
    ) -> String? {
        // Most texts have neither; one pass over the bytes tells.
        var (hasDollar, hasSuspect) = (false, false)
        var text = text
        text.withUTF8 { bytes in
            for byte in bytes {
                hasDollar = hasDollar || byte == UInt8(ascii: "$")
                hasSuspect = hasSuspect || byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2
            }
        }
        if hasSuspect, let scalar = text.unicodeScalars.first(where: isForbidden) {
            let number = String(scalar.value, radix: 16, uppercase: true)
            let code = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
            diagnostics.append(
                located.diagnostic(
                    .forbiddenCharacter,
                    "the text holds the invisible character \(code), which could forge what a reader sees",
                    fix: "remove it",
                    within: located.source.range(of: Array(String(scalar).utf8), within: located.textRange)))
            return nil
        }
        return hasDollar ? resolved(located, text, references, isInstant, names, &diagnostics) : text
    }

    /// Control characters other than line feed and tab, and bidirectional embeddings, overrides and isolates.
    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// One pass: what a reference stands for is not read again.
    private static func resolved(
        _ located: LocatedNode, _ text: String, _ references: References?, _ isInstant: Bool, _ names: NameReader?,
        _ diagnostics: inout [Diagnostic]
    ) -> String? {
        var result = ""
        for part in ReferenceText.parts(of: text) {
            switch part {
            case .literal(let literal): result += literal
            case .reference(let name, let isClosed):
                if isClosed, let value = References.Name(rawValue: name).flatMap({ references?[$0] }) {
                    result += isInstant ? value.instant : value.text
                    continue
                }
                let reference = "${\(name)" + (isClosed ? "}" : "")
                let bytes = located.source.bytes
                let place = located.source.range(of: Array(reference.utf8), within: located.textRange) { offset in
                    offset > 0 && bytes[offset - 1] == UInt8(ascii: "$")
                }
                if isClosed, let (kind, written) = NameReader.name(name), let names {
                    do {
                        result += try names.text(kind, written, at: located.location)
                        continue
                    } catch {
                        diagnostics.append(
                            located.diagnostic(error.code, error.message, fix: error.fix, within: place))
                        return nil
                    }
                }
                let isName = isClosed && NameReader.name(name) != nil
                let (message, fix) =
                    isName
                    ? (NameReader.Fault.nowhere.message, NameReader.Fault.nowhere.fix)
                    : references?.refusal(of: name)
                        ?? ("references such as `${\(name)}` can't stand here", "write `$${` for a literal `${`")
                diagnostics.append(located.diagnostic(.unknownReference, message, fix: fix, within: place))
                return nil
            }
        }
        return result
    }
}
