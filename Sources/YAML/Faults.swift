import Diagnostics

/// The messages about what YAML allows and Muster does not read, or not in such amounts.
extension Diagnostic {
    static func fileTooLarge(limit: Int, file: String) -> Diagnostic {
        Diagnostic(
            .fileTooLarge, "the file is larger than \(size(limit))", at: SourceLocation(file: file, range: .start),
            fix: "split it into several files")
    }

    static func tooDeep(limit: Int, at location: SourceLocation, anchor: SourceLocation? = nil) -> Diagnostic {
        let message =
            anchor == nil
            ? "nesting is deeper than \(limit) levels"
            : "with what this alias stands for, nesting is deeper than \(limit) levels"
        return Diagnostic(
            .tooDeep, message, at: location, fix: "nest less deeply",
            notes: anchor.map { [Note("the anchor is here", at: $0)] } ?? [])
    }

    static func tooManyNodes(limit: Int, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .tooManyNodes, "the document has more than \(grouped(limit)) nodes once aliases are expanded", at: location,
            fix: "split it into several documents")
    }

    static func tooMuchText(limit: Int, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .tooManyNodes, "the document's aliases stand for more than \(size(limit)) of text", at: location,
            fix: "split it into several documents")
    }

    static func undefinedAlias(_ name: String, suggestion: String?, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .undefinedAlias, "no anchor `&\(name)` stands before this alias", at: location,
            fix: suggestion.map { "did you mean `*\($0)`?" }
                ?? "define `&\(name)` earlier in this document, or quote a text that begins with `*`")
    }

    static func recursiveAlias(_ name: String, at location: SourceLocation, anchor: SourceLocation) -> Diagnostic {
        Diagnostic(
            .recursiveAlias, "`*\(name)` stands inside the node that it names", at: location,
            fix: "name something that ends before the alias", notes: [Note("`&\(name)` begins here", at: anchor)])
    }

    static func duplicateKey(_ key: YAMLNode, at location: SourceLocation, first: SourceLocation) -> Diagnostic {
        Diagnostic(
            .duplicateKey, "the key `\(key.scalar?.text ?? "")` is given twice", at: location,
            fix: key.scalar?.text == "<<" ? "give one `<<` with a list: `<<: [*a, *b]`" : "keep one of them",
            notes: [Note("first given here", at: first)])
    }

    static func invalidMerge(_ value: YAMLNode, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .invalidMerge, "`<<` merges mappings, and this is none", at: location,
            fix: "give an alias to a mapping, or a list of such aliases; quote the key if `<<` is meant as it stands",
            notes: value.anchor.map { [Note("the anchor is here", at: SourceLocation(file: location.file, range: $0))] }
                ?? [])
    }

    static func unsupportedTag(_ tag: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .unsupportedTag, "the tag `\(tag)` is not one of YAML's core tags", at: location,
            fix: "remove the tag, or quote a text that begins with `!`")
    }

    static func misplacedTag(_ tag: String, on sort: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(.unsupportedTag, "the tag `\(tag)` can't stand on a \(sort)", at: location, fix: "remove the tag")
    }

    static func complexKey(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .complexKey, "a key must be a plain text, not a list or a mapping", at: location,
            fix: "quote a text that holds `[ ]` or `{ }`")
    }

    private static func size(_ bytes: Int) -> String {
        bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(grouped(bytes)) bytes"
    }

    /// A number with commas between thousands.
    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return digits
    }
}
