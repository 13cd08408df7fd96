/// Makes texts of manifests and vendors safe inside XML 1.0.
enum XMLText {
    /// For an element's content and for an attribute in quotes: nothing in it ends the one or the other, `]]>` among it, and what XML
    /// forbids is written out. Line feeds stay, and in an attribute read as blanks.
    static func escape(_ text: String) -> String {
        MarkupText.escape(text) { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" }
    }

    /// A text that may have any character, as one line.
    static func line(_ text: String) -> String { escape(Printable.line(text)) }
}
