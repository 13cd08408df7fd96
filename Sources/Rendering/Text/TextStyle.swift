/// How a stream shows text: in colours or without, by symbols beyond ASCII or without, and in how many columns.
package struct TextStyle: Sendable {
    package enum Colour: String, Sendable {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case grey = "90"
        case bold = "1"
    }

    private let isColoured: Bool
    private let hasSymbols: Bool
    /// Nothing where lines need not be kept to a width.
    package let columns: Int?

    /// - Parameters:
    ///   - hasSymbols: whether what is shown may have more than ASCII in it, beside the names in manifests.
    ///   - columns: the terminal's, where there is one that knows.
    package init(isColoured: Bool, hasSymbols: Bool = false, columns: Int? = nil) {
        self.isColoured = isColoured
        self.hasSymbols = hasSymbols
        self.columns = columns
    }

    package static let plain = TextStyle(isColoured: false)

    package func callAsFunction(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Something was done, or is as it should be.
    package var tick: String { symbol("\u{2713}", else: "+") }
    /// Something failed.
    package var cross: String { symbol("\u{2717}", else: "!") }
    /// Stands for what was left out.
    var ellipsis: String { symbol("\u{2026}", else: "...") }

    /// The symbol, or what stands for it in ASCII.
    func symbol(_ symbol: String, else ascii: String) -> String { hasSymbols ? symbol : ascii }
}

extension String {
    /// The text as a sentence begins; one that begins with code or a name stays as it is.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
