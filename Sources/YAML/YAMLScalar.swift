/// A scalar as it is written: its text after quotes, escapes and folding, untyped.
package struct YAMLScalar: Sendable, Hashable {
    package enum Style: UInt8, Sendable, Hashable {
        case plain
        case singleQuoted
        case doubleQuoted
        case literal
        case folded
    }

    /// The tags that may be written: those of YAML's core schema, and `!` for "no type but the text's own".
    package enum Tag: String, Sendable, Hashable, CaseIterable {
        case string = "!!str"
        case integer = "!!int"
        case boolean = "!!bool"
        case null = "!!null"
        case float = "!!float"
        case mapping = "!!map"
        case sequence = "!!seq"
        case nonSpecific = "!"
    }

    package var text: String
    package var style: Style
    /// The tag that is written before the scalar.
    package var explicitTag: Tag?

    package init(_ text: String, style: Style = .plain, tag: Tag? = nil) {
        self.text = text
        self.style = style
        explicitTag = tag
    }

    /// The written tag in its short form, such as `!!str`.
    package var tag: String? { explicitTag?.rawValue }
}
