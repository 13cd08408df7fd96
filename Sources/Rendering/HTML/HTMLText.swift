/// Makes texts of manifests and vendors safe inside a page.
enum HTMLText {
    /// The text in one line, for an element's content and for an attribute in quotes: control characters and bidirectional
    /// controls are written out, and no character of it can end the one or the other.
    static func escape(_ text: String) -> String { MarkupText.escape(Printable.line(text)) }

    /// A length to a tenth, without what other languages' formats would do to it.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
