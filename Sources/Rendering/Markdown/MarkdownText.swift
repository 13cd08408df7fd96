import JSON

/// Makes texts of manifests and vendors safe inside the Markdown of GitHub, GitLab and Bitbucket: in a paragraph, a list, a table's
/// cell and a `<summary>`.
///
/// Two things read a comment. The Markdown parser takes its signs from the source, so that a numeric entity (`&#42;`) is never one of
/// them, nor `&#124;` a cell's end; a backslash would do for most of that, and not in HTML. Afterwards the platform looks through the
/// text that came out, where an entity is already its character: for `@name`, `#12`, `GH-12`, hashes of commits, addresses and
/// `:emoji:`. It leaves out what stands in a `<code>` element, so every word that could be one of these gets one. A span of code in
/// backticks is no such place: an entity means itself there, so that nothing keeps a backtick or, in a table, a pipe from ending it,
/// and a backslash before a pipe would have to be told from one of the text. The `@` stands in a `<span>` of its own besides, since
/// parsers make addresses of mail from text behind entities, even inside `<code>`. No invisible character is put in: a name that
/// is copied out of the comment is the name.
enum MarkdownText {
    /// The whole text as it is written, in one `<code>` element.
    static func code(_ text: String) -> String {
        var result = "<code>"
        for scalar in Printable.line(text).unicodeScalars {
            if scalar == "@" {
                result += "<span>&#64;</span>"
            } else if isLetterOrDigit(scalar) || " -/,".unicodeScalars.contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += entity(scalar)
            }
        }
        return result + "</code>"
    }

    static func code(_ value: JSONValue?) -> String {
        value.map { code(SafeJSON.text($0, .compact)) } ?? "nothing"
    }

    /// A sentence: plain words as they are, what stands between backticks and every other word in `<code>`. Never empty, and without
    /// blanks at its ends: under another line, an item without a text would make that a heading, and one behind blanks is code.
    static func sentence(_ text: String) -> String {
        let parts = Printable.line(text).split(separator: "`", omittingEmptySubsequences: false)
        var result = parts.enumerated().map { index, part in
            // Behind a backtick without its partner all is plain again.
            let isCode = index % 2 == 1 && index < parts.count - 1
            return isCode ? code(String(part)) : words(part)
        }.joined().unicodeScalars[...]
        while result.first == " " { result.removeFirst() }
        while result.last == " " { result.removeLast() }
        return result.isEmpty ? code("") : String(String.UnicodeScalarView(result))
    }

    /// With one blank at most between two.
    private static func words(_ text: Substring) -> String {
        let blank = text.allSatisfy { $0 == " " } ? "" : " "
        let words = text.split(separator: " ").map(word).joined(separator: " ")
        return (text.first == " " ? " " : "") + words + (text.last == " " ? blank : "")
    }

    private static func word(_ text: Substring) -> String {
        let scalars = Array(text.unicodeScalars)
        let leading = scalars.prefix { "(\"".unicodeScalars.contains($0) }.count
        let trailing = scalars[leading...].reversed().prefix { ".,;:!?)\"".unicodeScalars.contains($0) }.count
        let end = scalars.count - trailing
        let core = string(scalars[leading..<end])
        let isPlain = isPlain(scalars[leading..<end])
        return string(scalars[..<leading]) + (isPlain ? core : code(core))
            + scalars[end...].map { scalar in
                // `www.` would begin an address, `1.` and `1)` a list.
                ".:)".unicodeScalars.contains(scalar) ? entity(scalar) : String(scalar)
            }.joined()
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    /// Whether nothing looks for such a word: letters, digits and apostrophes, or a date, and not what could be a commit's hash.
    private static func isPlain(_ core: ArraySlice<Unicode.Scalar>) -> Bool {
        let isHash = core.count >= 7 && core.allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit }
        return !isHash && core.allSatisfy { isLetterOrDigit($0) || $0 == "'" } || isDate(core)
    }

    /// Such as `2027-01-04`.
    private static func isDate(_ core: ArraySlice<Unicode.Scalar>) -> Bool {
        core.count == 10
            && core.enumerated().allSatisfy { $0 == 4 || $0 == 7 ? $1 == "-" : ("0"..."9").contains($1) }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default:
            scalar.value >= 0x80
                && scalar.properties.isAlphabetic && !scalar.properties.isDefaultIgnorableCodePoint
                // What combines could change the sign before it.
                && scalar.properties.canonicalCombiningClass == .notReordered
        }
    }

    private static func entity(_ scalar: Unicode.Scalar) -> String { "&#\(scalar.value);" }

    /// A block of code that nothing in the text ends: its fence is longer than any run of backticks.
    ///
    /// - Parameter text: lines, without control characters.
    static func block(_ text: String, language: String) -> String {
        var (run, longest) = (0, 0)
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text.hasSuffix("\n") ? text : text + "\n")\(fence)\n"
    }
}
